#!/bin/sh
# shellcheck disable=SC2034,SC2154  # variables that other parts set, or read
#
# download.sh: files over https, or over http with a checksum, for the main programs that follow. Only functions.
#
#   each_file FUNCTION ARG…  reads [FLAGS] FILE=URL [FLAGS] [FILE=URL [FLAGS]]…, and calls FUNCTION for each file, with
#                            $file, $url, $scheme, $checksum, $max, $ca, $headers and $hosts set. Flags that are not of these
#                            are handed to `own_flag` of the main program: FLAG VALUE, or 'FILE FLAG' VALUE after a file, which
#                            begins with FILE NAME. FILE=URL --architecture NAME is for nodes of that kind: where `uname -m` says
#                            another one, it is left out with its flags. One address of such a file must be for this node.
#   check_file               misuse where they are not right
#   has_checksum FILE        whether it has $checksum, by sha$algorithm; sets $sum
#   give_up CODE             says what comes of $file when the attempts are over, for $problem. Where it has no checksum, and
#                            `has_older` of the main program returns 0 with $older, a word for what is there from before,
#                            that is kept; else it fails with CODE
#
# A source of another kind than http(s) is a part of its own after request.sh, which defines fetch_SCHEME (see `obtain` there), and may have
#   reset_SCHEME             sets the variables of its flags to their defaults; called before the flags of a file are read
#   flag_SCHEME FLAG VALUE   reads a flag; returns 1 where it does not know it

each_file() {
  call=$1 file='' architecture='' found='' lacking='' others=''
  shift
  while [ $# -gt 0 ]; do
    case $1 in
      *=*://*)
        if is_for_others "$@"; then
          shift 3
          while [ $# -gt 0 ]; do
            case $1 in
              *=*://*) break ;;
              --basic-from-env) values=4 ;;
              --header-from-env) values=3 ;;
              *) values=2 ;;
            esac
            [ $# -ge "$values" ] || misuse "$1 needs a value"
            shift "$values"
          done
          continue
        fi
        [ -z "$file" ] || "$call"
        scheme=${1%%://*}
        file=${scheme%=*} scheme=${scheme##*=}
        [ -n "$file" ] || misuse "no name before '$1'"
        url=${1#"$file="}
        checksum='' algorithm=256 max=104857600 ca='' headers='' prefix='' hosts='*'
        own_flag FILE "$file"
        ! command -v "reset_$scheme" >/dev/null || "reset_$scheme"
        shift
        continue
        ;;
    esac
    has_value "$@"
    case ${file:+FILE }$1 in
      --timeout) whole "$@" && timeout=$2 ;;
      --attempts) whole "$@" && attempts=$2 ;;
      --to) to=$2 ;;
      --lock) lock=$2 ;;
      'FILE --sha256' | 'FILE --sha512')
        [ -z "$checksum" ] || misuse "$file: one checksum is enough"
        algorithm=${1#--sha} checksum=$(printf %s "$2" | tr A-F a-f)
        ;;
      'FILE --basic-from-env')
        [ $# -gt 3 ] || misuse "$1 needs a name and two variables"
        basic "$3" "$4"
        header "$2: $value"
        shift 2
        ;;
      'FILE --architecture') ;; # that of this node
      'FILE --max-bytes') whole "$@" && max=$2 ;;
      'FILE --ca') ca=$2 ;;
      'FILE --redirects-to') hosts=$2 ;;
      'FILE --header') header "$2" ;;
      'FILE --header-prefix') prefix=$2 ;;
      'FILE --header-from-env')
        [ $# -gt 2 ] || misuse "$1 needs a name and a variable"
        from_env "$3"
        header "$2: $prefix$value"
        prefix=''
        shift
        ;;
      *) own_flag "${file:+FILE }$1" "$2" || source_flag "$1" "$2" || misuse "$1 is unknown, or in the wrong place" ;;
    esac
    shift 2
  done
  is_for_others '' || :
  "$call"
}

source_flag() {
  [ -n "$file" ] && command -v "flag_$scheme" >/dev/null && "flag_$scheme" "$@"
}

is_for_others() {
  name=${1%%://*}
  name=${name%=*}
  [ -z "$lacking" ] || [ "$name" = "$lacking" ] ||
    fail 1 "$lacking: no address is for this node, whose architecture is $architecture; there are addresses for $others"
  [ "${2-}" = --architecture ] || return 1
  [ -n "$architecture" ] || find_architecture
  if [ "${3-}" = "$architecture" ]; then
    found=$name lacking='' others=''
    return 1
  fi
  [ "$found" = "$name" ] || { lacking=$name && others="$others${others:+, }${3-}"; }
}

# As Kubernetes calls it, in the label kubernetes.io/arch of nodes.
find_architecture() {
  architecture=$(uname -m)
  case $architecture in
    x86_64) architecture=amd64 ;;
    aarch64 | arm64) architecture=arm64 ;;
    armv*) architecture=arm ;;
    i?86) architecture=386 ;;
    loongarch64) architecture=loong64 ;;
  esac
}

# The line as curl wants it: it takes 'Name:' as an order to leave the header out, and 'Name;' as one with no value.
header() {
  case $1 in *[[:cntrl:]]*) misuse "$file: header ${1%%:*} has a line break or control character in it" ;; esac
  case ${1#*:} in *[!\ ]*) line=$1 ;; *) line="${1%%:*};" ;; esac
  headers="$headers$line
"
}

check_file() {
  [ -n "$file" ] || misuse 'no FILE=URL is given'
  case $file in . | .. | */* | .prelude-*) misuse "'$file' is not the name of a file" ;; esac
  case $checksum in *[!0-9a-f]*) checksum=x ;; esac
  case $scheme in
    http | https) ;;
    *[!a-z0-9]*) misuse "$file: '$scheme' is not a scheme" ;;
    *) command -v "fetch_$scheme" >/dev/null || misuse "$file: cannot fetch from this URL" ;;
  esac
  case $algorithm:${#checksum}$scheme in
    256:64* | 512:128*) ;;
    256:0http) misuse "$file: http without --sha256 or --sha512" ;;
    256:0*) ;;
    *) misuse "$file: --sha$algorithm needs $((algorithm / 4)) hexadecimal digits" ;;
  esac
  origin "$url"
  case $origin in *@*) misuse "$file: the URL has a user in it: give a header instead" ;; esac
}

has_older() {
  return 1
}

# The server is away: the one case in which something older may do.
give_up() {
  if [ -z "$checksum" ] && has_older; then
    say "$problem; the $older from before is kept"
  else
    elapsed
    fail "$1" "$problem; gave up on ${url%%[?#]*} after $seconds s"
  fi
}

has_checksum() {
  sum=$("sha${algorithm}sum" <"$1")
  sum=${sum%% *}
  [ "$sum" = "$checksum" ]
}
