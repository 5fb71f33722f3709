#!/bin/sh
# shellcheck disable=SC2034,SC2154  # variables of wait.sh
#
# probe-dns.sh: the name resolves, as libc does it for every program (nslookup has ways of its own).

probe_dns() {
  first_address || { not_ready 'the name does not resolve'; return; }
  case $text in
    '' | 'PING '*) ready ;;
    *) not_ready "$text" ;;
  esac
}
