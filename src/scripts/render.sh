#!/bin/sh
# shellcheck disable=SC2034,SC2154  # variables that functions of common.sh and publish.sh read, or set
#
# render.sh: the main program of `render`, after lock.sh and publish.sh. Writes files made of texts and of values of the environment.
#
#   --timeout SECONDS [--lock FILE] --to DIRECTORY --file NAME MODE PIECE… [--file NAME MODE PIECE…]…
#
#   --text TEXT       TEXT, byte for byte
#   --json VARIABLE   the value of the environment variable as a JSON string, with its quotes
#   --inside VARIABLE the same without quotes, for a place inside of a string
#   --word VARIABLE   the value in single quotes, as a shell reads one word
#   --value VARIABLE  the value, byte for byte
#
# Values reach no argument of any process and no line of output. All arguments are looked at before the first file is written.

main() {
  begin od stat cmp sync mkdir id wc awk flock
  export LC_ALL=C
  umask 077
  timeout='' to='' files=0
  read_arguments check "$@"
  [ "$files" -gt 0 ] || misuse 'needs at least one --file NAME MODE'
  prepare
  guard render "$@"
}

check() {
  case $1 in
    --file)
      [ $# -ge 3 ] || misuse '--file needs a name and a mode'
      check_path "$2"
      check_mode "$3"
      files=$((files + 1)) taken=3
      ;;
    --text | --json | --inside | --word | --value)
      [ "$files" -gt 0 ] || misuse "$1 stands before any --file"
      [ "$1" = --text ] || from_env "$2"
      ;;
    *) misuse "there is no flag '$1'" ;;
  esac
}

render() {
  name=''
  publish_all take "$@"
  finish
  [ -z "$prune" ] || prune_written
}

take() {
  case $1 in
    --file)
      finish
      name=$2 mode=$3 content='' taken=3
      ;;
    --text) content=$content$2 ;;
    --value)
      from_env "$2"
      content=$content$value
      ;;
    *)
      from_env "$2"
      # By way of the shell, for the awk of busybox does not tell when the disk is full. The dot keeps line ends at the end.
      value=$(quoted "$1" && echo .) || fail 1 "$name: a value could not be quoted"
      content=$content${value%.}
      ;;
  esac
}

finish() {
  [ -z "$name" ] || publish "$name" "$mode" "$content"
}

# A loop over what has to be escaped: awk has no function of its own for it that is the same everywhere.
quoted() {
  # shellcheck disable=SC2016  # for awk
  PRELUDE_QUOTE=$1 PRELUDE_TEXT=$value awk 'BEGIN {
    text = ENVIRON["PRELUDE_TEXT"]
    how = ENVIRON["PRELUDE_QUOTE"]
    if (how == "--word") {
      special = "\047"
      escape["\047"] = "\047\\\047\047"
      around = "\047"
    } else {
      special = "[\001-\037\"\\\\]"
      for (code = 1; code < 32; code++) escape[sprintf("%c", code)] = sprintf("\\u%04x", code)
      escape["\""] = "\\\""
      escape["\\"] = "\\\\"
      around = how == "--json" ? "\"" : ""
    }
    printf "%s", around
    while (match(text, special)) {
      printf "%s%s", substr(text, 1, RSTART - 1), escape[substr(text, RSTART, 1)]
      text = substr(text, RSTART + 1)
    }
    printf "%s%s", text, around
  }'
}

main "$@"
