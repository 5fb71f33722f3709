#!/bin/sh
# npm run tools: installs what the tests want beyond Node, on Debian and its relatives. Quick when all is there.
set -eu

# program:package, the program as tests look for it (test/support/tools.ts)
wanted='
busybox:busybox-static
dash:dash
shellcheck:shellcheck
yamllint:yamllint
postgres:postgresql
pgbouncer:pgbouncer
mariadbd:mariadb-server
redis-server:redis-server
memcached:memcached
nginx:nginx-light
sshd:openssh-server
openssl:openssl
git:git
curl:curl
jq:jq
chromium-headless-shell:chromium-headless-shell
'

cache=${XDG_CACHE_HOME:-$HOME/.cache}/cdk8s-prelude

find_tool() {
  PATH=$PATH:/usr/sbin:/sbin command -v "$1" >/dev/null 2>&1 && return
  for directory in /usr/lib/postgresql/*/bin "$cache/bin"; do
    [ ! -x "$directory/$1" ] || return 0
  done
  return 1
}

missing() {
  for pair in $wanted; do
    find_tool "${pair%%:*}" || printf '%s ' "${pair#*:}"
  done
}

install_all_packages() {
  packages=$(missing)
  [ -n "$packages" ] || return 0
  if ! command -v apt-get >/dev/null 2>&1; then
    echo "Missing: $packages" >&2
    echo 'This is no Debian: please install them in the way of your system. Tests that want them are skipped until then.' >&2
    exit 1
  fi
  as_root=
  [ "$(id -u)" = 0 ] || as_root=sudo
  echo "Installing: $packages"
  $as_root apt-get update -q || :
  install_packages || { sleep 5; $as_root apt-get update -q; install_packages; }
  packages=$(missing)
  [ -z "$packages" ] || { echo "Still missing: $packages" >&2; exit 1; }
}

# Packages of servers start them; the tests start their own, on ports of their own.
install_packages() {
  # shellcheck disable=SC2086  # lists
  $as_root env DEBIAN_FRONTEND=noninteractive RUNLEVEL=1 apt-get install -y -q --no-install-recommends $packages
}

# Debian has no helm. Go's checksum database answers for what is built.
install_helm() {
  ! find_tool helm || return 0
  if ! command -v go >/dev/null 2>&1; then
    echo 'helm is missing, and so is Go (1.21 or newer) to build it: install either. Its test is skipped until then.' >&2
    return 0
  fi
  echo 'Building helm, for the minute that it takes …'
  GOBIN=$cache/bin CGO_ENABLED=0 go install -trimpath -ldflags '-s -w' helm.sh/helm/v3/cmd/helm@v3.16.3
}

install_all_packages
install_helm
! find_tool helm || echo 'All tools are there.'
