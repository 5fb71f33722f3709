#!/bin/sh
# shellcheck disable=SC2034,SC2154  # variables that other parts set, or read
#
# fetch-data.sh: the main program of `data`, after attempts.sh, lock.sh, download.sh, request.sh and asked.sh. Fetches large files, once; a download
# that was killed goes on where it was.
#
#   --timeout SECONDS [--attempts N] [--lock FILE] --to DIRECTORY --total-bytes N FILE=URL [FLAGS] [FILE=URL [FLAGS]]…
#
# What has come of a file lies in DIRECTORY/.prelude-part-KEY, where KEY is of its name, its URL, and where that was redirected to,
# but for the query, which may hold a signature; what the server said of it beside that, in KEY.answer. It goes on only if the answer was a 200, and the
# server says by If-Range that it still has the same ETag, or there is a checksum to judge the whole. The answer's headers
# are on the disk before the first byte of the file: whatever is killed when, they are those of the part.
#
# A file that is all there, but not yet checked and synced, is .prelude-whole-KEY. .prelude-done-KEY says of a file without a
# checksum that it has been fetched, from where, and which file that is (asked.sh): it is not asked for again, or when --ask-again-after
# says so, for what has changed. A lock keeps others out that share the volume: their
# parts would be mixed. In a volume without locks each run has parts of its own, takes them away, and begins anew.

main() {
  begin
  export LC_ALL=C
  umask 077
  timeout='' attempts=5 to='' total=''
  each_file check_file "$@"
  whole --timeout "$timeout"
  whole --total-bytes "$total"
  case $to in /*) ;; *) misuse "--to needs an absolute path, not '$to'" ;; esac
  [ -d "$to" ] || fail 1 "$to is not a directory"
  set_deadline "$timeout"
  guard fetch_all "$@"
}

own_flag() {
  case $1 in
    FILE) when=fail again='' ;;
    'FILE --when-unavailable') when=$2 ;;
    'FILE --ask-again-after') whole --ask-again-after "$2" && again=$2 ;;
    --total-bytes) total=$2 ;;
    *) return 1 ;;
  esac
}

fetch_all() {
  be_alone || fail 124 "$problem"
  spent=0 own=''
  if [ -z "$locked" ]; then
    own=-$(od -An -N8 -tx1 /dev/urandom | tr -d ' \n')
    trap 'rm -f "$to"/.prelude-part-*"$own"* "$to"/.prelude-whole-*"$own"' EXIT
  fi
  each_file fetch "$@"
  # Those of other URLs, which nobody will ask for again.
  [ -z "$locked" ] || rm -f "$to"/.prelude-part-* "$to"/.prelude-whole-*
}

fetch() {
  target=$to/$file
  [ ! -d "$target" ] || fail 1 "$target is a directory"
  key_of "$file"
  record=$to/.prelude-done-$key
  key_of "$file $url"
  complete=$to/.prelude-whole-$key$own
  max=$((total - spent))
  bound="the $max bytes that are left of the $total that were declared"
  if is_there; then
    say "$file: is there"
  else
    persist receive
  fi
  size=$(stat -c %s "$target")
  spent=$((spent + size))
  [ "$spent" -le "$total" ] || fail 1 "$file: the files together are larger than the $total bytes that were declared"
}

# Sets $key, for names of files.
key_of() {
  key=$(printf %s "$1" | sha256sum)
  key=${key%% *}
}

is_there() {
  if [ -n "$checksum" ]; then
    [ -f "$target" ] && [ ! -L "$target" ] && has_checksum "$target"
  else
    is_known && { [ -z "$again" ] || is_young; }
  fi
}

# Whether what is there has come from this URL.
is_known() {
  [ -f "$target" ] && [ ! -L "$target" ] && recall "$record" "$key $(stat -c '%i %s %Y' "$target")"
}

has_older() {
  older=copy
  [ "$when" = keep ] && is_known
}

# One attempt. Publishes the file; or sets $problem and returns 1, where another attempt may help.
receive() {
  resumed=1 sent='' changed='' place=''
  if [ ! -f "$complete" ]; then
    obtain || return 1
    if [ -n "$unchanged" ]; then
      remember "$record" "$about" || fail 1 "$file: cannot write to $to"
      say "$file: is still the same"
      return
    fi
    resumed=$have
    # Without a checksum nobody looks at it again: a power loss must not leave less of it under this name.
    { { [ -n "$checksum" ] || sync "$new"; } && mv -f "$new" "$complete"; } || fail 1 "$file: cannot write to $to"
    rm -f "$new.answer"
  fi
  if [ -n "$checksum" ] && ! has_checksum "$complete"; then
    rm -f "$complete"
    problem="$file: has the sha$algorithm $sum, not $checksum"
    # Maybe its beginning was of another one.
    [ -n "$resumed" ] || fail 1 "$problem"
    return 1
  fi
  {
    chmod 0644 "$complete" && sync "$complete" &&
      { [ -n "$checksum" ] || remember "$record" "$key $(stat -c '%i %s %Y' "$complete")"; } && mv -f "$complete" "$target"
  } || fail 1 "$file: cannot write to $to"
  say "$file: fetched, $(stat -c %s "$target") bytes"
}

# Where the answer of this URL goes, and where to go on.
aim() {
  part=$1
  [ "$1" = "$url" ] || part="$url ${1%%[?#]*}" # a signature is another one each time
  key_of "$file $part"
  new=$to/.prelude-part-$key$own answer=$new.answer
  key_of "$file $url"
  if [ -s "$new" ] && can_go_on; then
    have=$(stat -c %s "$new") answer=''
    say "$file: goes on after $have bytes"
  else
    rm -f "$new" "$answer"
    [ -n "$checksum" ] || is_known || :
  fi
  conditions "$1"
}

can_go_on() {
  said=$({ tr -d '\r' <"$answer" | awk '/^HTTP\// { status = $2; etag = "" } tolower($1) == "etag:" { etag = $2 } END { print status, etag }'; } 2>/dev/null)
  case $said in
    '200 "'*) etag=${said#200 } ;;
    '200 '*) [ -n "$checksum" ] ;;
    *) return 1 ;;
  esac
}

main "$@"
