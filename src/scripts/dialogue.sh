#!/bin/sh
# shellcheck disable=SC2034,SC2154  # variables of wait.sh
#
# dialogue.sh: a question and its answer over TCP, for probes; after addresses.sh. Only functions.
#
#   dialogue ASK JUDGE         the whole of a probe: at one address of $host after the other, sends what the function ASK prints, and has
#                              the function JUDGE read the answer on its standard input. JUDGE ends with `ready`, `not_ready` or `trouble`
#   first_line                 for JUDGE: sets $line to the first line of the answer
#   opened                     for JUDGE, where the answer is not text: reads up to it. Returns 1 where there is no connection: $line says why
#   trouble TEXT PROTOCOL      what came where an answer should be: nothing, words of nc, or another protocol
#   converse ASK JUDGE         another connection to $address
#   connect                    the port accepts, no more

dialogue() {
  ask=$1 judge=$2
  which_nc
  at_each_address ask_and_judge
}

ask_and_judge() {
  converse "$ask" "$judge"
}

# There are two kinds of nc in busybox. The larger one has -z, and with -vv says first whether it got through.
which_nc() {
  verbose=''
  case $(nc 2>&1) in *-z*) verbose=-vv ;; esac
}

# Closes its direction after two seconds only: some proxies then drop the answer. One pipeline, so that nobody but nc holds the pipe to
# JUDGE open: an answer ends when the server closes the connection.
converse() {
  { own_id && "$1" && exec ${PRELUDE_BUSYBOX:-} sleep 2; } | speak | "$2"
}

# Prints a line of process ids for `report` to end, then what nc says and the server answers. The larger nc takes its time limit for
# answers too.
speak() {
  read -r pids
  own_id "$pids"
  limit_of_nc
  [ -z "$verbose" ] || patience=''
  # shellcheck disable=SC2086  # words
  exec ${PRELUDE_BUSYBOX:-} nc $verbose $patience "$address" "$port" 2>&1
}

# nc knows whole seconds.
limit_of_nc() {
  patience=${share:+"-w $((share < 200 ? 1 : share / 100))"}
}

opened() {
  read -r pids
  line=' open'
  [ -z "$verbose" ] || read_opened
  case $line in *' open') ;; *) return 1 ;; esac
}

# Ends nc where it has not got through in time. The watch ends with the line, and so does its sleep.
read_opened() {
  [ -z "$share" ] || {
    {
      trap 'kill "$!"; exit' TERM
      (exec ${PRELUDE_BUSYBOX:-} sleep "$((share / 100)).$((share / 10 % 10))") &
      wait $! && stop_dialogue
    } >/dev/null 2>&1 &
    watch=$!
  }
  line='nc: timed out'
  read -r line || line=${line:-nc: timed out}
  [ -z "$share" ] || kill "$watch" || :
}

first_line() {
  line=''
  ! opened || read -r line || :
}

connect() {
  limit_of_nc
  # The smaller nc has no -z: there it becomes another program as soon as it is connected.
  # shellcheck disable=SC2086  # words
  if [ -n "$verbose" ]; then
    set -- -vvz $patience "$address" "$port"
  else
    set -- $patience "$address" "$port" -e ${PRELUDE_BUSYBOX:+"$PRELUDE_BUSYBOX"} true
  fi
  if text=$(nc "$@" 2>&1); then ready; else trouble "$text" TCP; fi
}

trouble() {
  case $1 in
    '' | 'sent '*) not_ready 'closed the connection without an answer' ;;
    *': bad address '*) not_ready 'the name does not resolve' ;;
    nc:*refused*) away 'connection refused' ;;
    nc:*'timed out'*) away 'no answer' ;;
    nc:*nreachable*) away 'unreachable' ;;
    nc:*'o route to host'*) away 'no route to the host' ;;
    nc:*reset* | nc:*'output retries') not_ready 'connection reset' ;;
    nc:*) away "$1" ;;
    *) not_ready "answers, but not as $2 does: $1" ;;
  esac
}
