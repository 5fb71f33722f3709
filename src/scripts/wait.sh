#!/bin/sh
# shellcheck disable=SC2034,SC2154  # variables are shared with common.sh and the probes
#
# wait.sh: waits until all targets are ready: --timeout SECONDS NAME=URL [FLAGS] [NAME=URL [FLAGS]]…
#
#   main ── guard ── watch ─┬─ poll (one per target) ── probe_PROTOCOL (one per attempt) ── nc, curl, the command, …
#                           └─ listen (knows the state of every target, says what changes, and in the end what is missing)
#
# No files: what runs below `poll` reports by lines on its standard output, a pipe to `listen`: "INDEX ready|not|late [TEXT]".
#
# A probe_PROTOCOL finds $host, $port, $authority, $path, $url and what its flags have set, and ends with one of
#   ready [TEXT] | not_ready TEXT | trouble TEXT PROTOCOL     (TEXT: what came where an answer should be)
# A protocol with flags has a flag_PROTOCOL, called with the arguments from the flag on. It returns 1 where it does not know
# the flag, and sets $taken where it has used more or less than two arguments.

main() {
  begin nc dd od head ping
  [ $# -gt 2 ] || misuse 'usage: --timeout SECONDS NAME=URL [FLAGS]…'
  whole "$1" "$2"
  set_deadline "$2"
  shift 2
  pids='' open=0 failed=''
  # There are two kinds of nc in busybox. The larger one has -z, and with -vv says first whether it got through.
  verbose=''
  case $(nc 2>&1) in *-z*) verbose=-vv ;; esac
  targets remember "$@"
  guard watch "$@"
}

# Reads the arguments, and calls ACTION for each target with its variables set.
targets() {
  action=$1 index=0
  shift
  while [ $# -gt 0 ]; do
    index=$((index + 1)) name=${1%%=*} url=${1#*=}
    shift
    protocol=${url%%:*} path=${url#*:}
    path=${path#//}
    authority=${path%%[/?#]*}
    path=${path#"$authority"} host=$authority port=${authority##*:}
    case $port in '' | *[!0-9]*) port='' ;; *) host=${host%:*} ;; esac
    host=${host#[} host=${host%]}
    case $host in -* | *[!A-Za-z0-9._:%-]*) protocol='' ;; esac
    command -v "probe_$protocol" >/dev/null || misuse "$name: cannot wait for this URL"
    optional='' longest=5
    method=GET statuses=200-299 headers='' prefix='' contains='' ca='' count=0 proves=''
    while [ $# -gt 0 ]; do
      case $1 in --*) has_value "$@" ;; *) break ;; esac
      taken=2
      case $1 in
        --optional) whole "$1" "$2" && optional=$2 ;;
        --attempt) whole "$1" "$2" && longest=$2 ;;
        *) "flag_$protocol" "$@" 2>/dev/null || misuse "$name: unknown flag $1" ;;
      esac
      shift "$taken"
    done
    "$action"
  done
}

remember() {
  eval "name_$index=\$name optional_$index=\$optional state_$index='no answer yet'"
  open=$((open + 1))
}

watch() {
  { own_id && targets start "$@" && wait; } | listen
}

start() {
  poll &
}

# Attempts begin 0.1 s after each other at first, then 0.5 s, and 0.8 s once half a minute has gone. One that takes too long is ended with all that it has
# started; that it is stopped before keeps it from reporting their end. What runs at the deadline is left to `guard`.
poll() {
  [ "${optional:-$limit}" -ge "$limit" ] || deadline=$((started + optional * 100))
  pause=10
  while time_left && [ "$left" -gt 0 ]; do
    "probe_$protocol" 2>/dev/null &
    attempt=$! ends=$((left < longest * 100 ? deadline : now + longest * 100))
    while nap && kill -0 "$attempt" 2>/dev/null; do
      [ "$now" -ge "$ends" ] || continue
      [ "$ends" -lt "$deadline" ] || break 2
      kill -STOP "$attempt" 2>/dev/null || :
      end_below "$attempt"
      kill -KILL "$attempt" 2>/dev/null || :
      report not "no answer in $longest s"
      break
    done
    ! wait "$attempt" 2>/dev/null || return 0
  done
  report late
}

# Sleeps for $pause, 20 % more or less, but not beyond $ends. Not by the shell's own sleep: see common.sh.
nap() {
  now
  step=$((pause * (80 + (now * 7919 + index * 17) % 41) / 100))
  step=$((now + step < ends ? step : ends > now ? ends - now : 1))
  (exec ${PRELUDE_BUSYBOX:-} sleep "$((step / 100)).$((step / 10 % 10))$((step % 10))")
  now
  pause=$((pause < 33 ? pause * 3 / 2 : now < started + 3000 ? 50 : 83))
}

# One line, short enough to be written whole. A server's text may hold anything: another line of it would be a report of its own.
# What has been started for the answer is of no more use.
report() {
  printf '%s %.300s\n' "$index" "$(flat "$*")"
  # shellcheck disable=SC2086  # a list
  [ -z "$pids" ] || kill -KILL $pids || :
}

ready() {
  report ready "$*"
}

not_ready() {
  report not "$*"
  return 1
}

# What came where an answer should be: nothing, words of nc, ping or curl, or another protocol.
trouble() {
  case $1 in
    '' | 'sent '*) not_ready 'closed the connection without an answer' ;;
    *': bad address '*) not_ready 'the name does not resolve' ;;
    nc:*refused*) not_ready 'connection refused' ;;
    nc:*reset* | nc:*'output retries') not_ready 'connection reset' ;;
    nc:* | ping:*) not_ready "$1" ;;
    *) not_ready "answers, but not as $2 does: $1" ;;
  esac
}

# converse ASK | …: connects, and sends what the function ASK prints. Prints a line of process ids for `report` to end, then
# what nc says and the server answers. Closes its direction after two seconds only: some proxies then drop the answer.
converse() {
  { own_id && "$1" && exec ${PRELUDE_BUSYBOX:-} sleep 2; } | {
    read -r pids
    own_id "$pids"
    exec ${PRELUDE_BUSYBOX:-} nc $verbose "$host" "$port" 2>&1
  }
}

own_id() {
  read -r id _ </proc/self/stat
  echo "$id $*"
}

# Reads up to the answer. If there is no connection, $line says why.
opened() {
  read -r pids
  line=' open'
  [ -z "$verbose" ] || read -r line || :
  case $line in *' open') ;; *) return 1 ;; esac
}

# Sets $line to the first line of the answer.
first_line() {
  ! opened || read -r line || :
}

# Only a number becomes part of a name for `eval`. Whoever still naps when all is known is ended: the app is waiting.
listen() {
  read -r pollers
  while [ "$open" -gt 0 ] && read -r index event text; do
    case $index in '' | *[!0-9]*) continue ;; esac
    eval "name=\$name_$index optional=\$optional_$index state=\$state_$index"
    [ -n "$name" ] || continue
    elapsed
    case $event$optional in
      ready*) say "$name: ready after $seconds s${text:+: $text}" ;;
      late) failed="$failed; $name: $state" ;;
      late*) say "$name: not ready after $seconds s, but optional: going on ($state)" ;;
      *)
        [ "$text" = "$state" ] || say "$name: $text"
        eval "state_$index=\$text"
        continue
        ;;
    esac
    eval "name_$index=''"
    open=$((open - 1))
  done
  [ "$open" = 0 ] || fail 1 'the polling has ended too early'
  end_below "$pollers"
  [ -z "$failed" ] || fail 124 "not ready after $limit s: ${failed#; }"
}

main "$@"
