#!/bin/sh
# npm run tools: installs what the tests want beyond Node, on Debian and its relatives. Quick when all is there.
set -eu

# program:package, the program as tests look for it (test/support/tools.ts)
wanted='
busybox:busybox-static
dash:dash
shellcheck:shellcheck
postgres:postgresql
mariadbd:mariadb-server
redis-server:redis-server
nginx:nginx-light
sshd:openssh-server
openssl:openssl
git:git
curl:curl
jq:jq
'

find_tool() {
  PATH=$PATH:/usr/sbin:/sbin command -v "$1" >/dev/null 2>&1 && return
  for directory in /usr/lib/postgresql/*/bin "${XDG_CACHE_HOME:-$HOME/.cache}/cdk8s-prelude/bin"; do
    [ ! -x "$directory/$1" ] || return 0
  done
  return 1
}

missing() {
  for pair in $wanted; do
    find_tool "${pair%%:*}" || printf '%s ' "${pair#*:}"
  done
}

packages=$(missing)
if [ -z "$packages" ]; then
  echo 'All tools are there.'
  exit 0
fi
if ! command -v apt-get >/dev/null 2>&1; then
  echo "Missing: $packages" >&2
  echo 'This is no Debian: please install them in the way of your system. Tests that want them are skipped until then.' >&2
  exit 1
fi

as_root=
[ "$(id -u)" = 0 ] || as_root=sudo
# Packages of servers start them; the tests start their own, on ports of their own.
install_packages() {
  # shellcheck disable=SC2086  # lists
  $as_root env DEBIAN_FRONTEND=noninteractive RUNLEVEL=1 apt-get install -y -q --no-install-recommends $packages
}
echo "Installing: $packages"
$as_root apt-get update -q || :
install_packages || { sleep 5; $as_root apt-get update -q; install_packages; }

packages=$(missing)
[ -z "$packages" ] || { echo "Still missing: $packages" >&2; exit 1; }
