#!/bin/sh
# shellcheck disable=SC2154  # variables of functions of common.sh and publish.sh
#
# render.sh: the main program of `render`, after publish.sh. Writes files made of texts and of values of the environment.
#
#   --timeout SECONDS --to DIRECTORY --file NAME MODE PIECE… [--file NAME MODE PIECE…]…
#
#   --text TEXT       TEXT, byte for byte
#   --json VARIABLE   the value of the environment variable as a JSON string, with its quotes
#   --inside VARIABLE the same without quotes, for a place inside of a string
#   --word VARIABLE   the value in single quotes, as a shell reads one word
#   --value VARIABLE  the value, byte for byte
#
# Values reach no argument of any process and no line of output. All arguments are looked at before the first file is written.

main() {
  begin od tr stat cmp sync mkdir id wc awk
  export LC_ALL=C
  umask 077
  timeout='' to='' files=0
  pieces check_file check_piece "$@"
  whole --timeout "$timeout"
  [ "$files" -gt 0 ] || fail 2 'needs at least one --file NAME MODE'
  prepare "$to"
  set_deadline "$timeout"
  guard render "$@"
}

# pieces ON_FILE ON_PIECE ARGUMENT…: reads the arguments; calls ON_FILE NAME MODE and ON_PIECE FLAG VALUE.
pieces() {
  on_file=$1 on_piece=$2
  shift 2
  while [ $# -gt 0 ]; do
    has_value "$@"
    case $1 in
      --timeout) timeout=$2 ;;
      --to) to=$2 ;;
      --file)
        [ $# -ge 3 ] || fail 2 '--file needs a name and a mode'
        "$on_file" "$2" "$3"
        shift
        ;;
      --text | --json | --inside | --word | --value) "$on_piece" "$1" "$2" ;;
      *) fail 2 "there is no flag '$1'" ;;
    esac
    shift 2
  done
}

check_file() {
  check_path "$1"
  check_mode "$2"
  files=$((files + 1))
}

check_piece() {
  [ "$files" -gt 0 ] || fail 2 "$1 stands before any --file"
  [ "$1" = --text ] || from_env "$2"
}

render() {
  name=''
  pieces next_file write_piece "$@"
  finish
}

next_file() {
  finish
  name=$1 mode=$2 content=''
}

write_piece() {
  if [ "$1" = --text ]; then
    value=$2
  else
    from_env "$2"
  fi
  case $1 in
    --text | --value) ;;
    *)
      # By way of the shell, for the awk of busybox does not tell when the disk is full. The dot keeps line ends at the end.
      value=$(quoted "$1" && echo .) || fail 1 "$name: a value could not be quoted"
      value=${value%.}
      ;;
  esac
  content=$content$value
}

finish() {
  [ -n "$name" ] || return 0
  # At once: what is opened again by name may be another file by then, where two pods share a volume.
  printf %s "$content" 2>/dev/null >"$new" || cannot_write
  size=$(wc -c <"$new")
  publish "$name" "$mode"
  say "$name: $done, $((size)) bytes"
}

cannot_write() {
  fail 1 "$name: cannot write to $to: no space left, or not allowed to uid $(id -u)"
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
