#!/bin/sh
# shellcheck disable=SC2034,SC2154  # variables that run.sh and common.sh read and set
#
# output.sh: what a run leaves behind when it has succeeded, and only then: files for others, and a note that it was done.
#
#   keep FLAG VALUE   takes a flag of run.sh: --output, --require or --once
#   prepare           before the command: ends the program where it was done already; empties what the command writes into
#   publish           after it has succeeded: checks and publishes what it has written, then leaves the note
#
# $output is the volume. The command sees $output/new, mounted at a place of its own, so that directory is emptied and never
# replaced: the mount stands for the directory itself, whatever its name is. Others see $output/files, which it becomes by
# a rename. Where an earlier run has left one, that goes away by a rename first: for that moment there is none.
#
# The note $once lies in a volume that outlives the pod. It is written when all is on disk: a run that is killed before is
# made again.

keep() {
  case $1 in
    --output) output=$2 ;;
    --once) once=$2 ;;
    --require)
      required="$required$2
"
      ;;
  esac
  before=prepare after=publish
}

prepare() {
  if [ -n "$once" ] && [ -e "$once" ]; then
    say "was done in an earlier run, and is done only once: $once says so"
    exit 0
  fi
  [ -z "$output" ] || guard empty_output || exit
  trap - ALRM
}

publish() {
  [ -z "$output" ] || guard publish_output || exit
  [ -z "$once" ] || guard leave_note || exit
}

# What an earlier run has left: maybe directories that may not be entered.
empty_output() {
  if ! {
    find "$output/new" -mindepth 1 -type d ! -perm -0700 -exec "${PRELUDE_BUSYBOX:-busybox}" chmod u+rwx {} \; &&
      find "$output/new" -mindepth 1 -maxdepth 1 -exec "${PRELUDE_BUSYBOX:-busybox}" rm -rf {} + &&
      rm -rf "$output/old"
  }; then
    fail 1 'cannot remove what an earlier run left'
  fi
}

# Only what differs is touched: where the command is root, it may have made files of others.
publish_output() {
  # Any of these bits: the word for it differs from find to find.
  wrong='-perm -0020 -o -perm -0002 -o -perm -4000 -o -perm -2000'
  printf %s "$required" | while IFS= read -r file; do
    if [ ! -f "$output/new/$file" ] || [ -L "$output/new/$file" ]; then
      fail 1 "$name ended well, but has not written $file"
    fi
    # It may be right: a list that is empty, a flag. Whoever looks for what is missing later reads it here.
    [ -s "$output/new/$file" ] || say "$file is empty"
  done || exit
  # shellcheck disable=SC2086  # a list
  find "$output/new" -mindepth 1 ! -type l \( ! -perm -0444 -o $wrong -o -type d ! -perm -0555 \) \
    -exec "${PRELUDE_BUSYBOX:-busybox}" chmod a+rX,go-w,a-s {} + || fail 1 'cannot make what was written readable for all'
  if ! {
    rm -rf "$output/old" &&
      { [ ! -e "$output/files" ] || mv "$output/files" "$output/old"; } &&
      mv "$output/new" "$output/files"
  }; then
    fail 1 'cannot publish what was written'
  fi
  rm -rf "$output/old" || :
}

leave_note() {
  if ! {
    { sync -f "${once%/*}" 2>/dev/null || sync; } &&
      rm -f "$once.new" &&
      echo "$me" >"$once.new" &&
      sync "$once.new" &&
      mv -f "$once.new" "$once"
  }; then
    fail 1 "$name is done, but no note of it can be left in ${once%/*}: it will be done again"
  fi
}
