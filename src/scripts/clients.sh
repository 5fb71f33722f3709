#!/bin/sh
# shellcheck disable=SC2034,SC2154  # variables that other parts set, or read
#
# clients.sh: a client of a database, or curl, in an image that has none. Only functions.
#
#   client NAME ARG…   becomes the client NAME: the one that install-clients.sh has left in $clients, started by the loader and with
#                      the libraries of the image that it is from; or, where $clients is empty, the one on PATH. In a subshell only

clients=''

client() {
  name=$1
  shift
  unset LD_PRELOAD LD_LIBRARY_PATH
  if [ -z "$clients" ]; then
    exec "$name" "$@"
  elif [ -e "$clients/ld" ]; then
    exec "$clients/ld" --library-path "$clients" "$clients/$name" "$@"
  fi
  exec "$clients/$name" "$@"
}
