#!/bin/sh
# shellcheck disable=SC2034,SC2154  # variables that other parts set, or read
#
# fetch-https.sh: the main program of `fetch`, after attempts.sh. Writes files that it fetches over https, or
# http with a checksum.
#
#   --timeout SECONDS [--attempts N] --to DIRECTORY FILE=URL [FLAGS] [FILE=URL [FLAGS]]…
#
# A file is written as DIRECTORY/.prelude-fetch-RANDOM, checked, and moved to its name, so that a reader sees the old
# content or the new one. Headers reach curl by its standard input: no process list shows them. Redirects are not left to
# curl, which sends headers along to whatever host it is told. The kernel limits the size while curl writes, as the
# --max-filesize of older versions lets chunked answers pass.

main() {
  begin
  export LC_ALL=C
  umask 077
  timeout='' attempts=5 to=''
  each_file check "$@"
  whole --timeout "$timeout"
  case $to in /*) ;; *) fail 2 "--to needs an absolute path, not '$to'" ;; esac
  [ -d "$to" ] || fail 1 "$to is not a directory"
  rm -f "$to"/.prelude-fetch-* 2>/dev/null || :
  random
  new=$to/.prelude-fetch-$random
  trap 'rm -f "$new"' EXIT
  set_deadline "$timeout"
  guard each_file fetch "$@"
}

# each_file FUNCTION ARGUMENT…: reads the arguments, and calls FUNCTION for each file with its flags in variables.
each_file() {
  call=$1 file=''
  shift
  while [ $# -gt 0 ]; do
    case $1 in
      *=http://* | *=https://*)
        [ -z "$file" ] || "$call"
        file=${1%%=http*://*}
        [ -n "$file" ] || fail 2 "no name before '$1'"
        url=${1#"$file="}
        sha256='' max=104857600 ca='' headers='' prefix='' when=fail
        shift
        continue
        ;;
    esac
    has_value "$@"
    case ${file:+FILE }$1 in
      --timeout) whole "$@" && timeout=$2 ;;
      --attempts) whole "$@" && attempts=$2 ;;
      --to) to=$2 ;;
      'FILE --sha256') sha256=$(printf %s "$2" | tr A-F a-f) ;;
      'FILE --max-bytes') whole "$@" && max=$2 ;;
      'FILE --ca') ca=$2 ;;
      'FILE --header') header "$2" ;;
      'FILE --header-prefix') prefix=$2 ;;
      'FILE --header-from-env')
        [ $# -gt 2 ] || fail 2 "$1 needs a name and a variable"
        from_env "$3"
        header "$2: $prefix$value"
        prefix=''
        shift
        ;;
      'FILE --when-unavailable') when=$2 ;;
      *) fail 2 "$1 is unknown, or in the wrong place" ;;
    esac
    shift 2
  done
  "$call"
}

# The line as curl wants it: it takes 'Name:' as an order to leave the header out, and 'Name;' as one with no value.
header() {
  case $1 in *[[:cntrl:]]*) fail 2 "$file: header ${1%%:*} has a line break or control character in it" ;; esac
  case ${1#*:} in *[!\ ]*) line=$1 ;; *) line="${1%%:*};" ;; esac
  headers="$headers$line
"
}

check() {
  [ -n "$file" ] || fail 2 'no FILE=URL is given'
  case $file in . | .. | */* | .prelude-*) fail 2 "'$file' is not the name of a file" ;; esac
  case $sha256 in *[!0-9a-f]*) sha256=x ;; esac
  case ${#sha256}$url in
    64http* | 0https://*) ;;
    0*) fail 2 "$file: http without --sha256" ;;
    *) fail 2 "$file: --sha256 needs 64 hexadecimal digits" ;;
  esac
  origin "$url"
  case $origin in *@*) fail 2 "$file: the URL has a user in it: give a header instead" ;; esac
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

fetch() {
  target=$to/$file
  [ ! -d "$target" ] || fail 1 "$target is a directory"
  if [ -n "$sha256" ] && [ -f "$target" ] && [ ! -L "$target" ] && has_checksum "$target"; then
    say "$file: is there, with the right checksum"
  else
    persist ask "$url" 5
  fi
}

# The server is away: the one case in which an older copy may do.
give_up() {
  if [ "$when$sha256" = keep ] && [ -f "$target" ]; then
    say "$problem; the copy from before is kept"
  else
    elapsed
    fail "$1" "$problem; gave up on ${url%%[?#]*} after $seconds s"
  fi
}

has_checksum() {
  sum=$(sha256sum <"$1")
  sum=${sum%% *}
  [ "$sum" = "$sha256" ]
}

# ask URL REDIRECTS: one request. Publishes the file; or sets $problem and returns 1, where another attempt may help.
ask() {
  time_left
  in_seconds "$left"
  [ "$left" -ge 10 ] || return 1
  true 2>/dev/null >"$new" || fail 1 "$file: cannot write to $to"
  ended=0
  report=$(
    trap '' XFSZ
    ulimit -f $((max / 512 + 1))
    printf %s "$headers" | curl -q -g -s --proto "=${1%%:*}" ${ca:+--cacert "$ca"} -H @- -o "$new" -m "$seconds" \
      --connect-timeout 10 -Y 1 -y 30 --max-filesize "$max" -w '%{http_code} %{redirect_url} %{errormsg}' -- "$1" 2>/dev/null
  ) || ended=$?
  answer=${report%% *}
  report=${report#* }
  location=${report%% *}
  problem="$file: ${report#* } (curl $ended)"
  case $answer in
    '' | 000 | 200) ;;
    30[12378])
      origin "$url"
      base=$origin
      origin "$location"
      [ "$origin" = "$base" ] || fail 1 "$file: redirected to $origin; only redirects to $base are followed"
      [ "$2" -gt 0 ] || fail 1 "$file: too many redirects"
      ask "$location" $(($2 - 1))
      return
      ;;
    *)
      problem="$file: answered $answer"
      case $answer in 408 | 425 | 429 | 5??) return 1 ;; esac
      fail 1 "$problem at ${url%%[?#]*}"
      ;;
  esac
  size=$(wc -c <"$new")
  if [ "$ended" = 63 ] || [ "$size" -gt "$max" ]; then fail 1 "$file: larger than $max bytes"; fi
  case $ended in
    0) ;;
    23) fail 1 "$file: cannot write to $to: no space left, or a quota" ;;
    2 | 3 | 43 | 5[89] | 60 | 66 | 77 | 8[23] | 9[01] | 12?) fail 1 "$problem" ;;
    *) return 1 ;;
  esac
  [ -z "$sha256" ] || has_checksum "$new" || fail 1 "$file: has the sha256 $sum, not $sha256"
  { chmod 0644 "$new" && sync "$new" && mv -f "$new" "$target"; } || fail 1 "$file: cannot write to $to"
  say "$file: fetched, $size bytes"
}

main "$@"
