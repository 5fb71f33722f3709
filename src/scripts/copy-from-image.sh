#!/bin/sh
# shellcheck disable=SC2034,SC2086,SC2154  # a word or none for find; variables of functions of common.sh and lock.sh
#
# copy-from-image.sh: the main program of `copy-image`, after lock.sh and copied.sh. Copies a directory of the image that it runs in into a volume.
#
#   --timeout SECONDS [--lock FILE] --from DIRECTORY --to DIRECTORY [--require FILE]… [--prune NAME]
#
# All of it is copied beside its place (--to/.prelude-copy-*), then moved name by name: who reads a file sees the old one or
# the new one. Directories get mode 0755, files 0644, or 0755 where somebody may execute them. Links stay as they are. What
# else is in the volume is left alone; but with --prune, what the step of this NAME has put there before and does not bring now is taken away
# (copied.sh).

main() {
  begin cp find id od sed sync flock stat sort awk rmdir
  umask 022
  timeout='' from='' to='' required='' prune=''
  while [ $# -gt 0 ]; do
    has_value "$@"
    case $1 in
      --timeout) whole "$1" "$2" && timeout=$2 ;;
      --from) from=$2 ;;
      --to) to=$2 ;;
      --lock) lock=$2 ;;
      --prune)
        case $2 in '' | *[!a-z0-9]*) misuse "--prune takes lowercase letters and digits, not '$2'" ;; esac
        prune=$2
        ;;
      --require)
        case /$2/ in *//* | */./* | */../*) misuse "'$2' is not a path within a directory" ;; esac
        required="$required$2
"
        ;;
      *) misuse "there is no flag '$1'" ;;
    esac
    shift 2
  done
  case $timeout:$from:$to in
    [0-9]*:/?*:/?*) ;;
    *) misuse 'needs --timeout SECONDS --from DIRECTORY --to DIRECTORY, both absolute' ;;
  esac
  [ -d "$to" ] || fail 1 "$to is not a directory"
  new=$to/.prelude-copy-$(od -An -N8 -tx1 /dev/urandom | tr -d ' \n')
  list=$to/.prelude-copied-$prune
  trap 'rm -rf "$new" "$new".*' EXIT
  set_deadline "$timeout"
  guard copy
}

copy() {
  take_turn .prelude-copy-
  cd "$from" 2>/dev/null || fail 1 "$from is no directory of this image that uid $(id -u) may enter"
  check_required
  other=$(find . ! -type d ! -type f ! -type l 2>/dev/null | sed -n 1p)
  [ -z "$other" ] || fail 1 "$from/$(flat "${other#./}") is neither a file, a directory nor a link"
  mkdir "$new" 2>/dev/null || fail 1 "cannot write to $to as uid $(id -u)"
  errors=$(cp -R . "$new" 2>&1 | sed -n 1,3p)
  [ -z "$errors" ] || fail 1 "$from could not be copied by uid $(id -u): $(flat "$errors")"
  cd "$new" || fail 1 "cannot enter $new"
  find . ! -type l -exec ${PRELUDE_BUSYBOX:-} chmod a+rX,u+w,go-w,-st {} +
  sync -f . 2>/dev/null || :
  [ -z "$prune" ] || list_copied
  move
  [ -z "$prune" ] || prune_copied
  elapsed
  say "$from: copied in $seconds s"
}

check_required() {
  while [ -n "$required" ]; do
    file=${required%%
*}
    required=${required#*
}
    [ -e "$file" ] || fail 1 "$from has no $file in this image"
  done
}

# Directories are made, never through links; then files and links are moved over what has their names. A link to a directory
# is taken away first, for `mv` would follow it.
move() {
  # shellcheck disable=SC2016  # for the inner shells
  {
    wrong=$(each '-type d' '[ -d "$to/$name" ] && [ ! -L "$to/$name" ] || [ ! -e "$to/$name" ] && [ ! -L "$to/$name" ] || echo "$to/${name#./}"')
    [ -z "$wrong" ] || fail 1 "$(flat "$wrong") is in the way: it is not a directory"
    errors=$(each '-type d' '[ -d "$to/$name" ] || $busybox mkdir "$to/$name"' && each '! -type d' '[ ! -L "$to/$name" ] || [ ! -d "$to/$name" ] || $busybox rm -f "$to/$name"; $busybox mv -fT "$name" "$to/$name"')
    left=$(find . ! -type d | sed -n 1p)
  }
  [ -z "$errors$left" ] || fail 1 "$from could not be moved to $to: $(flat "${errors:-$left is left}")"
}

# each CONDITION CODE: runs CODE for each NAME, which comes from find's own arguments, for it may hold anything.
each() {
  find . ! -name . $1 -exec ${PRELUDE_BUSYBOX:-} sh -c "to=\$1 busybox=\$2; shift 2; for name; do $2; done" sh "$to" "${PRELUDE_BUSYBOX:-}" {} + 2>&1 | sed -n 1,3p
}

main "$@"
