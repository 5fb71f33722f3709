#!/bin/sh
# Makes what the shop wants and no repository may hold, in the current namespace of kubectl (or `setup.sh -n NAMESPACE`):
#
#   Secret shop-database            the password of the database
#   Secret shop-configuration-tls   key and certificate of the configuration server
#   ConfigMap shop-authority        the certificate of the authority that has signed that one
#
# Run again, it leaves what is there as it is. Needs openssl and kubectl.
set -eu

exists() {
  kubectl "$@" -o name >/dev/null 2>&1
}

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

if exists get secret shop-database "$@"; then
  echo 'secret/shop-database is there'
else
  openssl rand -hex 16 | tr -d '\n' >password
  kubectl create secret generic shop-database --from-file=password "$@"
fi

if exists get secret shop-configuration-tls "$@" && exists get configmap shop-authority "$@"; then
  echo 'secret/shop-configuration-tls and configmap/shop-authority are there'
  exit
fi
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 3650 -subj '/CN=authority of the shop' \
  -addext keyUsage=critical,keyCertSign -keyout ca.key -out ca.crt 2>/dev/null
openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj /CN=shop-configuration -keyout tls.key -out tls.csr 2>/dev/null
echo 'subjectAltName=DNS:shop-configuration' >extensions
openssl x509 -req -in tls.csr -CA ca.crt -CAkey ca.key -CAcreateserial -days 3650 -extfile extensions -out tls.crt 2>/dev/null
# One without the other is of no use.
kubectl delete secret/shop-configuration-tls configmap/shop-authority --ignore-not-found "$@"
kubectl create secret tls shop-configuration-tls --cert=tls.crt --key=tls.key "$@"
kubectl create configmap shop-authority --from-file=ca.crt "$@"
