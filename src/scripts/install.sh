#!/bin/sh
# shellcheck disable=SC2034,SC2154  # variables that functions of common.sh read and set
#
# install.sh: leaves the busybox that it runs on in a directory, for steps in images that have no tools.
#
#   --to DIRECTORY

case $#:${1-} in
  2:--to) PRELUDE_INSTALL_HELPER_IN=$2 ;;
  *) misuse 'needs --to DIRECTORY, and nothing else' ;;
esac
begin
elapsed
say "a static busybox is in $2 after $seconds s"
