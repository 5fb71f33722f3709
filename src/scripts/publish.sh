#!/bin/sh
# shellcheck disable=SC2034,SC2154  # variables that other parts read, or set
#
# publish.sh: files and directories that are seen whole or not at all. Only functions.
#
#   read_arguments FUNCTION ARGUMENT…  sets $timeout, $to, $lock and $prune (copied.sh) by the flags of these names. For any other flag FUNCTION is
#                       called, with all arguments from there on; it may set $taken, the number of those that are its own: 2
#   check_target        fails unless $timeout is a number, and $to an absolute path and there; sets the deadline
#   prepare             check_target; sets $new, a name in $to for what is being written, which is removed at the end
#   check_path NAME     misuse unless NAME is a path within a directory, without "." and ".."
#   check_mode MODE     misuse unless MODE is octal, of three or four digits, and lets not everybody write
#   publish_all FUNCTION ARGUMENT…  take_turn, read_arguments, and with --prune the list around them
#   parents NAME        makes the directories before NAME, mode 0755; never through a link
#   publish NAME MODE CONTENT  writes CONTENT, byte for byte, unless it is there with its MODE; says what it has done
#
# What is moved lies beside its name, so that a reader sees the old content or the new one.

prune=''

publish_all() {
  take_turn .prelude-publish-
  [ -z "$prune" ] || begin_list "$new"
  read_arguments "$@"
}

read_arguments() {
  call=$1
  shift
  while [ $# -gt 0 ]; do
    has_value "$@"
    taken=2
    case $1 in
      --timeout) timeout=$2 ;;
      --to) to=$2 ;;
      --lock) lock=$2 ;;
      --prune) read_prune "$2" ;;
      *) "$call" "$@" ;;
    esac
    shift "$taken"
  done
}

check_target() {
  whole --timeout "$timeout"
  case $to in /*) ;; *) misuse "--to needs an absolute path, not '$to'" ;; esac
  [ -d "$to" ] || fail 1 "$to is not a directory"
  set_deadline "$timeout"
}

prepare() {
  check_target
  new=$to/.prelude-publish-$(od -An -N8 -tx1 /dev/urandom | tr -d ' \n')
  trap 'rm -f "$new" "$new".*' EXIT
}

check_path() {
  case /$1/ in
    *//* | */./* | */../* | */.prelude-*) misuse "'$1' is not a path within a directory" ;;
  esac
}

check_mode() {
  case $1 in
    [0-7][0-7][0145] | 0[0-7][0-7][0145]) ;;
    *) misuse "'$1' is not a mode such as 0644" ;;
  esac
}

parents() {
  made=$to rest=$1
  while :; do
    case $rest in */*) ;; *) return 0 ;; esac
    made=$made/${rest%%/*}
    rest=${rest#*/}
    [ ! -L "$made" ] || fail 1 "$made is a link: nothing is written through links"
    [ ! -d "$made" ] || continue
    if (umask 022 && mkdir "$made") 2>/dev/null; then
      [ -z "$prune" ] || list_directory "${made#"$to"/}"
    else
      [ -d "$made" ] || fail 1 "$made cannot be made by uid $(id -u)"
    fi
  done
}

publish() {
  # At once: what is opened again by name may be another file by then, where two pods share a volume.
  printf %s "$3" 2>/dev/null >"$new" || fail 1 "$1: cannot write to $to: no space left, or not allowed to uid $(id -u)"
  size=$(wc -c <"$new")
  parents "$1"
  target=$to/$1
  { [ -L "$target" ] || [ ! -d "$target" ]; } || fail 1 "$target is a directory"
  chmod "$2" "$new" 2>/dev/null || fail 1 "$1: cannot write to $to"
  if [ ! -L "$target" ] && [ -f "$target" ] && [ "$(stat -c %a "$target" 2>/dev/null)" = "$(stat -c %a "$new")" ] && cmp -s "$new" "$target" &&
    ! listed_by_others "$target"; then
    done='is there already'
    rm -f "$new" # its mode may keep the next file from being written
  else
    [ ! -L "$target" ] || [ ! -d "$target" ] || rm -f "$target" 2>/dev/null || : # mv would follow it
    [ -z "$prune" ] || list_file "$new" "$1"
    { sync "$new" && mv -fT "$new" "$target"; } 2>/dev/null || fail 1 "$target cannot be written by uid $(id -u)"
    done=written
  fi
  [ -z "$prune" ] || now_there "$1"
  say "$1: $done, $((size)) bytes"
}
