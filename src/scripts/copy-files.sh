#!/bin/sh
# shellcheck disable=SC2034,SC2154  # variables that other parts read, or set
#
# copy-files.sh: the main program of `copy`, after files.sh, lock.sh and publish.sh. Copies files to where they can be written.
#
#   --timeout SECONDS [--lock FILE] --from DIRECTORY --to DIRECTORY [--when-present overwrite|keep] [--prune NAME] -- NAME PATH MODE [NAME PATH MODE]…
#
# NAME is a file below --from, PATH where it goes below --to, MODE octal. All files are copied to DIRECTORY/.prelude-copy-*
# before the first is moved to its place: a disk that is full leaves the old files. Links are followed. kubelet changes the
# keys of a ConfigMap or a Secret all at once by changing the link ..data: all copies are of one side of that. Links in --to
# are never followed: a file goes to the place of one that has its name, and one that leads to a directory is in the way.

main() {
  begin
  export LC_ALL=C
  umask 077
  timeout='' from='' to='' when=overwrite
  while [ "${1-}" != -- ]; do
    has_value "$@"
    case $1 in
      --timeout) whole "$@" && timeout=$2 ;;
      --from) from=$2 ;;
      --to) to=$2 ;;
      --lock) lock=$2 ;;
      --when-present) when=$2 ;;
      --prune) read_prune "$2" ;;
      *) misuse "there is no flag '$1'" ;;
    esac
    shift 2
  done
  shift
  whole --timeout "$timeout"
  case $from:$to:$when in
    /*:/*:overwrite | /*:/*:keep) ;;
    *) misuse 'needs --from and --to with an absolute path, and --when-present overwrite or keep' ;;
  esac
  case $#:$(($# % 3)) in
    0:* | *:[12]) misuse 'needs NAME PATH MODE for each file, after --' ;;
  esac
  for directory in "$from" "$to"; do
    [ -d "$directory" ] || fail 1 "$directory is not a directory"
  done
  copies=$to/.prelude-copy-$(($(od -An -N4 -tu4 /dev/urandom)))
  each check "$@"
  set_deadline "$timeout"
  trap 'rm -rf "$copies" "$copies".*' EXIT
  guard copy "$@"
}

copy() {
  take_turn .prelude-copy-
  error=$(mkdir "$copies" 2>&1) || fail 1 "$to cannot be written by uid $(id -u) in the groups $(id -G): ${error##*: }"
  [ -z "$prune" ] || begin_list "$copies"
  each make_room "$@"
  until one_side take "$@"; do
    say 'the files changed while they were copied; they are copied again'
  done
  each put "$@"
  [ -z "$prune" ] || prune_written
}

# one_side FUNCTION ARGUMENT…: calls it; fails where kubelet has changed the files meanwhile.
one_side() {
  side=$(readlink "$from/..data" || :)
  problem=''
  each "$@"
  [ "$side" = "$(readlink "$from/..data" || :)" ] || return 1
  [ -z "$problem" ] || fail 1 "$problem"
}

# each FUNCTION NAME PATH MODE…: calls FUNCTION NAME PATH MODE for each file, with its place among the copies in $new.
each() {
  call=$1 number=0
  shift
  while [ $# -gt 0 ]; do
    number=$((number + 1))
    new=$copies/$number
    "$call" "$1" "$2" "$3"
    shift 3
  done
}

check() {
  check_path "$2"
  check_mode "$3"
}

# The directories, before any file is copied.
make_room() {
  parents "$2"
  [ -L "$to/$2" ] || [ ! -d "$to/$2" ] || fail 1 "$2: a directory of that name is there"
}

take() {
  [ -z "$problem" ] || return 0
  if [ ! -f "$from/$1" ]; then
    problem="$1: $(what_is "$from/$1"); there are: $(names "$from")"
  elif ! error=$({ rm -f "$new" && cat <"$from/$1" >"$new" && chmod "$3" "$new" && sync "$new"; } 2>&1); then
    problem="$1: cannot be copied: ${error##*: }"
  fi
}

put() {
  target=$to/$2 shown=$1
  [ "$1" = "$2" ] || shown="$1 as $2"
  if [ "$when" = keep ] && { [ -e "$target" ] || [ -L "$target" ]; }; then
    say "$shown: there already, kept as it is"
  elif is_same; then
    say "$shown: there already"
  else
    size=$(wc -c <"$new")
    [ ! -L "$target" ] || [ ! -d "$target" ] || rm -f "$target" 2>/dev/null || : # mv would follow it
    [ -z "$prune" ] || list_file "$new" "$2"
    error=$(mv -fT "$new" "$target" 2>&1) || fail 1 "$shown: cannot be moved to its place: ${error##*: }"
    say "$shown: copied, $((size)) bytes"
  fi
  [ -z "$prune" ] || now_there "$2"
}

# Content, mode, owner: a file of another user, from a run before, would be right for nobody.
is_same() {
  [ -f "$target" ] && [ ! -L "$target" ] && [ "$(stat -c '%a %u' "$new")" = "$(stat -c '%a %u' "$target")" ] && cmp -s "$new" "$target" &&
    ! listed_by_others "$target"
}

main "$@"
