#!/bin/sh
# shellcheck disable=SC2034,SC2154  # variables that other parts set, or read
#
# download.sh: files over https, or over http with a checksum, for the main programs that follow. Only functions.
#
#   each_file FUNCTION ARG…  reads [FLAGS] FILE=URL [FLAGS] [FILE=URL [FLAGS]]…, and calls FUNCTION for each file, with
#                            $file, $url, $sha256, $max, $ca and $headers set. Flags that are not of these are handed to
#                            `own_flag` of the main program: FLAG VALUE, or 'FILE FLAG' VALUE after a file, which begins
#                            with FILE NAME.
#   check_file               misuse where they are not right
#   has_checksum FILE        whether it has $sha256; sets $sum
#   ask URL REDIRECTS        one request. $new then holds what was sent, $size bytes; or $problem is set, and it returns 1
#                            where another attempt may help. It calls `aim URL` before, which removes $new, unless the main
#                            program has its own: that may set $new, and $answer, a file for the headers of the answer. To
#                            go on with what is in $new: $have, its size, and $etag, without which the server has something
#                            else (empty where it has none).
#   give_up CODE             says what comes of $file when the attempts are over, for $problem. Where it has no checksum, and
#                            `has_older` of the main program returns 0 with $older, a word for what is there from before,
#                            that is kept; else it fails with CODE
#
# Redirects are not left to curl, which sends headers along to whatever host it is told. The kernel limits the size while
# curl writes, as the --max-filesize of older versions lets chunked answers pass.

each_file() {
  call=$1 file=''
  shift
  while [ $# -gt 0 ]; do
    case $1 in
      *=http://* | *=https://*)
        [ -z "$file" ] || "$call"
        file=${1%%=http*://*}
        [ -n "$file" ] || misuse "no name before '$1'"
        url=${1#"$file="}
        sha256='' max=104857600 ca='' headers='' prefix=''
        own_flag FILE "$file"
        shift
        continue
        ;;
    esac
    has_value "$@"
    case ${file:+FILE }$1 in
      --timeout) whole "$@" && timeout=$2 ;;
      --attempts) whole "$@" && attempts=$2 ;;
      --to) to=$2 ;;
      --lock) lock=$2 ;;
      'FILE --sha256') sha256=$(printf %s "$2" | tr A-F a-f) ;;
      'FILE --max-bytes') whole "$@" && max=$2 ;;
      'FILE --ca') ca=$2 ;;
      'FILE --header') header "$2" ;;
      'FILE --header-prefix') prefix=$2 ;;
      'FILE --header-from-env')
        [ $# -gt 2 ] || misuse "$1 needs a name and a variable"
        from_env "$3"
        header "$2: $prefix$value"
        prefix=''
        shift
        ;;
      *) own_flag "${file:+FILE }$1" "$2" || misuse "$1 is unknown, or in the wrong place" ;;
    esac
    shift 2
  done
  "$call"
}

# The line as curl wants it: it takes 'Name:' as an order to leave the header out, and 'Name;' as one with no value.
header() {
  case $1 in *[[:cntrl:]]*) misuse "$file: header ${1%%:*} has a line break or control character in it" ;; esac
  case ${1#*:} in *[!\ ]*) line=$1 ;; *) line="${1%%:*};" ;; esac
  headers="$headers$line
"
}

check_file() {
  [ -n "$file" ] || misuse 'no FILE=URL is given'
  case $file in . | .. | */* | .prelude-*) misuse "'$file' is not the name of a file" ;; esac
  case $sha256 in *[!0-9a-f]*) sha256=x ;; esac
  case ${#sha256}$url in
    64http* | 0https://*) ;;
    0*) misuse "$file: http without --sha256" ;;
    *) misuse "$file: --sha256 needs 64 hexadecimal digits" ;;
  esac
  origin "$url"
  case $origin in *@*) misuse "$file: the URL has a user in it: give a header instead" ;; esac
}

# Sets $origin: scheme, host and port.
origin() {
  origin=${1#*://}
  origin=$(printf %s "${1%%://*}://${origin%%[/?#]*}" | tr '[:upper:]' '[:lower:]')
  case $origin in
    https:*:443) origin=${origin%:443} ;;
    http:*:80) origin=${origin%:80} ;;
  esac
}

has_older() {
  return 1
}

# The server is away: the one case in which something older may do.
give_up() {
  if [ -z "$sha256" ] && has_older; then
    say "$problem; the $older from before is kept"
  else
    elapsed
    fail "$1" "$problem; gave up on ${url%%[?#]*} after $seconds s"
  fi
}

aim() {
  rm -f "$new"
}

has_checksum() {
  sum=$(sha256sum <"$1")
  sum=${sum%% *}
  [ "$sum" = "$sha256" ]
}

ask() {
  time_left
  in_seconds "$left"
  [ "$left" -ge 10 ] || return 1
  have='' etag='' answer=''
  aim "$1"
  true 2>/dev/null >>"$new" || fail 1 "$file: cannot write to $to"
  condition="${etag:+If-Range: $etag
}"
  ended=0
  report=$(
    trap '' XFSZ
    ulimit -f $((max / 512 + 1))
    printf %s "$headers$condition" | curl -q -g -s --proto "=${1%%:*}" ${ca:+--cacert "$ca"} -H @- -o "$new" -m "$seconds" \
      ${have:+--continue-at "$have"} ${answer:+--dump-header "$answer"} --connect-timeout 10 -Y 1 -y 30 --max-filesize "$max" \
      -w '%{http_code} %{redirect_url} %header{etag} %{errormsg}' -- "$1" 2>/dev/null
  ) || ended=$?
  status=${report%% *} report=${report#* }
  location=${report%% *} report=${report#* }
  sent=${report%% *}
  problem="$file: $(flat "${report#* }") (curl $ended)"
  case $status,$have in
    ,* | 000,* | 200,) ;;
    206,?*)
      # It may have another file by now, and not look at If-Range.
      if [ "$ended" = 33 ] || [ "${etag:-$sent}" != "$sent" ]; then
        from_the_start "$@"
        return
      fi
      ;;
    200,?* | 416,?*)
      from_the_start "$@"
      return
      ;;
    30[12378],*)
      origin "$url"
      base=$origin
      origin "$location"
      [ "$origin" = "$base" ] || fail 1 "$file: redirected to $(flat "$origin"); only redirects to $base are followed"
      [ "$2" -gt 0 ] || fail 1 "$file: too many redirects"
      ask "$location" $(($2 - 1))
      return
      ;;
    *)
      problem="$file: answered $status"
      case $status in 408 | 425 | 429 | 5??) return 1 ;; esac
      fail 1 "$problem at ${url%%[?#]*}"
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

# What is there is of another file, or the server gives no part of one.
from_the_start() {
  say "$file: cannot go on where it was: begins again"
  rm -f "$new"
  ask "$@"
}
