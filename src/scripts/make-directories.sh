#!/bin/sh
# shellcheck disable=SC2154  # variables of functions of common.sh and publish.sh
#
# make-directories.sh: the main program of `directories`, after publish.sh. Makes directories in a volume, of the user that
# runs it.
#
#   --timeout SECONDS --to DIRECTORY --directory PATH MODE [--directory PATH MODE]…
#
# All arguments are looked at before the first directory is made. What is right is left as it is.

main() {
  begin stat mkdir id
  timeout='' to='' directories=0
  each_directory check "$@"
  whole --timeout "$timeout"
  case $to in /*) ;; *) fail 2 "--to needs an absolute path, not '$to'" ;; esac
  [ "$directories" -gt 0 ] || fail 2 'needs at least one --directory PATH MODE'
  [ -d "$to" ] || fail 1 "$to is not a directory"
  user=$(id -u)
  set_deadline "$timeout"
  guard each_directory make "$@"
}

# each_directory FUNCTION ARGUMENT…: reads the arguments, and calls FUNCTION PATH MODE for each directory.
each_directory() {
  call=$1
  shift
  while [ $# -gt 0 ]; do
    has_value "$@"
    case $1 in
      --timeout) timeout=$2 ;;
      --to) to=$2 ;;
      --directory)
        [ $# -ge 3 ] || fail 2 '--directory needs a path and a mode'
        "$call" "$2" "$3"
        shift
        ;;
      *) fail 2 "there is no flag '$1'" ;;
    esac
    shift 2
  done
}

check() {
  check_path "$1"
  check_mode "$2"
  directories=$((directories + 1))
}

# Made with no rights for others, then given its mode: nobody looks into a directory that is to be closed.
make() {
  parents "$1"
  target=$to/$1 done='is there already'
  [ ! -L "$target" ] || fail 1 "$target is a link: nothing is made through links"
  if [ ! -d "$target" ]; then
    [ ! -e "$target" ] || fail 1 "$target is there, and is no directory"
    (umask 077 && mkdir "$target") 2>/dev/null || fail 1 "$target cannot be made by uid $user: no space left, or not allowed"
    done=made
  fi
  owner=$(stat -c %u "$target")
  [ "$owner" = "$user" ] || fail 1 "$target belongs to uid $owner, not to $user: FixPermissions can change that"
  mode=$(stat -c %a "$target")
  while [ ${#mode} -lt 3 ]; do mode=0$mode; done
  wanted=${2#"${2%???}"}
  # A directory has setgid from the one above it: a group that is to stay with the volume.
  special=${mode%???}
  if [ "$mode" != "$special$wanted" ]; then
    chmod "$special$wanted" "$target" || fail 1 "$target: its mode cannot be changed"
    [ "$done" = made ] || done="had mode $mode, has $special$wanted"
  fi
  say "$1: $done"
}

main "$@"
