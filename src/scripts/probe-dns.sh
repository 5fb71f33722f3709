#!/bin/sh
# shellcheck disable=SC2034,SC2154  # variables of wait.sh
#
# probe-dns.sh: the name resolves, as libc does it for every program (nslookup has ways of its own).

# ping says "PING NAME (ADDRESS)" as soon as it knows the address. Nothing is sent: nobody can have the sender's address.
probe_dns() {
  text=$(ping -c 1 -W 1 -I 240.0.0.1 "$host" 2>&1 || :)
  case $text in
    'PING '*) ready ;;
    *) trouble "$text" DNS ;;
  esac
}
