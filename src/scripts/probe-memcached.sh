#!/bin/sh
# shellcheck disable=SC2034,SC2154  # variables of wait.sh
#
# probe-memcached.sh: the server executes commands. Asks for its version.
#
#   answer                       what it means
#   VERSION …                    it executes commands
#   CLIENT_ERROR unauthenticated it wants a login first (-Y)
#   ERROR Too many open connections, SERVER_ERROR …   not now

probe_memcached() {
  dialogue ask_memcached judge_memcached
}

ask_memcached() {
  printf 'version\r\n'
}

judge_memcached() {
  first_line
  case $line in
    'VERSION '* | 'CLIENT_ERROR unauthenticated'*) ready ;;
    ERROR* | SERVER_ERROR* | CLIENT_ERROR*) not_ready "$line" ;;
    '' | 'sent '* | nc:*reset*) not_ready 'closed the connection without an answer: perhaps it speaks TLS only' ;;
    *) trouble "$line" Memcached ;;
  esac
}
