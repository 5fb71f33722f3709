#!/bin/sh
# shellcheck disable=SC2034,SC2154  # variables that run.sh and common.sh read and set
#
# alone.sh: one run at a time, by a lock outside of the pod that is held for as long as the command runs. Only functions.
#
#   --alone postgres|mysql|lease     what holds it: the part hold-KIND.sh
#   --clients DIRECTORY              where install-clients.sh has left the client
#   --host HOST --port PORT --ca FILE --unless SQL --lease NAME      as hold-KIND.sh and schema-KIND.sh say
#   --free SQL                       frees the tool's own lock, which under ours only a killed run can have left
#
#   alone_flag FLAG VALUE   takes a flag of run.sh
#   take_lock               before the command: waits in place until the lock is had, or ends the program
#
#   run.sh ── hold ─┬─ lock_session_KIND (a client, asked once a second)
#                   └─ watch_lock (reads its answers, knows whether the lock is had, and since when nothing was heard)
#
# Signals tell run.sh what happens: USR1 the lock is had, USR2 it is lost. Who waits, asks again once a second and never sits in a
# statement, which CREATE INDEX CONCURRENTLY would wait for. The lock ends with its session, and that ends by itself
# $patience seconds after the last question: later than the command, which is stopped when nothing was heard for 10 seconds.
#
# lock_session_KIND prints "$tag tick" once a second and before each question, then one of
#   $tag held ID       ID: of the session; another one means that the lock was lost meanwhile
#   $tag busy WHO      WHO: what the holder has said of itself
#   $tag shared        another one has taken it in this very session
# All other lines go to lock_words_KIND, which sets $verdict (away: try again; refused: a person has to look) and $problem.

alone='' host='' port='' ca='' unless='' free='' lease='' held='' lost='' command=''

alone_flag() {
  before=take_lock at_end=release_lock
  case $1 in
    --alone) alone=$2 ;;
    --clients) clients=$2 ;;
    --host) host=$2 ;;
    --port) whole "$1" "$2"; port=$2 ;;
    --ca) ca=$2 ;;
    --unless) unless=$2 ;;
    --free) free=$2 ;;
    --lease) lease=$2 ;;
  esac
}

take_lock() {
  patience=$((grace + 20))
  read -r tag </proc/sys/kernel/random/uuid
  read -r pod </proc/sys/kernel/hostname
  trap 'held=1' USR1
  trap on_lost USR2
  hold &
  holder=$!
  while [ -z "$held" ]; do
    status=0
    wait "$holder" || status=$?
    [ -n "$held" ] || [ -e "/proc/$holder" ] || exit "$status"
  done
}

on_lost() {
  lost=1
  [ -z "$command" ] || end 'the loss of its lock'
}

# A session that ends before the lock is had is begun again; after that, it is lost.
hold() {
  said='' busy='' reminded=$now quiet=''
  while :; do
    status=0
    { "lock_session_$alone" 3>&1 2>&1 || :; } | watch_lock || status=$?
    [ "$status" = 75 ] || exit "$status"
    time_left
    [ "$left" -gt 100 ] || fail 124 "did not get the lock in $limit s: see the log"
    (exec ${PRELUDE_BUSYBOX:-} sleep 1)
    # What keeps it from the lock is told at once, and then once a minute.
    now
    if [ "$now" -ge $((reminded + 6000)) ]; then reminded=$now quiet=''; else quiet=1; fi
  done
}

watch_lock() {
  mine='' answered=$now verdict=away problem='the session ended'
  while IFS= read -r line || [ -n "$line" ]; do
    now
    case $line in
      "$tag tick") on_tick ;;
      "$tag held "*) on_held "${line#"$tag held "}" ;;
      "$tag busy "*) on_busy "${line#"$tag busy "}" ;;
      "$tag shared") on_shared ;;
      *) "lock_words_$alone" "$line" ;;
    esac
  done
  [ -z "$mine" ] || lose "$problem"
  [ "$verdict" != refused ] || fail 1 "the lock cannot be taken: $(flat "$problem")"
  time_left
  [ "$left" -gt 100 ] || fail 124 "did not get the lock${host:+ of $host:$port} in $limit s: $(flat "$problem")"
  elapsed
  [ -n "$quiet" ] || say "the lock${host:+ of $host:$port} cannot be taken now, after ${seconds%.*} of $limit s: $(flat "$problem"); tries again"
  exit 75
}

on_tick() {
  if [ -n "$mine" ]; then
    [ "$now" -lt $((answered + 1000)) ] || lose 'no answer for 10 s'
    return 0
  fi
  if [ "$now" -ge "$deadline" ]; then
    fail 124 "${busy:-no answer}: waited for all of $limit s"
  elif [ -n "$busy" ] && [ "$now" -ge $((reminded + 6000)) ]; then
    reminded=$now
    elapsed
    say "still waiting, ${seconds%.*} of $limit s: $busy"
  fi
}

on_held() {
  answered=$now
  if [ -n "$mine" ]; then
    [ "$1" = "$mine" ] || lose 'another session answers, as a pooler gives it'
    return 0
  fi
  mine=$1
  [ -z "$unless" ] || look_before
  [ -z "$free" ] || free_left_lock
  now
  answered=$now
  [ -z "$busy" ] || say 'the lock is free now: goes on'
  kill -USR1 $$
}

# What another one has done meanwhile need not be done again; nor what a newer version has done, which some tools refuse.
look_before() {
  "schema_state_$alone" "$unless"
  case $state in
    there* | newer*)
      elapsed
      say "the schema is at ${state#* }, as this release needs it, or newer: nothing to do (after $seconds s)"
      exit 0
      ;;
  esac
}

# Its table is not there before the first run.
free_left_lock() {
  "change_schema_$alone" "$free"
  case $changed in
    '' | 0) ;;
    [0-9]*) say 'a run that was killed had left the lock of its tool: freed it, under the lock of this step' ;;
    *) say "the lock of the tool could not be looked at: $changed" ;;
  esac
}

on_busy() {
  [ -z "$mine" ] || lose 'another one has it'
  answered=$now
  [ "$busy" != "another one is at work in the database ($(flat "$1"))" ] || return 0
  busy="another one is at work in the database ($(flat "$1"))"
  say "$busy: waits for it"
}

on_shared() {
  problem='a pooler gives one session to several, where a lock of a session counts for nothing: connect to the database itself, or take the lock with leaseLock()'
  [ -z "$mine" ] || lose "$problem"
  fail 1 "the lock cannot be taken: $problem"
}

# A session ends with its process; a Lease is given back, or the next one would wait for its end.
release_lock() {
  if [ "$alone" != lease ] || [ -z "$held" ] || [ -n "$lost" ]; then return 0; fi
  end_below "$holder"
  kill -KILL "$holder" 2>/dev/null || :
  give_lease_back || :
}

lose() {
  say "the lock is lost: $(flat "$1")"
  kill -USR2 $$
  exit 1
}
