#!/bin/sh
# shellcheck disable=SC2034,SC2154  # variables that functions of common.sh and publish.sh read, or set
#
# write-files.sh: the main program of `write`, after lock.sh and publish.sh. Writes files whose content it is given.
#
#   --timeout SECONDS [--lock FILE] --to DIRECTORY [--prune NAME] --file NAME MODE CONTENT [--file NAME MODE CONTENT]…
#
# CONTENT is written byte for byte. All arguments are looked at before the first file is written.
# With --prune, files that the step of this NAME has written before and does not write now are taken away (copied.sh).

main() {
  begin od stat cmp sync mkdir id wc flock sort awk rmdir sed
  export LC_ALL=C
  umask 077
  timeout='' to='' files=0
  read_arguments check "$@"
  [ "$files" -gt 0 ] || misuse 'needs at least one --file NAME MODE CONTENT'
  prepare
  guard write_all "$@"
}

check() {
  [ "$1" = --file ] || misuse "there is no flag '$1'"
  [ $# -ge 4 ] || misuse '--file needs a name, a mode and the content'
  check_path "$2"
  check_mode "$3"
  files=$((files + 1)) taken=4
}

write_all() {
  publish_all write "$@"
  [ -z "$prune" ] || prune_written
}

write() {
  publish "$2" "$3" "$4"
  taken=4
}

main "$@"
