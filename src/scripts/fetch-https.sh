#!/bin/sh
# shellcheck disable=SC2034,SC2154  # variables that other parts set, or read
#
# fetch-https.sh: the main program of `fetch`, after attempts.sh, lock.sh, download.sh, request.sh and asked.sh. Writes files that it
# fetches over https, or http with a checksum.
#
#   --timeout SECONDS [--attempts N] [--lock FILE] --to DIRECTORY FILE=URL [FLAGS] [FILE=URL [FLAGS]]…
#
# A file is written as DIRECTORY/.prelude-fetch-RANDOM, checked, and moved to its name, so that a reader sees the old
# content or the new one. DIRECTORY/.prelude-done-KEY remembers what the server said of a file without a checksum (asked.sh), where a
# later run may find it: in a volume with a lock, or with --ask-again-after.

main() {
  begin
  export LC_ALL=C
  umask 077
  timeout='' attempts=5 to=''
  each_file check_file "$@"
  whole --timeout "$timeout"
  case $to in /*) ;; *) misuse "--to needs an absolute path, not '$to'" ;; esac
  [ -d "$to" ] || fail 1 "$to is not a directory"
  random
  new=$to/.prelude-fetch-$random
  trap 'rm -f "$new"' EXIT
  set_deadline "$timeout"
  guard fetch_all "$@"
}

own_flag() {
  case $1 in
    FILE) when=fail mode=0644 again='' ;;
    'FILE --ask-again-after') whole --ask-again-after "$2" && again=$2 ;;
    'FILE --when-unavailable') when=$2 ;;
    'FILE --mode')
      case $2 in 0644 | 0755) mode=$2 ;; *) misuse "--mode is 0644 or 0755, not '$2'" ;; esac
      ;;
    *) return 1 ;;
  esac
}

# Where another one has had the lock all the time, what is there may do, as where the server is away.
fetch_all() {
  alone=1
  be_alone || alone=''
  [ -z "$locked" ] || rm -f "$to"/.prelude-fetch-* 2>/dev/null || :
  each_file fetch "$@"
}

fetch() {
  target=$to/$file bound="$max bytes"
  [ ! -d "$target" ] || fail 1 "$target is a directory"
  key=$(printf %s "$file" | sha256sum)
  record=$to/.prelude-done-${key%% *}
  key=$(printf %s "$url" | sha256sum)
  key=${key%% *}
  if [ -n "$checksum" ] && is_right; then
    say "$file: is there, with the right checksum"
  elif [ -z "$checksum" ] && is_known && is_young; then
    say "$file: is there, asked for $ago s ago"
  elif [ -n "$alone" ]; then
    persist receive
  else
    give_up 124
  fi
}

# A mode that cannot be set is one that another user has left: then the file is written anew.
is_right() {
  [ -f "$target" ] && [ ! -L "$target" ] && has_checksum "$target" &&
    { [ "$(stat -c %a "$target")" = "${mode#0}" ] || chmod "$mode" "$target" 2>/dev/null; } &&
    ! listed_by_others "$target"
}

# Whether what is there is what the last request gave.
is_known() {
  identify "$target"
  [ -n "$identity" ] && recall "$record" "$identity"
}

identify() {
  identity=''
  [ ! -f "$1" ] || [ -L "$1" ] || identity="$key $(stat -c '%i %s %Y' "$1")"
}

keep_in_mind() {
  [ -n "$checksum" ] || [ -z "$lock$again" ] || remember "$record" "$identity"
}

has_older() {
  older=copy
  [ "$when" = keep ] && [ -f "$target" ]
}

# One attempt. Publishes the file; or sets $problem and returns 1, where another attempt may help.
receive() {
  obtain || return 1
  if [ -n "$unchanged" ]; then
    identify "$target"
    keep_in_mind
    say "$file: is still the same"
    return
  fi
  [ -z "$checksum" ] || has_checksum "$new" || fail 1 "$file: has the sha$algorithm $sum, not $checksum"
  identify "$new"
  { chmod "$mode" "$new" && sync "$new" && keep_in_mind && mv -f "$new" "$target"; } || fail 1 "$file: cannot write to $to"
  say "$file: fetched, $size bytes"
}

main "$@"
