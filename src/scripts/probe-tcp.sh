#!/bin/sh
# shellcheck disable=SC2034,SC2154  # variables of wait.sh
#
# probe-tcp.sh: the port accepts a connection.

# The smaller nc has no -z: there it becomes another program as soon as it is connected.
probe_tcp() {
  if [ -n "$verbose" ]; then set -- -vvz "$host" "$port"; else set -- "$host" "$port" -e ${PRELUDE_BUSYBOX:+"$PRELUDE_BUSYBOX"} true; fi
  if text=$(nc "$@" 2>&1); then ready; else trouble "$text" TCP; fi
}
