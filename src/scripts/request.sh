#!/bin/sh
# shellcheck disable=SC2034,SC2154  # variables that other parts set, or read
#
# request.sh: one request over https, or over http with a checksum, and where it is redirected to. Only functions; after download.sh
# and trust.sh.
#
#   ask URL        $new then holds what was sent, $size bytes; or $unchanged is set, as the server says that it has nothing else; or
#                  $problem is set, and it returns 1 where another attempt may help. It calls `aim URL` before each request, which
#                  removes $new, and asks only for what is newer than a file that the main program knows (is_known), unless that has an
#                  `aim` of its own: it may set $new, and $answer, a file for the headers of
#                  the answer. To go on with what is in $new: $have, its size, and $etag, without which the server has something
#                  else (empty where it has none). To be told that nothing has changed: $tag and $date (asked.sh). Of the
#                  answer, $sent is the ETag and $changed the Last-Modified; $retry, how many seconds it asks for before another one.
#   origin URL     sets $origin: scheme, host and port
#   obtain         one attempt at $url, as `ask` says it: by `ask`, or by fetch_SCHEME of a source of another kind. That finds $url, $authority
#                  (host and port), $path, and what its flags have set; it leaves the file in $new, by `ask ADDRESS` or `save COMMAND…`; or sets
#                  $problem and returns 1, where another attempt may help; or fails. It may use
#   header LINE    one more header for `look_up` and `ask`, of this attempt only (download.sh). After `look_up`, another origin gets none
#   look_up URL    sets $found to the text that is answered there: https only, no redirect, 8 KB at most; returns as `ask` does
#   save COMMAND…  keeps what COMMAND writes to its standard output as the file, with the limit and the deadline of the step
#   prove HEX      fails unless what has come has this SHA-256
#
# Redirects are not left to curl, for it would send headers to the other host. They lead from https to https only, from http
# also to http, to the hosts that $hosts allows, with a space between them: '*' any, '*.example.com' those below it. Another
# origin gets no header of the user's, and does not give the way back to them. What it is asked for is mostly a signed address,
# which holds for some minutes: nothing of it but the origin is ever shown, and where it is refused, the first address is asked
# for another one. The kernel limits the size while curl writes, as the --max-filesize of older versions lets chunked answers
# pass.

obtain() {
  looked_up='' sent='' changed='' place='' unchanged='' retry='' tag='' date='' seen=''
  trust "$ca" || fail 1 "$file: $problem"
  case $scheme in
    http | https)
      ask "$url"
      return
      ;;
  esac
  authority=${url#*://} path=''
  case $authority in *[/?#]*) path=${authority#"${authority%%[/?#]*}"} ;; esac
  authority=${authority%%[/?#]*} common_headers=$headers problem="$file: its source says nothing" outcome=0
  "fetch_$scheme" || outcome=$?
  headers=$common_headers
  [ "$outcome" = 0 ] || return 1
  [ -f "$new" ] || fail 1 "$file: its source has left no file"
  size=$(stat -c %s "$new")
}

# An address that a source has found: as what users write, https, or http with a checksum.
check_address() {
  case $1,$origin in
    *[[:cntrl:]\ ]* | *,*@*) fail 1 "$file: its source names an address that is not valid" ;;
    https://?*,*) ;;
    http://?*,*) [ -n "$checksum" ] || fail 1 "$file: its source names an http address, and there is no checksum" ;;
    *) fail 1 "$file: its source names no https address" ;;
  esac
}

look_up() {
  time_left
  in_seconds "$left"
  [ "$left" -ge 10 ] || return 1
  origin "$1"
  looked_up=$origin newline='
'
  found=$(
    printf %s "$headers" | curl -q -g -s --proto =https ${trusted:+--cacert "$trusted"} ${PRELUDE_PROXY_CA:+--proxy-cacert "$trusted"} -H @- -m "$seconds" --connect-timeout 10 -w '\n%{http_code} %{exitcode}' \
      -- "$1" 2>/dev/null | head -c 8200 | tr -d '\000'
  )
  status=${found##*"$newline"} found=${found%"$newline"*}
  ended=${status#* } status=${status% *}
  problem="$file: $(flat "$origin") answered $status"
  case $status,$ended in
    200,0) return ;;
    000,5[89] | 000,60 | 000,77 | 000,8[23] | 000,9[01]) fail 1 "$file: $(flat "$origin") is not trusted (curl $ended)" ;;
    000,[0-9]*) problem="$file: $(flat "$origin") cannot be asked (curl $ended)" ;;
    408,* | 425,* | 429,* | 5??,* | 200,[0-9]*) ;;
    [1-4][0-9][0-9],*) fail 1 "$problem" ;;
    *) fail 1 "$file: the answer of $(flat "$origin") is larger than 8 KB" ;;
  esac
  return 1
}

save() {
  time_left
  [ "$left" -ge 100 ] || return 1
  have='' etag='' answer=''
  aim "$url"
  have='' ended=0
  true 2>/dev/null >"$new" || fail 1 "$file: cannot write to $to"
  (
    trap '' XFSZ
    ulimit -f $((max / 512 + 1))
    exec timeout "$((left / 100))" "$@" >"$new" 2>/dev/null
  ) || ended=$?
  size=$(stat -c %s "$new")
  [ "$size" -le "$max" ] || fail 1 "$file: larger than $bound"
  problem="$file: ${1##*/} ended with $ended"
  [ "$ended" = 0 ]
}

prove() {
  sum=$(sha256sum <"$new")
  sum=${sum%% *}
  [ "$sum" = "$1" ] && return
  rm -f "$new"
  fail 1 "$file: has the sha256 $sum, not $1"
}

ask() {
  hops=10 along=$headers away='' home=''
  origin "$1"
  home=$origin
  [ "$1" = "$url" ] || check_address "$1"
  case $looked_up in '' | "$origin") ;; *) along='' ;; esac
  visit "$1"
}

origin() {
  origin=${1#*://}
  origin=$(printf %s "${1%%://*}://${origin%%[/?#]*}" | tr '[:upper:]' '[:lower:]')
  case $origin in
    https:*:443) origin=${origin%:443} ;;
    http:*:80) origin=${origin%:80} ;;
  esac
}

aim() {
  rm -f "$new"
  [ -n "$checksum" ] || is_known || :
  conditions "$1"
}

visit() {
  time_left
  in_seconds "$left"
  [ "$left" -ge 10 ] || return 1
  have='' etag='' answer='' tag='' date='' seen='' unchanged='' retry=''
  aim "$1"
  true 2>/dev/null >>"$new" || fail 1 "$file: cannot write to $to"
  condition="${etag:+If-Range: $etag
}${tag:+If-None-Match: $tag
}${date:+If-Modified-Since: $date
}"
  ended=0
  report=$(
    trap '' XFSZ
    ulimit -f $((max / 512 + 1))
    printf %s "$along$condition" | curl -q -g -s --proto "=${1%%:*}" ${trusted:+--cacert "$trusted"} ${PRELUDE_PROXY_CA:+--proxy-cacert "$trusted"} -H @- -o "$new" -m "$seconds" \
      ${have:+--continue-at "$have"} ${answer:+--dump-header "$answer"} --connect-timeout 10 -Y 1 -y 30 --max-filesize "$max" \
      -w '%{http_code}\n%header{etag}\n%header{last-modified}\n%header{retry-after}\n%{redirect_url}\n%{errormsg}' -- "$1" 2>/dev/null
  ) || ended=$?
  read_report
  problem="$file: $(flat "$message") (curl $ended)$away"
  case $status,$have in
    ,* | 000,* | 200,) ;;
    206,?*)
      # It may have another file by now, and not look at If-Range.
      if [ "$ended" = 33 ] || [ "${etag:-$sent}" != "$sent" ]; then
        from_the_start "$1"
        return
      fi
      ;;
    200,?* | 416,?*)
      from_the_start "$1"
      return
      ;;
    304,)
      [ -n "$tag$date" ] || fail 1 "$file: answered 304 to a request without a condition${away:-" at ${url%%[?#]*}"}"
      unchanged=1
      return
      ;;
    30[12378],*)
      follow
      return
      ;;
    *)
      problem="$file: answered $status$away"
      case $status in 408 | 425 | 429 | 5??)
        wait_as_told
        return 1
        ;;
      esac
      case $hops,$status in
        10,*) ;;
        *,40[013] | *,410) return 1 ;; # the signed address is too old
      esac
      fail 1 "$file: answered $status${away:-" at ${url%%[?#]*}"}"
      ;;
  esac
  size=$(stat -c %s "$new")
  if [ "$ended" = 63 ] || [ "$size" -gt "$max" ]; then fail 1 "$file: larger than $bound"; fi
  case $ended in
    0) ;;
    23) fail 1 "$file: cannot write to $to: no space left, or a quota" ;;
    2 | 3 | 43 | 5[89] | 60 | 66 | 77 | 8[23] | 9[01] | 12?) fail 1 "$problem" ;;
    *) return 1 ;;
  esac
}

# Sets $status, $sent, $changed, $told, $location and $message. The shell is slow with long texts, and no good server sends any.
read_report() {
  [ ${#report} -le 8192 ] || fail 1 "$file: the server sent an ETag or Location of more than 8 KB"
  status='' sent='' changed='' told='' location='' message=''
  { IFS= read -r status && IFS= read -r sent && IFS= read -r changed && IFS= read -r told && IFS= read -r location && IFS= read -r message; } <<END || :
$report

END
}

# Retry-After in seconds; a date there is of a clock that may not be ours.
wait_as_told() {
  case $told in '' | 0* | *[!0-9]* | ??????????*) return ;; esac
  retry=$told
  problem="$problem, and asks for $retry s of patience"
}

# What is there is of another file, or the server gives no part of one.
from_the_start() {
  say "$file: cannot go on where it was: begins again"
  rm -f "$new"
  visit "$1"
}

follow() {
  case $location in
    '') fail 1 "$file: answered $status without an address to go to$away" ;;
    *[[:cntrl:]\ ]* | *://*@*) fail 1 "$file: answered $status with an address that is not valid$away" ;;
  esac
  last=$origin
  origin "$location"
  case $last,$origin in
    https://*,https://?* | http://*,https://?* | http://*,http://?*) ;;
    https://*,http://*) fail 1 "$file: redirected from https to $(flat "$origin"), which is not followed: name the https address of the file" ;;
    *) fail 1 "$file: redirected to $(flat "$origin"), which is not followed" ;;
  esac
  [ "$hops" -gt 0 ] || fail 1 "$file: redirected more than 10 times"
  hops=$((hops - 1))
  if [ "$origin" != "$home" ]; then
    may_go || fail 1 "$file: redirected to $(flat "$origin"), which redirectsTo does not allow${hosts:+: it allows $hosts}"
    along=''
  fi
  away=" at $(flat "$origin"), redirected from ${url%%[?#]*}"
  visit "$location"
}

may_go() {
  set -f
  # shellcheck disable=SC2086  # a list
  set -- $hosts
  set +f
  for allowed; do
    case $allowed in
      '*' | "${origin#*://}") return 0 ;;
      '*.'*) case $origin in *"${allowed#?}") return 0 ;; esac ;;
    esac
  done
  return 1
}
