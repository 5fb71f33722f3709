#!/bin/sh
# shellcheck disable=SC2034,SC2154  # variables that functions of other parts set and read
#
# run.sh: runs a command of the user's, in the user's image, under a deadline.
#
#   --timeout SECONDS --grace SECONDS [--signal TERM|INT|NONE] [--kill never] [--repair TEXT] [--as NAME] [--tool NAME]…
#   [--output DIRECTORY [--require FILE]…] [--once FILE] -- COMMAND ARG…
#
# NAME is what the command is called in messages; a tool is a program that it needs, looked for before anything is done. What
# it leaves behind (--output, --once) is the work of output.sh, a lock that it runs under (--alone and its like) that of alone.sh.
#
# The command has a process group of its own. At the deadline, or on SIGTERM, SIGINT or SIGQUIT, the group gets the signal
# (SIGTERM, where nothing is said), and SIGKILL after the grace, or never: then it is waited for until kubelet kills the
# container. What a person has to do where it failed or was killed (--repair) ends the last line. What is left when the command has ended by itself is killed at once, as it would have been
# had the command been process 1 of its container.
#
# Exit code: the command's own (128+n: signal n); 124 at the deadline; 126 and 127 where it could not be started; after
# SIGTERM the command's own, but never 0: who was interrupted has not shown that all was done.

begin head tail grep find sync sed date

timeout='' grace='' lost='' signal=TERM kills=1 repair='' as='' output='' required='' once='' before=: after=: at_end=:
while [ $# -gt 0 ]; do
  has_value "$@"
  case $1 in
    --) shift; break ;;
    --timeout) whole "$1" "$2"; timeout=$2 ;;
    --grace) whole "$1" "$2"; grace=$2 ;;
    --signal) signal=$2 ;;
    --kill) kills='' ;;
    --repair) repair=$2 ;;
    --as) as=$2 ;;
    --tool) find_command "$2" || fail "$?" "$2 $reason" ;;
    --output | --require | --once) keep "$1" "$2" ;;
    --alone | --clients | --host | --port | --ca | --unless | --free | --lease) alone_flag "$1" "$2" ;;
    *) misuse "there is no flag '$1'" ;;
  esac
  shift 2
done
if [ -z "$timeout" ] || [ -z "$grace" ] || [ $# = 0 ]; then
  misuse 'needs --timeout SECONDS --grace SECONDS -- COMMAND ARG…'
fi
case $signal in TERM | INT | NONE) ;; *) misuse "--signal takes TERM, INT or NONE, not '$signal'" ;; esac

find_command "$1" || fail "$?" "$1 $reason"
name=${as:-$1}
shift

# Signals do all their work in their traps, by builtins alone: a flag that is set between a test and the next `wait` would
# be seen too late.
alarm() {
  { sleep "$1" && kill -ALRM $$; } &
}

signal_group() {
  kill "-$1" "-$command" 2>/dev/null || kill "-$1" "$command" 2>/dev/null || :
}

ending='' kill_at=0 killed=''
end() {
  [ -z "$ending" ] || return 0
  ending=$1
  [ -n "$kills" ] || grace=60
  now
  kill_at=$((now + grace * 100))
  [ "$signal" = NONE ] || signal_group "$signal"
  alarm "$grace"
}

# The alarm of the deadline may come while the grace runs: `kill_at` tells them apart. Who survives SIGKILL (it has become
# another user, or hangs in the kernel) ends with process 1.
on_alarm() {
  end deadline
  now
  [ "$now" -ge "$kill_at" ] || return 0
  if [ -z "$kills" ]; then
    elapsed
    say "$name is still at work after $seconds s: waits for its end, because a kill would leave a mess"
    kill_at=$((now + 6000))
    alarm 60
    return 0
  fi
  [ -z "$killed" ] || finish 137
  killed='; it had to be killed'
  signal_group KILL
  alarm 1
}

finish() {
  elapsed
  [ -z "$killed" ] || killed=$killed${repair:+: $repair}
  case $ending in
    the*) fail 1 "$name was stopped after $seconds s by $ending$killed" ;;
    deadline) fail 124 "$name was not done after $timeout s$killed" ;;
    SIG*) fail "$(($1 ? $1 : 143))" "$name was interrupted by $ending after $seconds s$killed" ;;
  esac
  case $1 in
    0)
      trap 'stop SIGTERM 143' TERM
      trap 'stop SIGINT 143' INT
      "$after"
      elapsed
      say "$name is done after $seconds s"
      exit 0
      ;;
    126 | 127) why_not "$file" && fail "$1" "$file $(flat "$reason")" ;;
    137) out_of_memory && fail 137 "$name was killed after $seconds s: this container has reached its memory limit${repair:+; $repair}" ;;
  esac
  by=
  if [ "$1" -gt 128 ] && [ "$1" -lt 160 ]; then
    by=" (SIG$(kill -l $(($1 - 128))))"
  fi
  fail "$1" "$name exited with $1$by after $seconds s: see the log${repair:+; $repair}"
}

# What the kernel counts for this container, in cgroups of either version.
out_of_memory() {
  for events in /sys/fs/cgroup/memory.events /sys/fs/cgroup/memory/memory.oom_control; do
    [ ! -r "$events" ] || while read -r event count; do
      [ "$event" != oom_kill ] || [ "$count" = 0 ] || return 0
    done <"$events"
  done
  return 1
}

set_deadline "$timeout"
"$before"
exec_command "$file" "$@" &
command=$!
[ -z "$lost" ] || end 'the loss of its lock'
trap 'end SIGTERM' TERM
trap 'end SIGINT' INT
trap 'end SIGQUIT' QUIT
trap on_alarm ALRM
time_left
in_seconds "$left"
alarm "$seconds"

# `wait` also returns when a trap has run, with a status above 128. Then the command is still there, or it ended at that
# very moment: its status is told by the next `wait`, or (127) has been told.
while
  status=0
  wait "$command" 2>/dev/null || status=$?
  [ "$status" -gt 128 ] && [ -e "/proc/$command" ]
do :; done
if [ "$status" -gt 128 ]; then
  again=0
  wait "$command" 2>/dev/null || again=$?
  [ "$again" = 127 ] || status=$again
fi

# The rest of the group has what is left of the grace if it was told to end; nothing if it was left behind.
while [ -n "$ending" ] && kill -0 "-$command" 2>/dev/null && now && [ "$now" -lt "$kill_at" ]; do
  sleep 0.1
done
trap '' TERM INT QUIT ALRM
signal_group KILL
"$at_end"
end_below $$
finish "$status"
