#!/bin/sh
# shellcheck disable=SC2034,SC2154  # variables of wait.sh
#
# probe-corphealth.sh: a service of Corp is ready when its health port answers "OK DEPTH", and its queue is not deeper than asked.
#
#   --max-depth N

reset_corphealth() {
  depth=1000 default_port=7000
}

flag_corphealth() {
  case $1 in
    --max-depth) whole "$1" "$2" && depth=$2 ;;
    *) return 1 ;;
  esac
}

probe_corphealth() {
  dialogue ask_corphealth judge_corphealth
}

ask_corphealth() {
  printf 'HEALTH\r\n'
}

judge_corphealth() {
  first_line
  found=${line#OK }
  found=${found%%[!0-9]*}
  case $line in
    'OK '[0-9]*) if [ "${#found}" -lt 10 ] && [ "$found" -le "$depth" ]; then ready; else not_ready "the queue is $found deep, more than $depth"; fi ;;
    'BUSY'*) not_ready "$line" ;;
    *) trouble "$line" CorpHealth ;;
  esac
}
