#!/bin/sh
# Makes the Secret `permissions-database`, the password of the database, in the current namespace of kubectl (or `setup.sh -n NAMESPACE`).
# Run again, it leaves what is there as it is. Needs openssl and kubectl.
set -eu

if kubectl get secret permissions-database "$@" -o name >/dev/null 2>&1; then
  echo 'secret/permissions-database is there'
else
  kubectl create secret generic permissions-database "--from-literal=password=$(openssl rand -hex 16)" "$@"
fi
