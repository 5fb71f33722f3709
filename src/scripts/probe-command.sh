#!/bin/sh
# shellcheck disable=SC2034,SC2154  # variables of wait.sh and command.sh
#
# probe-command.sh: a command exits with 0. Needs command.sh. What the command prints is not shown: it may hold secrets.
#
#   --command N ARG1 … ARGN    the last flag of its target

flag_command() {
  [ "$1" = --command ] || return 1
  whole "$1" "$2"
  count=$2
}

# The arguments are those of the command, then the other targets.
probe_command() {
  words=$count
  while [ "$words" -gt 0 ]; do
    set -- "$@" "$1"
    shift
    words=$((words - 1))
  done
  shift $(($# - count))
  find_command "$1" || { not_ready "$1 $reason"; return; }
  code=0
  shift
  (exec_command "$file" "$@") >/dev/null 2>&1 || code=$?
  case $code in
    0) ready ;;
    *) not_ready "exit code $code" ;;
  esac
}
