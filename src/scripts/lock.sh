#!/bin/sh
# shellcheck disable=SC2034,SC2154  # variables that other parts set, or read
#
# lock.sh: one at a time in a volume that pods share. Only functions.
#
#   be_alone        waits until no other run holds the file $lock, then holds it until this one ends. Returns 1, with
#                   $problem, where the deadline comes first. Does nothing where $lock is empty: the volume is the pod's own.
#                   Sets $locked, empty where others may be at work all the same: then what looks left over may be theirs
#   take_turn NAME  be_alone, or fails with 124; then removes what killed runs have left in $to, all that begins with NAME
#   listed_by_others FILE  whether FILE in $to is on the list of another step, which may take it away (copied.sh): then one of the own is put in its place
#
# The lock is the kernel's (flock): it ends with the process that holds it, however that ends. The file stays, for one that is
# removed can be held twice. Pods of any user take it, so all may write it; nobody reads it.

lock=''

be_alone() {
  locked=1
  [ -n "$lock" ] || return 0
  if [ -L "$lock" ] || { [ -e "$lock" ] && [ ! -f "$lock" ]; } || ! (umask 0 && : >>"$lock") 2>/dev/null; then
    fail 1 "the lock of the volume, $lock, cannot be written by uid $(id -u)"
  fi
  exec 9>>"$lock"
  told='' locked=''
  until said=$(flock -n 9 2>&1); do
    if [ -n "$said" ]; then
      say "the volume has no locks (${said##*: }): goes on without"
      return
    fi
    time_left
    if [ "$left" -lt 10 ]; then
      problem="another one has been at work in the volume for all of $limit s"
      return 1
    fi
    if [ -z "$told" ]; then
      say 'another one is at work in the volume: waits for it'
      told=$now
    elif [ "$now" -ge $((told + 6000)) ]; then
      told=$now
      elapsed
      say "still waiting, ${seconds%.*} of $limit s: another one is at work in the volume"
    fi
    in_seconds $((left < 50 ? left : 50))
    sleep "$seconds"
  done
  locked=1
}

take_turn() {
  be_alone || fail 124 "$problem"
  [ -z "$locked" ] || rm -rf "${to:?}/$1"* 2>/dev/null || :
}

listed_by_others() {
  line=''
  for other in "$to"/.prelude-copied-*; do
    if [ ! -f "$other" ] || [ "$other" = "$to/.prelude-copied-${prune:-}" ]; then continue; fi
    [ -n "$line" ] || line="$(stat -c 'f %i %s %Y' "$1" 2>/dev/null) ./${1#"$to"/}"
    ! grep -qxF -e "$line" "$other" 2>/dev/null || return 0
  done
  return 1
}
