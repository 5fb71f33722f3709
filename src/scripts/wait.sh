#!/bin/sh
# shellcheck disable=SC2034,SC2154  # variables are shared with common.sh and the probes
#
# wait.sh: waits until all targets are ready: --timeout SECONDS NAME=URL [FLAGS] [NAME=URL [FLAGS]]…
#
#   main ── guard ── watch ─┬─ poll (one per target) ── probe_PROTOCOL (one per attempt) ── nc, curl, the command, …
#                           ├─ remind (once a minute)
#                           └─ listen (knows the state of every target, says what changes, and in the end what is missing)
#
# No files: what runs below `poll` reports by lines on its standard output, a pipe to `listen`: "INDEX ready|not|late|failed|lost|note [TEXT]".
# Of a TEXT with a tab, what stands before it is the state, and what stands after it how it is told: a line is said for a new state only.
#
# A probe_PROTOCOL finds $host, $port, $authority, $path, $url and what its flags have set, and ends with one of
#   ready [TEXT] | not_ready TEXT
# It may be in a part of its own, after dialogue.sh, whose functions speak over TCP. A protocol may have further functions:
#   reset_PROTOCOL   sets the variables of its flags to their defaults, and $default_port; called before the flags of a target are read
#   flag_PROTOCOL    called with the arguments from the flag on. It returns 1 where it does not know the flag, and sets $taken where it
#                    has used more or less than two arguments

main() {
  begin nc dd od head ping nslookup sort base64 sed
  [ $# -gt 2 ] || misuse 'usage: --timeout SECONDS NAME=URL [FLAGS]…'
  whole "$1" "$2"
  set_deadline "$2"
  shift 2
  pids='' open=0 known=0 failed='' tab='	' newline='
'
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
    optional='' longest=5 rarest=83 default_port='' job=''
    ! command -v "reset_$protocol" >/dev/null || "reset_$protocol"
    port=${port:-$default_port}
    while [ $# -gt 0 ]; do
      case $1 in --*) has_value "$@" ;; *) break ;; esac
      taken=2
      case $1 in
        --optional) whole "$1" "$2" && optional=$2 ;;
        --attempt) whole "$1" "$2" && longest=$2 ;;
        --job) job=$2 ;;
        *) "flag_$protocol" "$@" 2>/dev/null || misuse "$name: unknown flag $1" ;;
      esac
      shift "$taken"
    done
    "$action"
  done
}

# Where it asks stands in every line: host and port, never the path, the query or a login.
remember() {
  case $host in *:*) where=[$host] ;; *) where=$host ;; esac
  where=$where${port:+:$port}
  eval "name_$index=\$name where_$index=\$where optional_$index=\$optional state_$index='no answer yet' key_$index=''"
  open=$((open + 1)) known=$index
}

watch() {
  # shellcheck disable=SC2119
  { own_id && remind && targets start "$@" && wait; } | listen
}

start() {
  poll &
}

# Attempts begin 0.1 s after each other at first, then 0.5 s, and 0.8 s once half a minute has gone. One that takes too long is ended with all that it has
# started; that it is stopped before keeps it from reporting their end. The next one begins with other addresses ($turn), and knows whether one before has
# ended with 2 ($before). A protocol may want longer pauses ($rarest, in hundredths of a second). What runs at the deadline is left to `guard`.
poll() {
  [ "${optional:-$limit}" -ge "$limit" ] || deadline=$((started + optional * 100))
  pause=$((rarest > 83 ? 100 : 10)) turn=0 before=''
  while time_left && [ "$left" -gt 0 ]; do
    ends=$((left < longest * 100 ? deadline : now + longest * 100))
    "probe_$protocol" 2>/dev/null &
    attempt=$!
    while nap && kill -0 "$attempt" 2>/dev/null; do
      [ "$now" -ge "$ends" ] || continue
      [ "$ends" -lt "$deadline" ] || break 2
      kill -STOP "$attempt" 2>/dev/null || :
      end_below "$attempt"
      kill -KILL "$attempt" 2>/dev/null || :
      turn=$((turn + longest))
      report not "no answer in $longest s"
      break
    done
    code=0
    wait "$attempt" 2>/dev/null || code=$?
    [ "$code" != 0 ] || return 0
    [ "$code" != 2 ] || before=2
    if [ -n "$job" ] && job_has_failed; then
      report failed "$failure"
      return
    fi
  done
  report late
}

# Sleeps for $pause, 20 % more or less, but not beyond $ends. Not by the shell's own sleep: see common.sh.
nap() {
  now
  step=$((pause * (80 + (now * 7919 + index * 17) % 41) / 100))
  step=$((now + step < ends ? step : ends > now ? ends - now : 1))
  rest "$step"
  now
  if [ "$rarest" -gt 83 ]; then
    pause=$((pause * 3 / 2 < rarest ? pause * 3 / 2 : rarest))
  else
    pause=$((pause < 33 ? pause * 3 / 2 : now < started + 3000 ? 50 : 83))
  fi
}

# For so many hundredths of a second.
rest() {
  (exec ${PRELUDE_BUSYBOX:-} sleep "$(($1 / 100)).$(($1 / 10 % 10))$(($1 % 10))")
}

# Once a minute `listen` says what is still missing.
remind() {
  {
    next=$((started + 6000))
    while [ "$next" -lt "$deadline" ] && now && rest $((next > now ? next - now : 1)); do
      echo '0 minute'
      next=$((next + 6000))
    done
  } &
}

# One line, short enough to be written whole. A server's text may hold anything: another line of it would be a report of its own.
# What has been started for the answer is of no more use.
#   report EVENT [TEXT [HOW-IT-IS-TOLD]]
report() {
  printf '%s %.300s%.300s\n' "$index" "$1 $(flat "${2-}")" "${3+$tab$(flat "$3")}"
  stop_dialogue
}

stop_dialogue() {
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

# shellcheck disable=SC2120  # dialogue.sh calls it with arguments
own_id() {
  read -r id _ </proc/self/stat
  echo "$id $*"
}

# Only a number becomes part of a name for `eval`. Whoever still naps when all is known is ended: the app is waiting.
listen() {
  read -r pollers
  while [ "$open" -gt 0 ] && read -r index event text; do
    case $index in '' | *[!0-9]*) continue ;; esac
    elapsed
    if [ "$index" = 0 ]; then
      still_waiting
      continue
    fi
    recall "$index"
    [ -n "$name" ] || continue
    case $event$optional in
      ready*) tell "ready after $seconds s${text:+: $text}" ;;
      late) failed="$failed; $name${where:+ ($where)}: $state" ;;
      failed | lost)
        end_below "$pollers"
        [ "$event" = lost ] || text="$text; $state"
        fail 1 "$name${where:+ ($where)}: $text"
        ;;
      failed* | lost*) tell "not ready, but optional: going on ($text)" ;;
      note*)
        tell "$text"
        continue
        ;;
      late*) tell "not ready after $seconds s, but optional: going on ($state)" ;;
      *)
        [ "${text%%"$tab"*}" = "$key" ] || tell "${text#*"$tab"}"
        eval "key_$index=\${text%%\"\$tab\"*} state_$index=\${text#*\"\$tab\"}"
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

recall() {
  eval "name=\${name_$1-} where=\${where_$1-} optional=\${optional_$1-} state=\${state_$1-} key=\${key_$1-}"
}

# A line about the target that has been recalled.
tell() {
  say_of "$name" "$where" "$*"
}

still_waiting() {
  text='' at=0
  while [ "$at" -lt "$known" ]; do
    at=$((at + 1))
    recall "$at"
    [ -z "$name" ] || text="$text; $name${where:+ ($where)}: $state"
  done
  say "still waiting, ${seconds%.*} of $limit s: ${text#; }"
}

main "$@"
