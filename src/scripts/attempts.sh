#!/bin/sh
# shellcheck disable=SC2034,SC2154  # variables that other parts read, or set
#
# attempts.sh: attempts with growing pauses, under the one deadline of common.sh. Only functions.
#
#   random                   sets $random, a whole number
#   persist FUNCTION ARG…    calls FUNCTION until it returns 0, at most $attempts times. Where it returns 1 it has set
#                            $problem, and may have set $retry, the seconds that the server wants to be left alone. In the end
#                            `give_up CODE` of the main program says what happens: 124 means that the time is over, 1 that the
#                            attempts are, or that the server wants more time than there is.

random() {
  random=$(($(od -An -N4 -tu4 /dev/urandom)))
}

# Pauses of 0.5 s, 1 s, 2 s, … 10 s, by a quarter more or less.
persist() {
  attempt=1 pause=50 problem='no time left' retry=''
  until "$@"; do
    time_left
    if [ "$left" -lt 10 ]; then
      give_up 124
      return
    elif [ "$attempt" -ge "$attempts" ] || [ "$((${retry:-0} * 100))" -ge "$left" ]; then
      give_up 1
      return
    fi
    attempt=$((attempt + 1))
    say "$problem; attempt $attempt of $attempts follows"
    random
    wait=$((pause * (75 + random % 51) / 100 + ${retry:-0} * 100))
    in_seconds $((wait < left ? wait : left))
    sleep "$seconds"
    pause=$((pause < 500 ? pause * 2 : 1000))
  done
}
