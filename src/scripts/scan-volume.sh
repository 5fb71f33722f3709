#!/bin/sh
# shellcheck disable=SC2086,SC2154  # words for find; variables that functions of common.sh set
#
# scan-volume.sh: the main program of `scan`, after entries.sh and volume.sh. Looks through a volume for what has no place there; changes nothing.
#
#   --timeout SECONDS --in DIRECTORY [--refuse KIND]… [--owner UID] [--group GID]
#
# KIND is world-writable (but for directories with the sticky bit), setuid (files with setuid or setgid), special (devices,
# sockets, pipes), leading-out (links that are absolute, or lead out of the volume), or executable. The top of the volume is
# not looked at: it is as kubelet and the driver make it. What cannot be looked into is refused. What others have made in
# the top (volume.sh) is left out.

main() {
  begin
  export LC_ALL=C
  timeout='' in='' wrong='( -type d -type f )' links='' asked=''
  while [ $# -gt 0 ]; do
    has_value "$@"
    case $1:$2 in
      --timeout:*) whole "$@" && timeout=$2 ;;
      --in:*) in=$2 ;;
      --owner:*) whole "$@" && refuse "! -user $2" "owner $2" ;;
      --group:*) whole "$@" && refuse "! -group $2" "group $2" ;;
      --refuse:world-writable) refuse '-perm /002 ! -type l ! ( -type d -perm /1000 )' 'nothing writable by all' ;;
      --refuse:setuid) refuse '-type f -perm /6000' 'no setuid or setgid' ;;
      --refuse:special) refuse '! -type f ! -type d ! -type l' 'no devices, sockets and pipes' ;;
      --refuse:executable) refuse '-type f -perm /111' 'no executables' ;;
      --refuse:leading-out) links=1 && asked="$asked, no links that lead out" ;;
      *) misuse "there is no '$1 $2'" ;;
    esac
    shift 2
  done
  asked=${asked#, }
  whole --timeout "$timeout"
  case $in:$asked in
    /*:?*) ;;
    *) misuse 'needs --in with an absolute path, and something to --refuse' ;;
  esac
  [ -d "$in" ] || fail 1 "$in is not a directory"
  set_deadline "$timeout"
  guard scan
}

refuse() {
  wrong="$wrong -o $1"
  asked="$asked, $2"
}

scan() {
  cd "$in" || fail 1 "$in cannot be entered by uid $(id -u)"
  set -f
  made_by_others
  found=$(entries look)
  if [ -n "$found" ]; then
    fail 1 "there is what has no place there ($asked): ${found##*
} entries, such as
${found%
*}"
  fi
  elapsed
  say "as asked ($asked), seen by uid $(id -u) in $seconds s"
}

# The volume is mounted read-only here, which refuses every change.
refuses_changes() { return 1; }

look() {
  find . $not_ours ! -path . \( $wrong \) -exec stat -c '//%u:%g %a %n' {} + || :
  [ -z "$links" ] || find . $not_ours -type l -exec sh -c "$leads_out" sh "$(pwd -P)" {} + 2>/dev/null || :
}

# For links: prints those that are absolute, or lead out of the directory that comes first, or nowhere that can be known. A link that
# climbs above the top and comes back by the path that the top has here leads elsewhere where the volume is mounted elsewhere: it is walked.
# shellcheck disable=SC2016  # it is a program for sh -c
leads_out='
  top=$1
  shift
  stays_below() (
    text=$(readlink "$1")
    cd -P "${1%/*}" || exit 1
    set -f
    IFS=/
    for part in $text; do
      case $part in
        "" | .) continue ;;
        ..) [ "$PWD" != "$top" ] || exit 1 ;;
      esac
      [ ! -d "./$part" ] || cd -P "./$part" || exit 1
      case $PWD/ in "$top"/*) ;; *) exit 1 ;; esac
    done
    exit 0
  )
  for link; do
    case $(readlink "$link") in
      /*) ;;
      *) case $(readlink -f "$link") in "$top" | "$top"/*) ! stays_below "$link" || continue ;; esac ;;
    esac
    printf "//link %s -> %s\n" "$link" "$(readlink "$link" | head -n 1)"
  done'

main "$@"
