#!/bin/sh
# shellcheck disable=SC2154  # variables that functions of common.sh set
#
# verify-files.sh: the main program of `verify`, after files.sh and volume.sh. Looks whether files are what they should be; changes nothing.
#
#   --timeout SECONDS --in DIRECTORY [--complete] [--projected] -- NAME CHECK [NAME CHECK]…
#
# CHECK is the file's sha256, or `not-empty`: there, with something in it that is no white space. With --complete nothing
# else may be there: no other file, and no link, which could lead elsewhere in another container; but for what others
# have made in the top (volume.sh) and, with --projected (a ConfigMap or a Secret), what kubelet puts beside the keys. All that is wrong is told at once.

main() {
  begin
  export LC_ALL=C
  timeout='' in='' complete='' projected=''
  while [ "${1-}" != -- ]; do
    case ${1-} in
      --complete) complete=1 && shift && continue ;;
      --projected) projected=1 && shift && continue ;;
    esac
    has_value "$@"
    case $1 in
      --timeout) whole "$@" && timeout=$2 ;;
      --in) in=$2 ;;
      *) misuse "there is no flag '$1'" ;;
    esac
    shift 2
  done
  shift
  whole --timeout "$timeout"
  case $in in /*) ;; *) misuse "--in needs an absolute path, not '$in'" ;; esac
  case $#:$(($# % 2)) in
    0:* | *:1) misuse 'needs NAME CHECK for each file, after --' ;;
  esac
  [ -d "$in" ] || fail 1 "$in is not a directory"
  set_deadline "$timeout"
  guard verify "$@"
}

verify() {
  problems='' bad=0 good=0 listed='
'
  while [ $# -gt 0 ]; do
    listed="$listed./$1
"
    look "$1" "$2"
    shift 2
  done
  [ -z "$complete" ] || look_for_others
  if [ "$bad" != 0 ]; then
    [ "$bad" -le 10 ] || problems="$problems
and $((bad - 10)) more"
    fail 1 "${problems#?}"
  fi
  elapsed
  say "$good of $good checks are right, seen in $seconds s"
}

problem() {
  bad=$((bad + 1))
  [ "$bad" -gt 10 ] || problems="$problems
$(printable "$1")"
}

look() {
  file=$in/$1
  if [ ! -f "$file" ]; then
    problem "$1: $(what_is "$file"); there are: $(names "$in")"
  elif [ ! -r "$file" ]; then
    problem "$1: cannot be read by uid $(id -u)"
  elif [ "$2" = not-empty ]; then
    if [ -n "$(tr -d '[:space:]' <"$file" | head -c 1 | od -An -tx1)" ]; then
      good=$((good + 1))
    else
      problem "$1: is empty"
    fi
  else
    sum=$(sha256sum <"$file") || sum=unreadable
    if [ "${sum%% *}" = "$2" ]; then
      good=$((good + 1))
    else
      problem "$1: has the sha256 ${sum%% *}, not $2"
    fi
  fi
}

# The volume is mounted read-only here, which refuses every change.
refuses_changes() { return 1; }

# Names of several lines, which nobody can list, could look like names that are: they are found first.
look_for_others() {
  cd "$in" || fail 1 "$in cannot be entered by uid $(id -u)"
  made_by_others
  # What downloads remember of their files (asked.sh), and copies of theirs (copied.sh): nothing that anybody runs.
  not_ours="$not_ours -path ./.prelude-done-* -type f -size -17k ! -perm -100 ! -perm -010 ! -perm -001 -o -path ./.prelude-copied-* -type f ! -perm -100 ! -perm -010 ! -perm -001 -o"
  [ -z "$projected" ] || not_ours='-name ..?* -prune -o'
  set -f
  # shellcheck disable=SC2086  # words for find
  odd=$(find . $not_ours -path '*
*' ! -type d -print 2>/dev/null | head -n 1)
  [ -z "$odd" ] || problem 'a file with a line break in its path: is not listed'
  # shellcheck disable=SC2086  # words for find
  others=$(find . $not_ours ! -type d -print 2>&1) || :
  IFS='
'
  for other in $others; do
    case $listed in
      *"
$other
"*) [ -n "$projected" ] || [ ! -L "$other" ] || problem "${other#./}: is a link" ;;
      *) problem "${other#./}: is not listed" ;;
    esac
  done
  unset IFS
  set +f
}

main "$@"
