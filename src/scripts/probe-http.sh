#!/bin/sh
# shellcheck disable=SC2034,SC2154  # variables of wait.sh
#
# probe-http.sh: the answer is as asked. Speaks HTTP/1.1 over nc; judges the answers of curl too (probe-https.sh).
#
#   --method M  --status LIST  --header 'Name: value'  --header-from-env Name VARIABLE  --body-contains TEXT
#   --basic-from-env Name LOGIN PASSWORD  'Basic ' and what these variables hold, encoded
#   --header-prefix TEXT    comes before the value of the next --header-from-env: 'Bearer '
#
# Headers stay in variables and pipes: they may hold secrets, and arguments can be seen from outside. Of a body the first
# MiB is read.

reset_http() {
  method=GET statuses=200-299 headers='' prefix='' contains='' default_port=80
}

flag_http() {
  case $1 in
    --method) method=$2 ;;
    --status) statuses=$2 ;;
    --body-contains) contains=$2 ;;
    --header) add_header "$2" ;;
    --header-prefix) prefix=$2 ;;
    --header-from-env)
      [ $# -ge 3 ] || misuse "$1 needs a header and a variable"
      from_env "$3"
      add_header "$2: $prefix$value"
      prefix='' taken=3
      ;;
    --basic-from-env)
      [ $# -ge 4 ] || misuse "$1 needs a header and two variables"
      basic "$3" "$4"
      add_header "$2: $value"
      taken=4
      ;;
    *) return 1 ;;
  esac
}

# $headers: one to a line. A line break in a value would begin another header.
add_header() {
  case $1 in *[[:cntrl:]]*) misuse "$name: header ${1%%:*} holds a line break or another control character" ;; esac
  headers=$headers$1$newline
}

probe_http() {
  dialogue ask_http judge_http
}

ask_http() {
  case $newline$headers in
    *"$newline"[Hh][Oo][Ss][Tt]:*) ;;
    *) add_header "Host: $authority" ;;
  esac
  case $method in P*) add_header 'Content-Length: 0' ;; esac
  case $path in /*) ;; *) path=/$path ;; esac
  IFS=$newline
  set -f
  # shellcheck disable=SC2086  # a list
  printf '%s\r\n' "$method ${path%%#*} HTTP/1.1" 'Connection: close' $headers ''
}

# Reads one answer, after those that only say that there will be one (1xx).
judge_http() {
  first_line
  while :; do
    code=${line#HTTP/[123]* }
    code=${code%%[!0-9]*}
    case $protocol,${#code},$line in
      *,3,HTTP/[123]*' '[1-9]*) ;;
      https,*,curl:*) trouble_https "$line"; return ;;
      *) trouble "$line" HTTP; return ;;
    esac
    read_headers
    [ "$code" -lt 200 ] || break
    read -r line || :
  done
  if ! is_asked_for; then
    not_ready "HTTP status $code"
  elif [ -z "$contains" ]; then
    ready
  else
    body=$(read_body && echo .)
    case $body in
      *"$contains"*.) ready ;;
      *) not_ready "HTTP status $code, but the body does not hold the text" ;;
    esac
  fi
}

# Names and codings are the same in capitals.
read_headers() {
  chunked='' length=1048576
  while read -r line && line=${line%"${line##*[![:space:]]}"} && [ -n "$line" ]; do
    case $line in [CcTt]*) line=$(printf %s "$line" | tr '[:upper:]' '[:lower:]') ;; esac
    case $line in
      transfer-encoding:*chunked) chunked=$protocol ;;
      content-length:*) length=${line##*[!0-9]} ;;
    esac
  done
}

is_asked_for() {
  rest=$statuses,
  while [ -n "$rest" ]; do
    range=${rest%%,*} rest=${rest#*,}
    [ "$code" -lt "${range%-*}" ] || [ "$code" -gt "${range#*-}" ] || return 0
  done
  return 1
}

# curl has put the chunks together already.
read_body() {
  if [ "$chunked" != http ]; then
    [ ${#length} -lt 7 ] || length=1048576
    head -c "$length"
    return
  fi
  room=1048576
  while [ "$room" -gt 0 ] && read -r size; do
    size=${size%%[!0-9A-Fa-f]*}
    case $size in ??????*) size=100000 ;; esac
    size=$((0x${size:-0}))
    [ "$size" -gt 0 ] || break
    [ "$size" -lt "$room" ] || size=$room
    dd bs="$size" count=1 iflag=fullblock 2>/dev/null
    read -r line || :
    room=$((room - size))
  done
}
