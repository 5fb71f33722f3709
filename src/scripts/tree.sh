#!/bin/sh
# shellcheck disable=SC2034,SC2154  # variables that other parts set, or read
#
# tree.sh: a directory that is published as a whole, as $to/tree. Only functions. The main program has made $to free of
# links, and has set $source, which says where the tree comes from and what of it is taken, $require, the files that must
# be in it, a line each, and $mark, which is in the names of what this run makes and removes at its end.
#
#   settle                 begins, after be_alone: sets $fresh, the directory to be filled, and puts right what a killed run has
#                          left; not where others may be at work ($locked)
#   is_published PATTERN   whether $to/tree is of this $source and of a version like this, with all that must be there
#   has_all DIRECTORY      whether all that must be there is; sets $member to what is not
#   check_links            fails where a link in $fresh leads out of it
#   publish_tree VERSION   $fresh becomes $to/tree
#
#   is_known               whether the tree of this $source is there, and when it was asked for last (asked.sh)
#   remember_tree          that the tree which `is_published` or `publish_tree` has seen was asked for, now
#
#   tidy PATH…             removes them, for at most a second: what is left then, the next run removes
#
# Two renames do it: a reader sees the old tree, none, or the new one. $to/.prelude-tree says what the tree is, by its
# inode, so that it never speaks of another one, and when it was asked for. `settle` does not make $fresh, and the main program removes what is left.

settle() {
  fresh=$to/.prelude-new-$mark
  [ -n "$locked" ] || return 0
  if [ ! -e "$to/tree" ]; then # killed between two renames
    for old in "$to"/.prelude-old-*; do
      [ -d "$old" ] && mv -T "$old" "$to/tree" && break
    done
  fi
  rm -rf "$to"/.prelude-new-* "$to"/.prelude-old-* 2>/dev/null || :
}

is_published() {
  about=''
  IFS= read -r about 2>/dev/null <"$to/.prelude-tree" || :
  # shellcheck disable=SC2254  # a pattern
  case $about in
    $1" $(stat -c %i "$to/tree" 2>/dev/null) $source") has_all "$to/tree" ;;
    *) return 1 ;;
  esac
}

is_known() {
  is_published '*' && recall "$to/.prelude-tree" "$about"
}

remember_tree() {
  remember "$to/.prelude-tree" "$about"
}

has_all() {
  while IFS= read -r member; do
    [ -e "$1/$member" ] || return 1
  done <<END
$require.
END
}

check_links() {
  [ -z "$(find "$fresh" -type l -path '*
*' | head -n 1)" ] || fail 1 'a link with a line break in its path may lead out of the tree'
  find "$fresh" -type l | while IFS= read -r link; do stays_inside "$link"; done || exit 1
}

# A link may lead anywhere inside the tree, also to where nothing is: then `readlink -f` of busybox goes by the directory that
# it is called in.
stays_inside() {
  if [ -L "$1" ]; then
    target=$(readlink "$1")
    case $target$({ cd "${1%/*}" && readlink -f "./${1##*/}"; } || :) in
      /*) ;;
      "$target$fresh" | "$target$fresh"/*) return ;;
      "$target") case $target in *..*) ;; *) return ;; esac ;;
    esac
  fi
  fail 1 "the link $(flat "${1#"$fresh/"}") leads out of the tree"
}

# At the end of a run, where neither the deadline nor SIGTERM leaves time for 100,000 files.
tidy() {
  rm -rf "$@" 2>/dev/null &
  removal=$!
  { sleep 1 && kill -KILL "$removal"; } 2>/dev/null &
  wait "$removal" 2>/dev/null || :
  kill -KILL $! 2>/dev/null || :
}

publish_tree() {
  old=$to/.prelude-old-$mark record=$to/.prelude-new-$mark-record
  about="$1 $(stat -c %i "$fresh") $source"
  {
    { [ ! -e "$to/tree" ] || mv -T "$to/tree" "$old"; } && mv -T "$fresh" "$to/tree" &&
      printf '%s\n' "$about" >"$record" && mv "$record" "$to/.prelude-tree"
  } || fail 1 "cannot write to $to"
  rm -rf "$old" 2>/dev/null || say "cannot remove $old, which another user has left"
}
