#!/bin/sh
# shellcheck disable=SC2034,SC2154  # variables of wait.sh
#
# probe-tcp.sh: the port accepts a connection.

probe_tcp() {
  which_nc
  at_each_address connect
}
