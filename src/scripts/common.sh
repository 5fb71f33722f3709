#!/bin/sh
# shellcheck disable=SC2034  # the variables that functions set are read by the parts that follow
#
# common.sh: what every program shares. Only functions: the last part of a program calls `begin` first.
#
#   Output       say TEXT…            one line on standard output: "NAME: TEXT"; where PRELUDE_LOG_FORMAT=json, a JSON object
#                say_of NAME ADDRESS TEXT   the same about one of several things that the program is at work on: "NAME (ADDRESS): TEXT"
#                fail CODE TEXT…      the same line, the TEXT as termination message, then exit CODE
#                misuse TEXT…         fails with 121: the arguments are wrong. A code that no usual tool ends with: 2 is what ls, grep and bash say
#                flat TEXT            prints it as one line: control characters as spaces, at most 1000 characters. Words of others
#                                     (a server, a program, a name in an archive or a volume) go into messages in this way only
#   Start        begin [TOOL…]        traps TERM and INT, starts the clock, makes the TOOLs callable, installs the helper
#   Clock        now                  sets $now, in hundredths of a second; not the wall clock
#                set_deadline SECONDS sets $deadline (a $now to come) and $limit (the SECONDS)
#                time_left            sets $left: hundredths until $deadline, never below 0
#                in_seconds N         sets $seconds: N hundredths as "3.2"
#                elapsed              sets $seconds: the time since `begin`
#   Children     guard FUNCTION ARG…  runs FUNCTION in a child and returns its status; half a second after $deadline ends
#                                     it and fails with 124. All long work goes through it: a shell that waits for a
#                                     command in the foreground is deaf to signals. The child should look at $deadline
#                                     between steps and say itself, with `fail 124`, how far it got.
#                end_below PID        kills (KILL) all processes below PID and of the group that PID leads, not PID itself; IFS and globbing are as usual then
#   Arguments    whole FLAG VALUE     misuse, unless VALUE is a whole number (no sign, no leading zero, < 10^15)
#                has_value FLAG [VALUE…]  misuse, unless a VALUE follows (call it with "$@")
#                from_env VARIABLE    sets $value to what this environment variable holds; misuse where it is unset
#                basic LOGIN PASSWORD  sets $value to what HTTP Basic sends for what these two variables hold; needs base64
#   Environment  PRELUDE_BUSYBOX=FILE  no tools on PATH: `begin TOOL…` defines a function per TOOL that runs FILE TOOL
#
# Shell builtins only, but for sleep, tr, and what install_helper uses. No temporary files. Where other children run, sleep with
# `(exec ${PRELUDE_BUSYBOX:-} sleep N)`: the sleep that busybox 1.36 has built into its shell ends as soon as any child does.

set -eu

# A program calls itself by its name: that of its file, or what `sh -c PROGRAM NAME` says.
me=${PRELUDE_STEP:-${0##*/}}
me=${me%.sh}

say() {
  say_of '' '' "$*"
}

say_of() {
  case $1,$2 in
    ,) line=$3 ;;
    *,) line="$1: $3" ;;
    *) line="$1 ($2): $3" ;;
  esac
  if [ "${PRELUDE_LOG_FORMAT:-}" = json ]; then json_line "$@"; else printf '%s: %s\n' "$me" "$line"; fi
}

# {"step":"wait","level":"info","target":"db","address":"db:5432","state":"connection refused","message":"db (db:5432): connection refused"}
json_line() {
  json='{'
  json_member step "$me"
  json_member level "$level"
  [ -z "$1" ] || json_member target "$1"
  [ -z "$2" ] || json_member address "$2"
  [ -z "$1" ] || json_member state "$3"
  json_member message "$line"
  printf '%s}\n' "$json"
}

# JSON has no control characters in a text, and is UTF-8, which the words of others may not be: what is not ASCII becomes "?".
json_member() {
  rest=$2
  case $rest in *[!\ -~]*) rest=$(printf %s "$rest" | tr '\000-\037\177' ' ' | tr '\200-\377' '?') ;; esac
  [ "$json" = "{" ] || json=$json,
  json=$json\"$1\":\"
  while :; do
    case $rest in *[\\\"]*) ;; *) break ;; esac
    clean=${rest%%[\\\"]*} rest=${rest#"${rest%%[\\\"]*}"}
    json=$json$clean\\${rest%"${rest#?}"} rest=${rest#?}
  done
  json=$json$rest\"
}

# The termination message may hold 4096 bytes; where it cannot be written, nothing breaks.
fail() {
  code=$1 level=error
  shift
  say "$*"
  { printf '%.4000s\n' "$*" >"${PRELUDE_TERMINATION_LOG:-/dev/termination-log}"; } 2>/dev/null || :
  exit "$code"
}

misuse() {
  fail 121 "$@"
}

flat() {
  printf %.1000s "$1" | tr -s '\000-\037\177' ' '
}

begin() {
  level=info
  now
  started=$now
  trap 'stop SIGTERM 143' TERM
  trap 'stop SIGINT 143' INT
  if [ -n "${PRELUDE_BUSYBOX:-}" ]; then
    for tool in sleep tr cat chmod mv rm grep head mkdir "$@"; do
      eval "$tool() { \"\$PRELUDE_BUSYBOX\" $tool \"\$@\"; }"
    done
  fi
  install_helper
}

stop() {
  trap '' TERM INT
  end_all
  elapsed
  fail "$2" "ended by $1 after $seconds s"
}

# /proc/uptime reads "1234.56 …". The 1 in front keeps "08" from being octal.
now() {
  read -r now _ </proc/uptime
  now=$((${now%.*} * 100 + 1${now#*.} - 100))
}

set_deadline() {
  limit=$1
  now
  deadline=$((now + limit * 100))
}

time_left() {
  now
  left=$((deadline > now ? deadline - now : 0))
}

in_seconds() {
  seconds=$(($1 / 100)).$(($1 / 10 % 10))
}

elapsed() {
  now
  in_seconds $((now - started))
}

guard() {
  time_left
  in_seconds $((left + 50))
  trap 'late' ALRM
  { sleep "$seconds" && kill -ALRM $$; } &
  "$@" &
  status=0
  wait $! || status=$?
  trap '' ALRM
  end_below $$
  return "$status"
}

# With process 1 the kernel ends all others.
end_all() {
  [ $$ = 1 ] || end_below $$
}

late() {
  end_all
  fail 124 "not done after $limit s"
}

# Finds them in /proc, and stops each before it can have more. Field 4 of a stat file is the parent, field 5 the process group: a child
# whose parent has ended is one of init, but still of the group that its program leads. The name before these fields may
# hold spaces and brackets. A loop over a list is fast: `read` asks the kernel for every single byte.
end_below() {
  family=" $1 " size=
  while [ "$size" != ${#family} ]; do
    size=${#family}
    stats=$(cat /proc/[0-9]*/stat || :)
    set -f
    IFS='
'
    for line in $stats; do
      pid=${line%% *} line=${line##*) ? }
      parent=${line%% *} group=${line#* }
      [ "${group%% *}" != "$1" ] || parent=$1
      case $family in
        *" $pid "*) ;;
        *" $parent "*) ! kill -STOP "$pid" || family="$family$pid " ;;
      esac
    done
    unset IFS
    set +f
  done
  # shellcheck disable=SC2086  # a list
  kill -KILL ${family#" $1 "} || :
} 2>/dev/null

whole() {
  case $2 in
    '' | *[!0-9]* | 0?* | ????????????????*) misuse "$1 needs a whole number, not '$2'" ;;
  esac
}

has_value() {
  [ $# -ge 2 ] || misuse "$1 needs a value"
}

from_env() {
  case $1 in
    '' | [0-9]* | *[!A-Za-z0-9_]*) misuse "'$1' is not the name of an environment variable" ;;
  esac
  eval "value=\${$1-}"
  eval "[ -n \"\${$1+set}\" ]" || misuse "the environment variable $1 is not set"
}

# By variables and builtins, so that neither stands in an argument; the login may be a Secret too.
basic() {
  from_env "$1"
  login=$value
  from_env "$2"
  case $login in *:*) misuse "the login in $1 has a ':' in it, with which HTTP Basic ends it" ;; esac
  case $login$value in *[[:cntrl:]]*) misuse "the login or password in $1 and $2 has a line break or control character in it" ;; esac
  value="Basic $(printf %s "$login:$value" | base64 | tr -d '\n')"
}

# Leaves the busybox that this program runs on in $PRELUDE_INSTALL_HELPER_IN, for steps in images that have no tools. It
# must be a static one: a dynamic one names its loader (/lib/ld-…) in its first page.
install_helper() {
  [ -n "${PRELUDE_INSTALL_HELPER_IN:-}" ] || return 0
  helper=$PRELUDE_INSTALL_HELPER_IN/busybox
  if ! {
    rm -f "$helper.new" && # of a run that was killed, maybe of another user
      cat "${PRELUDE_BUSYBOX:-/proc/$$/exe}" >"$helper.new" &&
      chmod 0755 "$helper.new" &&
      ! head -c 4096 "$helper.new" | grep -q /ld- &&
      "$helper.new" true &&
      mv -f "$helper.new" "$helper"
  }; then
    fail 1 "cannot leave a static busybox in $PRELUDE_INSTALL_HELPER_IN"
  fi
}
