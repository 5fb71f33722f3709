#!/bin/sh
# Makes the Secret `prerequisites-database`, the passwords of the database, in the current namespace of kubectl (or
# `setup.sh -n NAMESPACE`). Run again, it leaves what is there as it is. Needs openssl and kubectl.
set -eu

if kubectl get secret prerequisites-database "$@" -o name >/dev/null 2>&1; then
  echo 'secret/prerequisites-database is there'
else
  kubectl create secret generic prerequisites-database "--from-literal=password=$(openssl rand -hex 16)" \
    "--from-literal=root-password=$(openssl rand -hex 16)" "$@"
fi
