#!/bin/sh
# shellcheck disable=SC2086,SC2154  # a word or none; variables of common.sh and of the main program
#
# copied.sh: what a step has put into a volume that others write too, so that it can take away what it brings no more. Only functions.
#
#   list_copied    before anything is moved from the current directory to $to: adds what is here to the list
#   prune_copied   after it: takes away what is on the list and no longer here, and makes the list that of now
#
# The list is $list, a line for each file (f INODE SIZE TIME ./PATH) and for each directory that was made (d INODE ./PATH). A file keeps its inode
# when it is moved to its place. So what others have put there under the same name, or have changed since, is not what the line is
# about, and stays, whenever a run was killed. A directory goes where nothing is left in it.

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
  top=$(pwd -P) removed=0
  # Of each path once: the older lines are about files that have been replaced.
  awk 'NR == FNR { path = $0; sub(/^f [0-9]+ [0-9]+ [0-9]+ /, "", path); new[path] = 1; next }
    /^f [0-9]+ [0-9]+ [0-9]+ \.\// { path = $0; sub(/^f [0-9]+ [0-9]+ [0-9]+ /, "", path); if (!(path in new) && !seen[$0]++) print }' \
    "$here.files" "$list" >"$here.gone"
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
  { sync "$here.files" && mv -f "$here.files" "$list"; } || fail 1 "cannot write the list of what was copied to $to"
  [ "$removed" = 0 ] || say "$removed files of an earlier run were removed"
}

# Others may have put a link in the place of a directory on the way.
stays_in_volume() {
  case $1/ in */../*) return 1 ;; esac
  directory=${1%/*}
  [ "$(cd "$directory" 2>/dev/null && pwd -P)" = "$top${directory#.}" ]
}
