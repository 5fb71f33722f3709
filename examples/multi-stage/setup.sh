#!/bin/sh
# Makes what the example wants and no repository may hold, in the current namespace of kubectl (or `setup.sh -n NAMESPACE`):
#
#   Secret stages-database          the password of the database
#   Secret stages-config-tls        key and certificate of the configuration server
#   ConfigMap stages-authority      the certificate of the authority that has signed that one
#
# Run again, it leaves what is there as it is. Needs openssl and kubectl.
set -eu

exists() {
  kubectl get "$@" -o name >/dev/null 2>&1
}

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

if ! exists secret stages-database "$@"; then
  openssl rand -hex 16 | tr -d '\n' >password
  kubectl create secret generic stages-database --from-file=password "$@"
fi
if exists secret stages-config-tls "$@" && exists configmap stages-authority "$@"; then exit; fi
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 3650 -subj '/CN=authority of the stages' \
  -addext keyUsage=critical,keyCertSign -keyout ca.key -out ca.crt 2>/dev/null
openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj /CN=stages-config -keyout tls.key -out tls.csr 2>/dev/null
echo 'subjectAltName=DNS:stages-config' >extensions
openssl x509 -req -in tls.csr -CA ca.crt -CAkey ca.key -CAcreateserial -days 3650 -extfile extensions -out tls.crt 2>/dev/null
# One without the other is of no use.
kubectl delete secret/stages-config-tls configmap/stages-authority --ignore-not-found "$@"
kubectl create secret tls stages-config-tls --cert=tls.crt --key=tls.key "$@"
kubectl create configmap stages-authority --from-file=ca.crt "$@"
