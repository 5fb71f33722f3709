#!/bin/sh
# shellcheck disable=SC2034,SC2154  # variables of wait.sh and command.sh
#
# probe-command.sh: a command exits with 0. Needs command.sh. What the command prints is not shown: it may hold secrets.
#
#   --command N ARG1 … ARGN
#   --proves TEXT              what that shows, in words

reset_command() {
  count=0 proves=''
}

flag_command() {
  case $1 in
    --proves) proves=$2 ;;
    --command)
      whole "$1" "$2"
      count=$2 taken=$(($2 + 2))
      [ $# -ge $taken ] || misuse "$name: the command has less than $count words"
      at=0
      while [ $at -lt "$count" ]; do
        at=$((at + 1))
        eval "word_${index}_$at=\$3"
        shift
      done
      ;;
    *) return 1 ;;
  esac
}

probe_command() {
  set --
  while [ $# -lt "$count" ]; do
    eval "set -- \"\$@\" \"\$word_${index}_$(($# + 1))\""
  done
  find_command "$1" || { not_ready "$1 $reason"; return; }
  shift
  code=0
  (exec_command "$file" "$@") >/dev/null 2>&1 || code=$?
  case $code in
    0) ready "$proves" ;;
    *) not_ready "exit code $code${proves:+, so it has not shown: $proves}" ;;
  esac
}
