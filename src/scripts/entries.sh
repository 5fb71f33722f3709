#!/bin/sh
#
# entries.sh: what `find` has found, for a message. Only functions.
#
#   entries COMMAND ARG…   runs a command that prints "//TEXT" for each entry, and words on standard error for what it cannot
#                          look into; prints the first ten, a line each, and then, where there are any, how many there are
#
# A name may hold line breaks. No path of `find .` holds two slashes in a row, so none can look like another entry.

entries() {
  {
    words=$("$@" 2>&1 >&3) || :
    [ -z "$words" ] || printf '%s\n' "$words" | sed 's|^|//|'
  } 3>&1 | tr '\001-\011\013-\037\177' '?' | awk '
    /^\/\// { count++; if (count <= 10) printf "%s%s", (count > 1 ? "\n" : ""), substr($0, 3); next }
    count <= 10 { printf "?%s", $0 }
    END { if (count > 0) printf "\n%d\n", count }'
}
