#!/bin/sh
# shellcheck disable=SC2086,SC2154  # a word or none; variables of common.sh and of the main program
#
# copied.sh: what a step has put into a volume that others write too, so that it can take away what it brings no more. Only functions.
#
#   list_copied    before anything is moved from the current directory to $to: adds what is here to the list
#   prune_copied   after it: takes away what is on the list and no longer here, and makes the list that of now
#
# Where files are written one by one, with --prune NAME:
#   read_prune NAME       sets $prune and, in $to, $list; misuse where it is no name
#   begin_list            before the first file; $here is a name for what is needed meanwhile, which the main program removes with all that begins with it
#   list_file FILE NAME   before FILE is moved to NAME
#   list_directory NAME   a directory that was made
#   now_there NAME        NAME is as it should be: written now or before, or by others
#   prune_written         after the last one: takes away what is on the list and was not named
#
# The list is $list, a line for each file (f INODE SIZE TIME ./PATH) and for each directory that was made (d INODE ./PATH). A file keeps its inode
# when it is moved to its place. So what others have put there under the same name, or have changed since, is not what the line is
# about, and stays, whenever a run was killed. A directory goes where nothing is left in it.

read_prune() {
  case $1 in '' | *[!a-z0-9]*) misuse "--prune takes lowercase letters and digits, not '$1'" ;; esac
  prune=$1
}

begin_list() {
  list=$to/.prelude-copied-$prune here=$1
  { : >"$here.now" && : >"$here.directories" && { [ -f "$list" ] && [ ! -L "$list" ] || { rm -f "$list" && : >"$list" && chmod 0644 "$list"; }; }; } 2>/dev/null ||
    fail 1 "cannot write the list of what was written to $to"
}

list_file() {
  case $2 in *'
'*) fail 1 "a name with a line break cannot be listed, and so not pruned: $(flat "$2")" ;; esac
  { identity=$(stat -c 'f %i %s %Y' "$1") && printf '%s ./%s\n' "$identity" "$2" >>"$list"; } 2>/dev/null || fail 1 "cannot write the list of what was written to $to"
}

list_directory() {
  { identity=$(stat -c 'd %i' "$to/$1") && printf '%s ./%s\n' "$identity" "$1" >>"$list"; } 2>/dev/null || fail 1 "cannot write the list of what was written to $to"
}

now_there() {
  identity=$(stat -c 'f %i %s %Y' "$to/$1" 2>/dev/null) || identity='f 0 0 0'
  printf '%s ./%s\n' "$identity" "$1" >>"$here.now"
}

# What others have put there is not of this step, though it is what the step would have written.
prune_written() {
  { awk 'NR == FNR { mine[$0] = 1; next } $0 in mine' "$list" "$here.now" >"$here.files" && sync "$list"; } 2>/dev/null || fail 1 "cannot write the list of what was written to $to"
  prune_copied
}

list_copied() {
  here=$(pwd)
  strange=$(find . -path '*
*' | sed -n 1p)
  [ -z "$strange" ] || fail 1 "a name with a line break cannot be listed, and so not pruned: $(flat "$strange")"
  # shellcheck disable=SC2016  # for the inner shell
  {
    find . ! -type d -exec ${PRELUDE_BUSYBOX:-} stat -c 'f %i %s %Y %n' {} + >"$here.files" &&
      find . ! -name . -type d -exec ${PRELUDE_BUSYBOX:-} sh -c 'to=$1; shift; for name; do [ -e "$to/$name" ] || echo "$name"; done' sh "$to" {} + >"$here.directories" &&
      { [ -f "$list" ] && [ ! -L "$list" ] || : >"$list"; } 2>/dev/null &&
      cat "$list" "$here.files" >"$here.list" && sync "$here.list" && mv -f "$here.list" "$list"
  } || fail 1 "cannot write the list of what was copied to $to"
}

prune_copied() {
  cd "$to" || fail 1 "cannot enter $to"
  top=$(pwd -P) removed=0 named=$here.now
  [ -f "$named" ] || named=$here.files
  # Of each path once: the older lines are about files that have been replaced.
  awk 'NR == FNR { path = $0; sub(/^f [0-9]+ [0-9]+ [0-9]+ /, "", path); new[path] = 1; next }
    /^f [0-9]+ [0-9]+ [0-9]+ \.\// { path = $0; sub(/^f [0-9]+ [0-9]+ [0-9]+ /, "", path); if (!(path in new) && !seen[$0]++) print }' \
    "$named" "$list" >"$here.gone"
  while IFS= read -r line; do
    path=./${line#*./}
    stays_in_volume "$path" || continue
    [ "$(stat -c 'f %i %s %Y' "$path" 2>/dev/null) $path" = "$line" ] || continue
    if rm -f "$path" 2>/dev/null; then removed=$((removed + 1)); else echo "$line" >>"$here.files"; fi
  done <"$here.gone"
  # The deepest first. A directory that is still in use is one that may go another time.
  while IFS= read -r line; do
    path=./${line#*./}
    stays_in_volume "$path" || continue
    [ "$(stat -c 'd %i' "$path" 2>/dev/null) $path" = "$line" ] || continue
    if [ -d "$here/$path" ] || ! rmdir "$path" 2>/dev/null; then echo "$line" >>"$here.files"; fi
  done <<END
$(sed -n 's/^\(d [0-9]*\) \(\.\/.*\)$/\2 \1/p' "$list" | sort -ru | sed 's/^\(.*\) \(d [0-9]*\)$/\2 \1/')
END
  while IFS= read -r path; do
    [ ! -d "$path" ] || [ -L "$path" ] || stat -c 'd %i %n' "$path" >>"$here.files"
  done <"$here.directories"
  # Other steps look at it, to know what they must not leave as it is (lock.sh).
  { chmod 0644 "$here.files" && sync "$here.files" && mv -f "$here.files" "$list"; } || fail 1 "cannot write the list of what was copied to $to"
  [ "$removed" = 0 ] || say "$removed files of an earlier run were removed"
}

# Others may have put a link in the place of a directory on the way.
stays_in_volume() {
  case $1/ in */../*) return 1 ;; esac
  directory=${1%/*}
  [ "$(cd "$directory" 2>/dev/null && pwd -P)" = "$top${directory#.}" ]
}
