#!/bin/sh
# shellcheck disable=SC2034  # $file and $reason are read by the parts that follow
#
# command.sh: starts a command of the user's as the container runtime would have, from a shell whose own programs (the
# applets of busybox, which some builds prefer to those on PATH) must never stand in for the image's.
#
#   find_command NAME       sets $file to the file that NAME means in this image; or sets $reason and returns 127 (there
#                           is none) or 126 (it cannot be executed)
#   exec_command FILE ARG…  becomes FILE, which has a '/': in a session of its own, with standard input from /dev/null,
#                           every ARG byte for byte, and the container's environment less PRELUDE_*. In a subshell only.
#   become FILE ARG…        the same as this very process: in its session, with its standard input
#   why_not FILE            sets $reason to why the kernel does not start FILE; returns 1 where it finds nothing
#
# Needs /proc, and busybox as $PRELUDE_BUSYBOX or on PATH.

find_command() {
  file='' code=127 reason='is not in this image'
  case $1 in
    '') reason='is empty' ;;
    -*/*) examine "./$1" ;;
    */*) examine "$1" ;;
    *)
      reason="is not on PATH (${PATH-}) in this image"
      dirs=${PATH-}:
      while [ -n "$dirs" ] && [ -z "$file" ]; do
        dir=${dirs%%:*}
        dirs=${dirs#*:}
        examine "${dir:-.}/$1"
      done
      ;;
  esac
  [ -n "$file" ] || return "$code"
}

examine() {
  if [ -d "$1" ]; then
    code=126 reason='is a directory'
  elif [ -x "$1" ]; then
    file=$1
  elif [ -e "$1" ]; then
    code=126 reason='may not be executed by this user'
  fi
}

# A shell loses the variables whose names it cannot write (spring.datasource.url), changes some (SHLVL, PWD) and passes on
# what its program has assigned to others. So the environment is taken from where the kernel keeps it and becomes shell
# code: exports, which show in no list of processes. Only the odd names go through the arguments of `env`. Last come the
# $variables, each set to what the file of its name in $values holds, less newlines at its end.
values='' variables=''
exec_command() {
  exec_by setsid "$@" </dev/null
}

# `setpriv` without options does nothing but start what has a '/' in its name: a shell would run a program for another processor as a
# script of its own, and `env` would take a name with a '=' for a variable.
become() {
  exec_by setpriv "$@"
}

exec_by() {
  set -- "${PRELUDE_BUSYBOX:-busybox}" "$@"
  # shellcheck disable=SC2016,SC2086  # for the inner shell, always busybox: others have no `read -d`; names are a list
  code=$("$1" sh -c '
    quote=$1 busybox=$2 values=$3 odd=
    shift 3
    give() {
      item=$1 name=${1%%=*} text=
      while :; do
        case $item in *"$quote"*) ;; *) break ;; esac
        text=$text${item%%"$quote"*}$quote\\$quote$quote
        item=${item#*"$quote"}
      done
      text=$quote$text$item$quote
      case $name in
        "" | [0-9]* | *[!A-Za-z0-9_]*) odd="$odd $text" ;;
        PRELUDE_*) echo "unset $name" ;;
        IFS | LINENO | OLDPWD | OPTIND | PPID | PWD | RANDOM | SHLVL | _) odd="$odd $text" ;;
        *) printf "export %s\n" "$text" ;;
      esac
    }
    while IFS= read -r -d "" item; do give "$item"; done
    for name; do give "$name=$("$busybox" cat "$values/$name")"; done
    printf "exec %s \"\$@\"\n" "${odd:+\"\$1\" env -- $odd}"
    ' - "'" "$1" "$values" $variables </proc/$$/environ) || fail 126 'cannot read the environment from /proc'
  unset IFS OLDPWD PATH PWD SHLVL
  eval "$code"
}

why_not() {
  IFS= read -r line <"$1" || :
  case $line in
    '#!'*)
      line=${line#??}
      line=${line#"${line%%[! ]*}"}
      reason="names an interpreter in its first line that is not in this image: ${line%% *}"
      [ ! -x "${line%% *}" ]
      ;;
    ?ELF*)
      for loader in $(head -c 4096 "$1" | tr '\000' '\n' | grep '^/.*/ld[^/]*$'); do
        reason="needs $loader, which is not in this image: link it statically, or use the image that it was built in"
        [ -e "$loader" ] || return 0
      done
      reason='is made for another processor than this node has'
      [ "$(head -c 20 "$1" | tail -c 2)" != "$(head -c 20 "${PRELUDE_BUSYBOX:-/proc/$$/exe}" | tail -c 2)" ]
      ;;
    *)
      reason='is neither a program nor a script that names its interpreter (#!) in its first line'
      ;;
  esac
}
