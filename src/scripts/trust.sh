#!/bin/sh
# shellcheck disable=SC2034,SC2154  # variables that other parts set, or read
#
# trust.sh: whom curl and git trust. A proxy that reads TLS shows certificates of its own authority, and both take one file only. Only functions.
#
#   trust FILE     sets $trusted to FILE; empty stands for the authorities of the image. Where PRELUDE_PROXY_CA names the authority of a
#                  proxy: to a file in the directory PRELUDE_PROXY_TRUST that holds both. Returns 1, with $problem, where it cannot be made

trust() {
  trusted=$1
  [ -n "${PRELUDE_PROXY_CA:-}" ] || return 0
  trusted=$PRELUDE_PROXY_TRUST/$(printf %s "$1" | tr / _).pem
  [ ! -f "$trusted" ] || return 0
  problem="cannot read $PRELUDE_PROXY_CA, the certificate authority of the proxy"
  [ -r "$PRELUDE_PROXY_CA" ] || return 1
  problem="cannot write to $PRELUDE_PROXY_TRUST"
  joined=$(mktemp "$PRELUDE_PROXY_TRUST/new-XXXXXX") && join_authorities "$1" >"$joined" && mv -f "$joined" "$trusted"
} 2>/dev/null

join_authorities() {
  if [ -n "$1" ]; then
    cat "$1" || return
  else
    # Where images have them; the first two are what curl itself looks at.
    for bundle in "${CURL_CA_BUNDLE:-}" "${SSL_CERT_FILE:-}" /etc/ssl/certs/ca-certificates.crt /etc/pki/tls/certs/ca-bundle.crt /etc/ssl/ca-bundle.pem \
      /etc/ssl/cert.pem; do
      [ -r "$bundle" ] || continue
      cat "$bundle" || return
      break
    done
  fi
  echo && cat "$PRELUDE_PROXY_CA"
}
