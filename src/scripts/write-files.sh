#!/bin/sh
# shellcheck disable=SC2154  # variables of functions of common.sh and publish.sh
#
# write-files.sh: the main program of `write`, after publish.sh. Writes files whose content it is given.
#
#   --timeout SECONDS --to DIRECTORY --file NAME MODE CONTENT [--file NAME MODE CONTENT]…
#
# CONTENT is written byte for byte. All arguments are looked at before the first file is written.

main() {
  begin od tr stat cmp sync mkdir id wc
  export LC_ALL=C
  umask 077
  timeout='' to='' files=0
  each_file check "$@"
  whole --timeout "$timeout"
  [ "$files" -gt 0 ] || fail 2 'needs at least one --file NAME MODE CONTENT'
  prepare "$to"
  set_deadline "$timeout"
  guard each_file write "$@"
}

# each_file FUNCTION ARGUMENT…: reads the arguments, and calls FUNCTION NAME MODE CONTENT for each file.
each_file() {
  call=$1
  shift
  while [ $# -gt 0 ]; do
    has_value "$@"
    case $1 in
      --timeout) timeout=$2 ;;
      --to) to=$2 ;;
      --file)
        [ $# -ge 4 ] || fail 2 '--file needs a name, a mode and the content'
        "$call" "$2" "$3" "$4"
        shift 2
        ;;
      *) fail 2 "there is no flag '$1'" ;;
    esac
    shift 2
  done
}

check() {
  check_path "$1"
  check_mode "$2"
  files=$((files + 1))
}

write() {
  printf %s "$3" 2>/dev/null >"$new" || fail 1 "$1: cannot write to $to: no space left, or not allowed to uid $(id -u)"
  size=$(wc -c <"$new")
  publish "$1" "$2"
  say "$1: $done, $((size)) bytes"
}

main "$@"
