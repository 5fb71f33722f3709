#!/bin/sh
# shellcheck disable=SC2034,SC2154  # variables that functions of common.sh and publish.sh read, or set
#
# make-directories.sh: the main program of `directories`, after publish.sh. Makes directories in a volume, of the user that
# runs it.
#
#   --timeout SECONDS --to DIRECTORY --directory PATH MODE [--directory PATH MODE]…
#
# All arguments are looked at before the first directory is made. What is right is left as it is. First all are made, each
# with its mode and the right of its owner to make others in it; then, those deep in the tree first, they get their modes.
# mkdir gives a directory the setgid of the one above it. chmod takes it away, without a word, where the user is not in the
# group: so it is only called where there is no other way, and not where that would happen.

main() {
  begin stat mkdir id
  timeout='' to='' modes=// before=// results=// deepest=0
  read_arguments check "$@"
  [ "$deepest" -gt 0 ] || misuse 'needs at least one --directory PATH MODE'
  check_target
  user=$(id -u)
  guard make_all "$@"
}

check() {
  [ "$1" = --directory ] || misuse "there is no flag '$1'"
  [ $# -ge 3 ] || misuse '--directory needs a path and a mode'
  check_path "$2"
  check_mode "$3"
  taken=3
  modes=$modes$2/./${3#"${3%???}"}// # no path has /./ or // in it
  depth_of "$2"
  [ "$depth" -le "$deepest" ] || deepest=$depth
}

# depth_of PATH: sets $depth, how many names it has.
depth_of() {
  depth=1 rest=$1
  while [ "$rest" != "${rest#*/}" ]; do
    depth=$((depth + 1)) rest=${rest#*/}
  done
}

# entry LIST PATH: sets $entry to what the list says of the path; returns 1 where that is nothing.
entry() {
  entry=${1#*"//$2/./"}
  [ "$entry" != "$1" ] && entry=${entry%%//*}
}

make_all() {
  read_arguments make "$@"
  while [ "$deepest" -gt 0 ]; do
    read_arguments give_mode "$@"
    deepest=$((deepest - 1))
  done
  read_arguments tell "$@"
}

make() {
  taken=3 path='' rest=$2/
  while [ -n "$rest" ]; do
    above=$path
    path=$path${path:+/}${rest%%/*} rest=${rest#*/}
    make_one
    [ -z "$rest" ] || [ -x "$to/$path" ] || open_up "$path" || :
  done
}

# Makes $path, which is in $above, if it is not there.
make_one() {
  target=$to/$path
  [ ! -L "$target" ] || fail 1 "$target is a link: nothing is made through links"
  if [ ! -d "$target" ]; then
    [ ! -e "$target" ] || fail 1 "$target exists, and is not a directory"
    if new_directory || { open_up "$above" && new_directory; }; then
      before=$before$path/./new//
    else
      [ -d "$target" ] || fail 1 "$target cannot be made by uid $user: no space left, or not allowed"
    fi
  fi
  if entry "$modes" "$path"; then
    owner=$(stat -c %u "$target")
    [ "$owner" = "$user" ] || fail 1 "$target belongs to uid $owner, not to $user: FixPermissions can change that"
  fi
}

new_directory() {
  entry "$modes" "$path" || entry=755
  others=${entry#?}
  (umask "0$((7 - ${others%?}))$((7 - ${others#?}))" && mkdir "$target") 2>/dev/null
}

# open_up PATH: lets its owner make directories in it, until it gets its mode; not where nobody has asked for it.
open_up() {
  entry "$modes" "$1" || return
  mode_of "$to/$1"
  before=$before$1/./$special$mode//
  change_mode "$to/$1" "${special}7${mode#?}"
}

# mode_of DIRECTORY: sets $mode, of three digits, and $special, the digit before them, if any.
mode_of() {
  mode=$(stat -c %a "$1")
  while [ ${#mode} -lt 3 ]; do mode=0$mode; done
  special=${mode%???} mode=${mode#"${mode%???}"}
}

# Where it lies at the depth that is looked at.
give_mode() {
  taken=3
  depth_of "$2"
  [ "$depth" = "$deepest" ] || return 0
  mode_of "$to/$2"
  had=$special$mode
  ! entry "$before" "$2" || had=$entry
  entry "$modes" "$2"
  wanted=$special$entry
  [ "$special$mode" = "$wanted" ] || change_mode "$to/$2" "$wanted"
  case $had in
    new) done=made ;;
    "$wanted") done='is there already' ;;
    *) done="had mode $had, has $wanted" ;;
  esac
  results=$results$2/./$done//
}

tell() {
  taken=3
  entry "$results" "$2"
  say "$2: $entry"
}

change_mode() {
  case $special in
    [2367])
      group=$(stat -c %g "$1")
      case " $(id -G) " in
        *" $group "*) ;;
        *) fail 1 "$1 has setgid, which would be lost with mode $2, as uid $user is not in its group: give the workload fsGroup: $group, or the step group: $group" ;;
      esac
      ;;
  esac
  chmod "$2" "$1" 2>/dev/null || fail 1 "$1: its mode cannot be changed to $2 by uid $user"
  mode_of "$1"
  [ "$special$mode" = "$2" ] || fail 1 "$1: was given mode $2, and has $special$mode: its file system keeps none, or mounts with another"
}

main "$@"
