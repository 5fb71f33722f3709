#!/bin/sh
# shellcheck disable=SC2034,SC2154  # variables that functions of common.sh and command.sh read and set
#
# environment.sh: starts a container's own command with values of steps in its environment, and becomes it.
#
#   --from DIRECTORY NAME… -- COMMAND ARG…
#
# Each NAME is that of a variable, and that of a file in DIRECTORY which holds its value. As with $(…) of a shell, newlines at
# its end are left out. The command is process 1 then, with the session, the standard input and the signals that are its own.

begin wc

while [ $# -gt 0 ]; do
  case $1 in
    --) shift; break ;;
    --from) has_value "$@"; values=$2; shift 2 ;;
    '' | [0-9]* | *[!A-Za-z0-9_]* | PRELUDE_*) misuse "'$1' is not the name of an environment variable" ;;
    *) variables="$variables $1"; shift ;;
  esac
done
if [ -z "$values" ] || [ -z "$variables" ] || [ $# = 0 ]; then
  misuse 'needs --from DIRECTORY NAME… -- COMMAND ARG…'
fi

for name in $variables; do
  file=$values/$name
  [ -f "$file" ] || fail 1 "there is no value for $name: its step has left no file"
  [ -r "$file" ] || fail 1 "the value of $name may not be read by this user"
  size=$(wc -c <"$file")
  # Linux starts no program with a variable of 128 KiB: its name, '=' and a closing NUL included.
  [ $((size + ${#name} + 2)) -le 131072 ] ||
    fail 1 "the value of $name has $size bytes, and a variable holds less than 128 KiB: mount its file instead"
  [ "$(tr -d '\000' <"$file" | wc -c)" -eq "$size" ] ||
    fail 1 "the value of $name holds a NUL character, which no variable can hold: mount its file instead"
done

find_command "$1" || fail "$?" "$1 $reason"
shift
become "$file" "$@"
