#!/bin/sh
# shellcheck disable=SC2034,SC2154  # variables that other parts set, or read
#
# fetch-archive.sh: the main program of `unpack`, after attempts.sh, lock.sh, download.sh, request.sh, asked.sh and tree.sh. Publishes what is in an archive:
# tar, tar.gz or zip, as its content says.
#
#   --timeout SECONDS [--attempts N] [--lock FILE] --to DIRECTORY FILE=URL [FLAGS of a file] [--strip N] [--only PATTERN]…
#   [--require PATH]… [--when-unavailable fail|keep] [--ask-again-after SECONDS]
#
# The archive is nobody's friend. What it comes to is counted before anything is written, a header's 512 bytes for each
# entry included. busybox makes no link that leads out before all files are written, and takes `..` and `/` from names, with a
# word on standard error: any word ends it here. What it has made is looked through before it is published: no link leads
# out, no file has a name elsewhere, nothing is a device, and modes are 0644 or 0755.

main() {
  begin
  export LC_ALL=C
  umask 022
  timeout='' attempts=5 to='' archive='' require='' only='' strip=0 when=fail again=''
  each_file check_file "$@"
  whole --timeout "$timeout"
  case $to in /*) ;; *) misuse "--to needs an absolute path, not '$to'" ;; esac
  [ -d "$to" ] || fail 1 "$to is not a directory"
  to=$(readlink -f "$to")
  random
  mark=$random
  new=$to/.prelude-fetch-$mark
  trap 'tidy "$new" "$to/.prelude-new-$mark"*' EXIT
  source=$(printf '%s\n' "$url" "$strip" "$only" | sha256sum)
  set_deadline "$timeout"
  guard fetch
}

own_flag() {
  case $1 in
    FILE) [ -z "$archive" ] || [ "$archive" = "$2" ] || misuse 'one archive at a time' && archive=$2 ;;
    'FILE --strip') whole --strip "$2" && strip=$2 ;;
    'FILE --only') only="$only$2
" ;;
    'FILE --require') require="$require$2
" ;;
    'FILE --when-unavailable') when=$2 ;;
    'FILE --ask-again-after') whole --ask-again-after "$2" && again=$2 ;;
    *) return 1 ;;
  esac
}

fetch() {
  if ! be_alone; then
    give_up 124
    return
  fi
  settle
  [ -z "$locked" ] || rm -f "$to"/.prelude-fetch-* 2>/dev/null || :
  bound="$max bytes"
  if [ -n "$checksum" ] && is_published "$checksum"; then
    say "$archive: is there, with the right checksum"
  elif [ -z "$checksum" ] && is_known && is_young; then
    say "$archive: is there, asked for $ago s ago"
  else
    persist receive
  fi
}

has_older() {
  older=tree
  [ "$when" = keep ] && is_published '*'
}

# One attempt. Publishes the tree; or sets $problem and returns 1, where another attempt may help.
receive() {
  obtain || return 1
  if [ -n "$unchanged" ]; then
    keep_in_mind
    say "$archive: is still the same"
    return
  fi
  has_checksum "$new" || [ -z "$checksum" ] || fail 1 "$archive: has the sha$algorithm $sum, not $checksum"
  if is_published "$sum"; then
    keep_in_mind
    say "$archive: is still the same"
    return
  fi
  outer=$fresh
  mkdir -p "$fresh/all" 2>/dev/null || fail 1 "cannot write to $to"
  unpack
  fresh=$fresh/all
  strip_directories
  look_through
  has_all "$fresh" || fail 1 "$archive: there is no file '$member' in it"
  sync -f "$fresh" || fail 1 "cannot write to $to"
  publish_tree "$sum"
  keep_in_mind
  rm -rf "$outer" "$new"
  say "$archive: unpacked, $bytes bytes"
}

keep_in_mind() {
  [ -n "$checksum" ] || remember_tree || :
}

unpack() {
  set --
  while IFS= read -r pattern; do
    # A pattern that begins with "-" would be an option.
    case $pattern in '') continue ;; -*) pattern="[-]${pattern#-}" ;; esac
    set -- "$@" "$pattern"
  done <<END
$only
END
  magic=$(od -An -N 4 -t x1 "$new" | tr -d ' \n')
  case $magic in
    1f8b*) plain='gunzip -c' ;;
    504b0304 | 504b0506) plain='' ;;
    *)
      plain='cat'
      [ "$(dd if="$new" bs=1 skip=257 count=5 2>/dev/null)" = ustar ] || fail 1 "$archive: is neither a tar, a tar.gz nor a zip archive"
      ;;
  esac
  if [ -z "$plain" ]; then
    for pattern in "$@"; do set -- "$@" "$pattern/*"; done # what lies in a directory of this name
    list=$(unzip -l "$new" "$@" 2>&1) || refuse "$list"
    entries=$(printf '%s\n' "$list" | awk 'END { print $2 + 0 }')
    count "$((entries * 512))" unzip -p "$new" "$@"
    said=$(trap '' XFSZ && ulimit -f $((max / 512 + 1)) && unzip -q -o "$new" "$@" -d "$fresh/all" 2>&1) || refuse "$said"
  else
    # shellcheck disable=SC2086  # a command and its flag
    count 0 $plain "$new"
    # shellcheck disable=SC2086
    said=$({ $plain "$new" | tar -x -m --no-same-permissions -C "$fresh/all" -f - -- "$@"; } 2>&1) || [ $? = 1 ] || refuse "$said"
    # It says so of every pattern with a "*", found or not.
    said=$(printf '%s\n' "$said" | grep -v ': not found in archive$') || :
  fi
  [ -z "$said" ] || refuse "$said"
  only_what_is_there
}

# count BYTES COMMAND…: sets $bytes to BYTES and those that the command writes; fails where they are too many.
count() {
  bytes=$1
  shift
  # With 3 the word of a command that has failed, and not of one that was told that nobody reads on.
  words=$({ { "$@" 2>/dev/null || echo damaged >&3; } | head -c $((max + 1)) | wc -c; } 3>&1)
  bytes=$((bytes + $(printf %s "$words" | tr -cd 0-9)))
  [ "$bytes" -le "$max" ] || fail 1 "$archive: unpacked, it is larger than $max bytes"
  case $words in *damaged*) fail 1 "$archive: is damaged" ;; esac
}

refuse() {
  case $1 in
    *'removing leading'*) fail 1 "$archive: a name in it leads out of the directory, with '/' or '..'" ;;
    *'create node'*) fail 1 "$archive: holds a device, a pipe or a socket" ;;
    *'No space left'*) fail 1 "cannot write to $to: no space left, or a quota" ;;
    *) fail 1 "$archive: cannot be unpacked: $(flat "$(printf '%s\n' "$1" | tail -n 2)")" ;;
  esac
}

# unzip does not mind a pattern that nothing matches.
only_what_is_there() {
  while IFS= read -r pattern; do
    [ -z "$pattern" ] || [ -n "$(cd "$fresh/all" && find . -path "./$pattern" | head -n 1)" ] || fail 1 "$archive: nothing in it is called '$pattern'"
  done <<END
$only
END
}

strip_directories() {
  while [ "$strip" -gt 0 ]; do
    name=$(ls -A "$fresh")
    { [ -d "$fresh/$name" ] && [ -n "$name" ] && [ ! -L "$fresh/$name" ]; } ||
      fail 1 "$archive: cannot strip a directory that is not alone: $(flat "$name")"
    fresh=$fresh/$name
    strip=$((strip - 1))
  done
}

look_through() {
  chmod -R u+rwX "$fresh" 2>/dev/null || : # says so of a link that leads nowhere
  [ -z "$(find "$fresh" ! -type f ! -type d ! -type l | head -n 1)" ] || fail 1 "$archive: holds a device, a pipe or a socket"
  find "$fresh" -type f -exec stat -c '%i %h' {} + | awk '$2 > 1 { names[$1]++; links[$1] = $2 }
    END { for (file in names) if (names[file] != links[file]) exit 1 }' || fail 1 "$archive: a link in it leads out of the directory"
  check_links
  find "$fresh" -type d -exec chmod 0755 {} +
  find "$fresh" -type f -perm -100 -exec chmod 0755 {} +
  find "$fresh" -type f ! -perm -100 -exec chmod 0644 {} +
}

main "$@"
