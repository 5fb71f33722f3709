#!/bin/sh
# Makes what the example wants and no repository may hold, in the current namespace of kubectl (or `setup.sh -n NAMESPACE`):
#
#   Secret clone-token          the token that the Git server wants
#   Secret clone-git-tls        key and certificate of the Git server
#   ConfigMap clone-authority   the certificate of the authority that has signed that one
#
# Run again, it leaves what is there as it is. Needs openssl and kubectl.
set -eu

exists() {
  kubectl get "$@" -o name >/dev/null 2>&1
}

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

if ! exists secret clone-token "$@"; then
  openssl rand -hex 16 | tr -d '\n' >token
  kubectl create secret generic clone-token --from-file=token "$@"
fi
if exists secret clone-git-tls "$@" && exists configmap clone-authority "$@"; then exit; fi
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 3650 -subj '/CN=authority of the clone' \
  -addext keyUsage=critical,keyCertSign -keyout ca.key -out ca.crt 2>/dev/null
openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj /CN=clone-git -keyout tls.key -out tls.csr 2>/dev/null
echo 'subjectAltName=DNS:clone-git' >extensions
openssl x509 -req -in tls.csr -CA ca.crt -CAkey ca.key -CAcreateserial -days 3650 -extfile extensions -out tls.crt 2>/dev/null
# One without the other is of no use.
kubectl delete secret/clone-git-tls configmap/clone-authority --ignore-not-found "$@"
kubectl create secret tls clone-git-tls --cert=tls.crt --key=tls.key "$@"
kubectl create configmap clone-authority --from-file=ca.crt "$@"
