#!/bin/sh
# shellcheck disable=SC2034  # $done is read by the parts that follow
#
# publish.sh: files and directories that are seen whole or not at all. Only functions.
#
#   prepare DIRECTORY   fails unless DIRECTORY is an absolute path and there; removes what killed runs have left in it; sets
#                       $to (it) and $new (a name in it for what is being written, removed at the end)
#   check_path NAME     fails with 2 unless NAME is a path within a directory, without "." and ".."
#   check_mode MODE     fails with 2 unless MODE is octal, of three or four digits, and lets not everybody write
#   parents NAME        makes the directories before NAME, mode 0755; never through a link
#   publish NAME MODE   gives $new the MODE and moves it to NAME in $to, unless the same is there already; sets $done, in words
#
# What is moved lies beside its name, so that a reader sees the old content or the new one.

prepare() {
  case $1 in /*) ;; *) fail 2 "--to needs an absolute path, not '$1'" ;; esac
  [ -d "$1" ] || fail 1 "$1 is not a directory"
  to=$1
  rm -f "$to"/.prelude-publish-* 2>/dev/null || :
  new=$to/.prelude-publish-$(od -An -N8 -tx1 /dev/urandom | tr -d ' \n')
  trap 'rm -f "$new"' EXIT
}

check_path() {
  case /$1/ in
    *//* | */./* | */../* | */.prelude-*) fail 2 "'$1' is not a path within a directory" ;;
  esac
}

check_mode() {
  case $1 in
    [0-7][0-7][0145] | 0[0-7][0-7][0145]) ;;
    *) fail 2 "'$1' is not a mode such as 0644" ;;
  esac
}

parents() {
  made=$to rest=$1
  while :; do
    case $rest in */*) ;; *) return 0 ;; esac
    made=$made/${rest%%/*}
    rest=${rest#*/}
    [ ! -L "$made" ] || fail 1 "$made is a link: nothing is written through links"
    [ -d "$made" ] || (umask 022 && mkdir "$made") 2>/dev/null || [ -d "$made" ] || fail 1 "$made cannot be made by uid $(id -u)"
  done
}

publish() {
  parents "$1"
  target=$to/$1
  { [ -L "$target" ] || [ ! -d "$target" ]; } || fail 1 "$target is a directory"
  chmod "$2" "$new" 2>/dev/null || fail 1 "$1: cannot write to $to"
  if [ ! -L "$target" ] && [ -f "$target" ] && [ "$(stat -c %a "$target" 2>/dev/null)" = "$(stat -c %a "$new")" ] && cmp -s "$new" "$target"; then
    done='is there already'
    rm -f "$new" # its mode may keep the next file from being written
  else
    [ ! -L "$target" ] || [ ! -d "$target" ] || rm -f "$target" 2>/dev/null || : # mv would follow it
    { sync "$new" && mv -fT "$new" "$target"; } 2>/dev/null || fail 1 "$target cannot be written by uid $(id -u)"
    done=written
  fi
}
