#!/bin/sh
# shellcheck disable=SC2034,SC2154  # variables of wait.sh
#
# addresses.sh: all addresses of a name, each tried within one attempt, as curl and psql do. Only functions.
#
#   first_address             sets $address to the one that the C library takes for $host. Returns 1 where the name does not resolve
#   at_each_address FUNCTION  calls FUNCTION with $address set, for one address of $host after the other, until one accepts: its answer
#                             counts, as it would for a client. FUNCTION ends with `ready`, `not_ready`, or `away REASON` where it could
#                             not connect. $share: how long connecting may take, in hundredths of a second; '' where there is one address only
#
# nc takes one address of a name, and which one depends on how it was built. nslookup knows them all, but goes ways of its own: it reads no
# /etc/hosts and minds no ndots. So the C library says, through ping, which address it takes, and a list counts only with that address in it:
# that of /etc/hosts, else of the first name of the search list that has it. Without one (another source of names, no nslookup in the image)
# the library is asked for each family, which also helps where the DNS answers one family with an error.

first_address() {
  text=''
  case $host in
    *:*) ;;
    *[!0-9.]*)
      ask_library || ask_library -4 || ask_library -6
      return
      ;;
  esac
  address=$host
}

# ping says "PING NAME (ADDRESS)" as soon as it knows the address. Nothing is sent: nobody can have the sender's address, and the packet is
# larger than can be. A ping that says neither this nor "bad address" is none of busybox: then nc resolves the name.
ask_library() {
  text=$(ping "$@" -c 1 -W 1 -s 65535 -I 240.0.0.1 "$host" 2>&1 || :)
  case $text in
    'PING '*' ('*)
      address=${text#*" ("}
      address=${address%%)*}
      ;;
    *'bad address'*) return 1 ;;
    *) address=$host ;;
  esac
}

# Sets $addresses, $address first.
all_addresses() {
  addresses=$address
  [ "$address" = "$host" ] || from_hosts_file || from_dns || from_each_family
}

take_list() {
  case " $* " in *" $address "*) ;; *) return 1 ;; esac
  for other; do
    take_address "$other"
  done
}

take_address() {
  case $1 in -* | *[!0-9A-Za-z.:%]*) return 0 ;; esac
  case " $addresses " in *" $1 "*) ;; *) addresses="$addresses $1" ;; esac
}

from_hosts_file() {
  set --
  while read -r other names; do
    case "$other ${names%%#*} " in
      '#'*) ;;
      *[[:space:]]"$host"[[:space:]]*) set -- "$@" "$other" ;;
    esac
  done </etc/hosts
  take_list "$@"
}

from_dns() {
  search=''
  while read -r word values; do
    case $word in search | domain) search=$values ;; esac
  done </etc/resolv.conf
  case $host in *.) search='' ;; esac
  for domain in $search .; do
    take_answer "$(nslookup "${host%.}.${domain#.}" 2>/dev/null || :)" && return 0
  done
  return 1
}

# "Name: …", then "Address: 10.0.0.1" or "Address 1: 10.0.0.1 …" for each. What stands before is the server.
take_answer() {
  rest=${1#*Name:}
  set --
  while :; do
    case $rest in *Address*:*) ;; *) break ;; esac
    rest=${rest#*Address*:}
    line=${rest%%"$newline"*}
    line=${line#"${line%%[! ]*}"}
    set -- "$@" "${line%% *}"
  done
  take_list "$@"
}

from_each_family() {
  library=$address
  for family in -4 -6; do
    ! ask_library "$family" || take_address "$address"
  done
  address=$library
}

at_each_address() {
  try=$1 share='' reasons='' told='' last='' count=0
  set -f
  first_address || { not_ready 'the name does not resolve'; return; }
  all_addresses
  # shellcheck disable=SC2086  # a list
  set -- $addresses
  skip=$((turn % $#))
  while [ $# -gt 0 ]; do
    if [ "$skip" -gt 0 ]; then
      address=$1
      shift
      set -- "$@" "$address"
      skip=$((skip - 1))
      continue
    fi
    address=$1
    now
    [ "$addresses" = "$address" ] || share=$(((ends - now) / $#))
    answer=$("$try") || :
    case $answer in
      'away '*) refused_by "${answer#away }" ;;
      *)
        printf '%s\n' "$answer"
        case $answer in "$index ready"*) return 0 ;; *) return 1 ;; esac
        ;;
    esac
    shift
  done
  all_refused
}

away() {
  printf 'away %s\n' "$*"
  stop_dialogue
  return 1
}

# Addresses that refuse for the same reason stand together; of more than four the rest are counted.
refused_by() {
  count=$((count + 1))
  reasons=$reasons$1$newline
  [ "$count" -le 4 ] || return 0
  if [ "$1" = "$last" ]; then told="$told, $address"; else told="$told; $1 at $address"; fi
  last=$1
}

# The DNS may give the addresses in another order each time: that is no other state.
all_refused() {
  if [ "$address" = "$host" ]; then
    not_ready "$last"
    return
  fi
  [ "$count" -le 4 ] || told="$told and $((count - 4)) more"
  report not "$(printf %s "$reasons" | sort -u)" "${told#; }"
  return 1
}
