#!/bin/sh
# shellcheck disable=SC2086,SC2154  # lists of words for find; variables that functions of common.sh set
#
# fix-permissions.sh: the main program of `fix`, after entries.sh and volume.sh. Gives everything in a volume an owner, a group and modes; or
# only says what is not right.
#
#   --timeout SECONDS --path DIRECTORY [--volume WHAT-PEOPLE-CALL-IT] [--owner UID] [--group GID] [--directory-mode MODE] [--file-mode MODE]
#   [--check root|tree] [--verify-only] [--writable]
#
# Modes are octal (0750, 2775) and exact: what a MODE does not have is taken away. Never writable for everybody, never
# setuid; setgid and sticky for directories only. A file that somebody may execute stays executable, for all who may read
# it (X, as in chmod), unless the MODE of files says itself who may execute. Where no mode is given, modes stay as they
# are, but the kernel takes setuid and setgid from a file whose owner changes.
#
# The directory itself comes last: it is right when all was done, and it alone is what `--check root` (the default) looks
# at, unless all that is asked for is a mode of files. Only what differs is touched. Whatever is mounted below stays as it is,
# and what others have made in the top (volume.sh).
#
# Links are never followed, also those that somebody puts in the place of a directory or file meanwhile: `find` only says
# what differs. Its directory is entered and seen to be in the volume, and what is in it is changed by its last name (owners) or
# through an opened file that is known to be the one of that name (modes).
#
# Needs uid 0 with CHOWN, FOWNER and DAC_OVERRIDE. For setgid it must also be in the group (runAsGroup): otherwise the
# kernel drops the bit without a word.

begin find chmod chown stat sed awk rm id

# Users and groups go up to 2147483647; OpenShift's have ten digits.
number() {
  case $2 in
    '' | *[!0-9]* | 0?* | ???????????*) misuse "$1 needs a numeric id, not '$2'" ;;
  esac
}

octal() {
  case $2 in
    [0-7][0-7][0-7]) mode=00$2 ;;
    [0-7][0-7][0-7][0-7]) mode=0$2 ;;
    *) misuse "$1 needs an octal mode such as 0750, not '$2'" ;;
  esac
  case $1:$mode in
    *[2367]) misuse "$1 $2 would let everybody write" ;;
    *:0[4-7]??? | --file-mode:0[1-7]???) misuse "$1 $2 has special bits: only a directory may have any, setgid or sticky" ;;
  esac
}

timeout='' path='' shown='' owner='' group='' directory_mode='' file_mode='' check=root verify='' writable=''
while [ $# -gt 0 ]; do
  case $1 in
    --verify-only) verify=1 && shift && continue ;;
    --writable) writable=1 && shift && continue ;;
  esac
  has_value "$@"
  case $1 in
    --timeout) whole "$1" "$2" && timeout=$2 ;;
    --path) path=$2 ;;
    --volume) shown=$2 ;;
    --owner) number "$1" "$2" && owner=$2 ;;
    --group) number "$1" "$2" && group=$2 ;;
    --directory-mode) octal "$1" "$2" && directory_mode=$mode ;;
    --file-mode) octal "$1" "$2" && file_mode=$mode ;;
    --check) check=$2 ;;
    *) misuse "there is no flag '$1'" ;;
  esac
  shift 2
done
case $timeout:$check:$path in
  [0-9]*:root:/?* | [0-9]*:tree:/?*) ;;
  *) misuse 'needs --timeout SECONDS --path DIRECTORY (absolute, not /) and --check root or tree' ;;
esac

shown=${shown:-$path}

# What is asked for, in words, and what is wrong, as conditions of find.
never='( -type d -type f )'
wrong_owner=$never wrong_directory=$never wrong_file=$never wrong_program=$never
program_mode=$file_mode asked=''
if [ -n "$owner" ]; then
  wrong_owner="$wrong_owner -o ! -user $owner"
  asked="$asked, owner $owner"
fi
if [ -n "$group" ]; then
  wrong_owner="$wrong_owner -o ! -group $group"
  asked="$asked, group $group"
fi
if [ -n "$directory_mode" ]; then
  wrong_directory="-type d ! -perm $directory_mode"
  asked="$asked, directories ${directory_mode#0}"
fi
if [ -n "$file_mode" ]; then
  [ $((file_mode & 0111)) != 0 ] || program_mode=$(printf %05o $((file_mode | (file_mode & 0444) >> 2)))
  wrong_file="-type f ! -perm /111 ! -perm $file_mode"
  wrong_program="-type f -perm /111 ! -perm $program_mode"
  asked="$asked, files ${file_mode#0}"
fi
asked=${asked#, }
[ -n "$asked$writable" ] || misuse 'nothing is asked for: --owner, --group, --directory-mode or --file-mode'
[ -n "$owner$group$directory_mode" ] || check=tree # a root tells nothing about files
[ -n "$asked$verify" ] || misuse '--writable alone goes with --verify-only: it has nothing to change'
wrong="( $wrong_owner -o $wrong_directory -o $wrong_file -o $wrong_program )"

late() {
  end_below $$
  fail 124 "$shown: not all of it was done after $limit s; the next run goes on from there"
}

# In a child, as all that follows: `end_below` needs the patterns that find must not lose.
enter() {
  set -f
  cd -P "$path" 2>/dev/null || fail 1 "$shown cannot be entered by uid $(id -u)"
  here=$(pwd -P) device=$(stat -c %d .)
  made_by_others
  # Root looks into each lost+found elsewhere; that of mkfs it leaves alone.
  elsewhere="$not_ours -path ./lost+found -type d -user 0 -perm 0700 -prune -o"
  # -xdev does not see a bind mount of the same device, and takes the top of every other mount for a part of this one.
  while read -r _ _ _ _ point _; do
    case $point in
      "$here"/*)
        point=$(printf '.%s' "${point#"$here"}" | sed 's/\\[0-7][0-7][0-7]/?/g; s/[][*]/?/g')
        elsewhere="$elsewhere -path $point -prune -o"
        ;;
    esac
  done </proc/self/mountinfo
}

# A filer's refuses what changes nothing, even to root; to others it says that the file system is read-only, not that they
# may not, where the volume itself can be written.
refuses_changes() {
  if [ -z "$verify" ]; then
    if chown -h "$(stat -c %u:%g "$1")" "$1" 2>/dev/null; then return 1; fi
  elif [ -n "$writable" ]; then
    probe=$1/.prelude-writable-$$
    words=$({ set -C && : >"$probe"; } 2>&1) && rm -f "$probe" && return 1
    case $words in *'ead-only'* | *'not permitted'*) ;; *) return 1 ;; esac
  else
    return 1
  fi
}

# The first thing that is not right, or that cannot be looked into: of the tree, or of its root alone.
first_wrong() {
  case $1 in
    root) find . -prune $wrong -print 2>&1 ;;
    tree) find . -xdev $elsewhere $wrong -print -quit 2>&1 ;;
  esac
}

# For what find has found: `mend ACT VALUE TOP PATH…`, with ACT `give` (chown) or a kind of file in hexadecimal (4 directory, 8 file; chmod).
# As many files as the shell has numbers for are opened at once. What vanishes, or is another thing by now, is left to the next look.
# shellcheck disable=SC2016  # it is a program for sh -c
mend='
act=$1 value=$2 top=$3 at= fresh=1 first=3 room=7
shift 3
busybox=${PRELUDE_BUSYBOX:-}
! (eval "exec 20</dev/null") 2>/dev/null || first=20 room=60
[ "$act" != give ] || room=500
flush() {
  case $#$act in
    0*) ;;
    *give) $busybox chown -h "$value" "$@" ;;
    *) set_mode "$@" ;;
  esac
}
set_mode() {
  number=$first files=
  for name; do
    if [ -L "$name" ] || [ ! -f "$name" ] && [ ! -d "$name" ]; then files=; break; fi
    eval "command exec $number<\"\$name\"" || { files=; break; }
    files="$files /proc/self/fd/$number" number=$((number + 1))
  done
  if [ -n "$files" ] && opened=$($busybox stat -L -c %f:%d:%i $files) && named=$($busybox stat -c %f:%d:%i "$@") && [ "$opened" = "$named" ]; then
    case "
$named" in
      *"
"[!$act]*) ;;
      *) $busybox chmod "$value" $files; return ;;
    esac
  fi
  [ $# -gt 1 ] || return 0
  for name; do set_mode "$name"; done
}
for path; do
  [ -z "$fresh" ] || { fresh= && set --; }
  if [ "${path%/*}" != "$at" ]; then
    flush "$@"
    set --
    at=${path%/*} inside=
    if [ -z "$top" ]; then
      inside=1
    elif [ ${#top} -gt $((4000 - ${#at})) ]; then
      echo "name too long" >&2
    elif cd -P "$top${at#.}" && [ "$PWD" = "$top${at#.}" ]; then
      inside=1
    fi
  fi
  [ -z "$inside" ] || set -- "$@" "./${path##*/}"
  [ $# -lt $room ] || { flush "$@" && set --; }
done
flush "$@"'

# change TOP SCOPE ALSO: for what SCOPE lets through; TOP is the directory that find starts in, or nothing where no path leads to it.
# Owners first: setgid only holds in a group that is right. Each -exec is an alternative of its own, without brackets: in brackets
# busybox forgets the last batch.
change() {
  [ -z "$owner$group" ] || find . $2 \( $wrong_owner \) -exec ${PRELUDE_BUSYBOX:-} sh -c "$mend" mend give "$owner${group:+:$group}" "$1" {} +
  [ -z "$directory_mode$file_mode" ] || find . $2 $wrong_file -exec ${PRELUDE_BUSYBOX:-} sh -c "$mend" mend 8 "$file_mode" "$1" {} + \
    -o $3 $wrong_program -exec ${PRELUDE_BUSYBOX:-} sh -c "$mend" mend 8 "$program_mode" "$1" {} + \
    -o $3 $wrong_directory -exec ${PRELUDE_BUSYBOX:-} sh -c "$mend" mend 4 "$directory_mode" "$1" {} +
}

# A path of more than 4096 bytes can be walked, step by step, and not be named: for what lies so deep. `dig DEPTH`, in a directory of the volume.
dig() {
  [ "$1" -lt 1000 ] || { echo "directories more than 1000 deep" >&2 && return; }
  case $PWD in
    "$here" | "$here"/*) [ ${#PWD} -le 3800 ] || change '' '-maxdepth 1 ! -path .' '! -path .' ;;
    *) change '' '-maxdepth 1 ! -path .' '! -path .' ;;
  esac
  set +f
  for below in ./*/ ./.[!.]*/ ./..?*/; do
    set -f
    below=${below%/}
    if [ ! -L "$below" ] && place=$(stat -c %d:%i "$below" 2>/dev/null) && [ "${place%:*}" = "$device" ]; then
      (cd -P "$below" 2>/dev/null && [ "$(stat -c %d:%i .)" = "$place" ] && dig $(($1 + 1))) || :
    fi
  done
}

# What is said of names that are too long is no error: what lies so deep is walked to.
make_right() {
  # Twice, as it is no error when something vanishes meanwhile, but busybox then leaves out others.
  for _ in 1 2; do
    errors=$(change "$here" "-xdev $elsewhere ! -path ." '! -path .' 2>&1 |
      awk '/name too long/ { deep = 1; next } shown++ < 3 { print } END { if (deep) print "//deep" }')
    case $errors in
      *//deep)
        errors=${errors%//deep}
        deeper=$(dig 0 2>&1 | sed -n 1,3p)
        errors=${errors:-$deeper}
        ;;
    esac
    [ -n "$errors" ] || break
  done
  [ -z "$errors" ] || give_up "$errors"
  errors=$(change "$here" -prune '' 2>&1)
}

fix() {
  enter
  [ "$snapshot" != left ] || say "$shown: .snapshot takes no changes, and is left as it is"
  if [ -z "$(first_wrong "$check")" ]; then
    elapsed
    say "$shown: right already ($asked), seen from its $check in $seconds s"
    return
  fi
  [ "$snapshot" != there ] || try_snapshot
  make_right
  seen_from=root
  case $directory_mode in 0[1-7]*) seen_from=tree ;; esac
  left=$(first_wrong $seen_from)
  case $left in *'name too long'*) left='' ;; esac
  [ -z "$left$errors" ] || give_up "${errors:-It did not take setgid: is this user not in the group?}"
  elapsed
  say "$shown: made right ($asked) in $seconds s"
}

# What is in a filer's .snapshot may refuse changes where the directory itself does not: it is tried, and then left.
try_snapshot() {
  words=$(find ./.snapshot -xdev $wrong 2>&1 | head -c 1)
  [ -n "$words" ] || return 0
  words=$(change "$here" "-path ./.snapshot/* -xdev" '-path ./.snapshot/*' 2>&1 | sed -n 1p)
  case $words in
    *'not permitted'* | *'ead-only'*)
      say "$shown: what is in .snapshot takes no changes, and is left as it is ($(flat "$words"))"
      elsewhere="$elsewhere -path ./.snapshot/* -prune -o"
      ;;
  esac
}

give_up() {
  elapsed
  fail 1 "$shown could not be made right ($asked) in $seconds s: $(flat "$1")
This is uid $(id -u) in the groups $(id -G); it needs uid 0 with CHOWN, FOWNER and DAC_OVERRIDE. A network file system may refuse it even so."
}

verify() {
  enter
  if [ -n "$asked" ]; then
    found=$(entries find . -xdev $elsewhere $wrong -exec ${PRELUDE_BUSYBOX:-} stat -c '//%u:%g %a %n' {} +)
    if [ -n "$found" ]; then
      fail 1 "$shown is not right ($asked): ${found##*
} entries are not as asked, such as
${found%
*}"
    fi
  fi
  if [ -n "$writable" ]; then
    probe="./.prelude-writable-$$-$now"
    (set -C && : >"$probe") 2>/dev/null || fail 1 "$shown cannot be written by uid $(id -u) in the groups $(id -G)"
    rm -f "$probe"
  fi
  elapsed
  say "$shown: right (${asked}${writable:+, writable for uid $(id -u)}), seen in $seconds s"
}

set_deadline "$timeout"
if [ -n "$verify" ]; then
  guard verify || exit $?
else
  guard fix || exit $?
fi
