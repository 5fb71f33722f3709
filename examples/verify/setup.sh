#!/bin/sh
# Makes what this example wants and no repository may hold, in the current namespace of kubectl (or `setup.sh -n NAMESPACE`):
#
#   Secret verify-tls     key and certificate of the server, and the authority that has signed it
#   Secret verify-login   who may log in
#
# Run again, it leaves what is there as it is. Needs openssl and kubectl.
set -eu

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

if kubectl get secret verify-login "$@" -o name >/dev/null 2>&1; then
  echo 'secret/verify-login is there'
else
  printf 'shop:%s\n' "$(openssl rand -hex 16 | openssl passwd -apr1 -stdin)" >users
  kubectl create secret generic verify-login --from-file=users "$@"
fi

if kubectl get secret verify-tls "$@" -o name >/dev/null 2>&1; then
  echo 'secret/verify-tls is there'
  exit
fi
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 3650 -subj '/CN=authority of the example' \
  -addext keyUsage=critical,keyCertSign -keyout ca.key -out ca.crt 2>/dev/null
openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj /CN=verify-web -keyout tls.key -out tls.csr 2>/dev/null
echo 'subjectAltName=DNS:verify-web,DNS:*.example.com' >extensions
openssl x509 -req -in tls.csr -CA ca.crt -CAkey ca.key -CAcreateserial -days 365 -extfile extensions -out tls.crt 2>/dev/null
kubectl create secret generic verify-tls --type=kubernetes.io/tls --from-file=tls.crt --from-file=tls.key --from-file=ca.crt "$@"
