#!/bin/sh
# shellcheck disable=SC2034,SC2154  # read by the parts that follow; variables that functions of common.sh set
#
# volume.sh: what others have made in a volume, and is passed over by `find .` from its top. Only functions.
#
#   made_by_others   sets $not_ours, words for find that end in -o, and $snapshot: empty, `left` or `there`
#
# A name alone hides nothing: everybody who can write the top of a volume can make an entry of any name there. So these are
# passed over by what they are, in the top only:
#   lost+found      a directory of uid 0 with mode 0700, as mkfs makes it: nobody but root gets at what is in it. Root looks into it.
#   .snapshot       a directory that a filer shows. It is of another file system, or `refuses_changes` says that it takes none.
#   .prelude-lock   the lock of this library (lock.sh): a file, and empty

made_by_others() {
  not_ours='-path ./.prelude-lock -type f -size 0 -o'
  [ "$(id -u)" = 0 ] || not_ours="$not_ours -path ./lost+found -type d -user 0 -perm 0700 -prune -o"
  snapshot=''
  [ ! -d ./.snapshot ] || [ -L ./.snapshot ] || snapshot=there
  if [ -n "$snapshot" ] && { [ "$(stat -c %d .)" != "$(stat -c %d ./.snapshot)" ] || refuses_changes ./.snapshot; }; then
    snapshot=left not_ours="$not_ours -path ./.snapshot -prune -o"
  fi
}
