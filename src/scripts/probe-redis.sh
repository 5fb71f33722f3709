#!/bin/sh
# shellcheck disable=SC2034,SC2154  # variables of wait.sh
#
# probe-redis.sh: the server executes commands. It says PONG, or wants a login or permission first; not -LOADING, -MASTERDOWN, …

probe_redis() {
  dialogue ask_redis judge_redis
}

ask_redis() {
  printf 'PING\r\n'
}

judge_redis() {
  first_line
  case $line in
    +PONG* | -NOAUTH* | -NOPERM*) ready ;;
    -*) not_ready "${line#-}" ;;
    '' | 'sent '* | nc:*reset*) not_ready 'closed the connection without an answer: perhaps it speaks TLS only' ;;
    *) trouble "$line" Redis ;;
  esac
}
