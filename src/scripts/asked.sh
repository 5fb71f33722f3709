#!/bin/sh
# shellcheck disable=SC2034,SC2154  # variables that other parts set, or read
#
# asked.sh: when a server was last asked for what is there, and what it said of it. Only functions. A source with a limit of
# requests locks its user out where every start of every pod asks for all of it.
#
#   recall RECORD IDENTITY     whether the file RECORD is about IDENTITY, a line; then sets $asked, the time of the last request, and $tag,
#                              $date and $seen, which are what `remember` wrote; else returns 1 with all of them empty
#   is_young                   whether that was less than $again seconds ago; sets $ago. Never where $again is empty
#   remember RECORD IDENTITY   now, with $sent (ETag), $changed (Last-Modified) and $place of the answer
#   conditions URL             lets the server say that nothing has changed: keeps $tag where URL is the $place of then, and $date where that
#                              is the first address; else empties them
#
# The record is a hint, and where it cannot be written the server is asked again: whoever can write the volume can write the files too. A time to come is that of another clock.

recall() {
  about='' asked='' tag='' date='' seen=''
  { IFS= read -r about && IFS= read -r asked && IFS= read -r tag && IFS= read -r date && IFS= read -r seen; } 2>/dev/null <"$1" || :
  case $tag$date in *[[:cntrl:]]*) tag='' date='' ;; esac
  case $asked in '' | *[!0-9]* | 0* | ????????????*) asked='' ;; esac
  [ "$about" = "$2" ] && return
  asked='' tag='' date='' seen=''
  return 1
}

is_young() {
  [ -n "$again" ] && [ -n "$asked" ] || return 1
  ago=$(($(date +%s) - asked))
  [ "$ago" -ge 0 ] && [ "$ago" -lt "$again" ]
}

# Readable for the next user, as the files are. It is there before what it is about, or is about nothing.
remember() {
  (umask 022 && printf '%s\n' "$2" "$(date +%s)" "$sent" "$changed" "$place" >"$1.new") 2>/dev/null && mv -f "$1.new" "$1" 2>/dev/null
}

# An ETag is one of an address; a date says still less of another one that the way leads to now.
# Less the query: a signature is another one each time. A source of another kind looks at what has come, so that it needs all of it.
conditions() {
  place=${1%%[?#]*}
  [ "$place" = "$seen" ] || tag='' date=''
  [ "$1" = "$url" ] || date=''
  case $scheme in http | https) ;; *) tag='' date='' ;; esac
}
