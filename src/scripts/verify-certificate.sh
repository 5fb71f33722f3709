#!/bin/sh
# shellcheck disable=SC2154  # variables that functions of common.sh and files.sh set
#
# verify-certificate.sh: the main program of `certificate`, after files.sh. Looks whether a certificate is fit for use, with
# openssl; changes nothing. Nothing of a private key is ever shown: what openssl says of one is thrown away.
#
#   --timeout SECONDS --in DIRECTORY --certificate FILE --key FILE (--ca FILE | --public) --valid-for SECONDS
#   [--client] [--host NAME]… [--address IP]…
#
# FILEs of --certificate and --key are below --in; that of --ca is where it is. What is looked at, in this order: the files are
# there and hold what they should; the key, which needs no passphrase, is that of the first certificate; each further one
# has issued the one before it; the chain leads to the authority, now and for SECONDS to come; every name stands in
# subjectAltName, where clients look for it, and not only in the common name.

main() {
  begin
  export LC_ALL=C
  timeout='' in='' certificate='' key='' ca='' valid='' public='' purpose=sslserver hosts=''
  while [ $# -gt 0 ]; do
    case $1 in
      --public) public=1 && shift && continue ;;
      --client) purpose=sslclient && shift && continue ;;
    esac
    has_value "$@"
    case $1 in
      --timeout) whole "$@" && timeout=$2 ;;
      --in) in=$2 ;;
      --certificate) certificate=$2 ;;
      --key) key=$2 ;;
      --ca) ca=$2 ;;
      --valid-for) whole "$@" && valid=$2 ;;
      --host) hosts="$hosts hostname:$2" ;;
      --address) hosts="$hosts ip:$2" ;;
      *) misuse "there is no flag '$1'" ;;
    esac
    shift 2
  done
  whole --timeout "$timeout"
  whole --valid-for "$valid"
  case $in,$certificate,$key,$ca$public in
    /*,?*,?*,/* | /*,?*,?*,1) ;;
    *) misuse 'needs --in (an absolute path), --certificate, --key, and --ca (an absolute path) or --public' ;;
  esac
  chain=$in/$certificate
  set_deadline "$timeout"
  guard verify
}

verify() {
  openssl version >/dev/null 2>&1 || fail 1 'openssl cannot be run in this image'
  has_content "$certificate" "$chain"
  has_content "$key" "$in/$key"
  [ -n "$public" ] || has_content "${ca##*/} (the authority)" "$ca"
  certificates_are_whole
  key_matches
  in_order
  leads_to_the_authority
  names_are_right
  elapsed
  say "$certificate: $(about 1), valid until $(end_of 1); its key, its chain and its names are right, seen in $seconds s"
}

has_content() {
  [ -f "$2" ] || fail 1 "$1: $(what_is "$2"); there are: $(names "${2%/*}")"
  [ -r "$2" ] || fail 1 "$1: cannot be read by uid $(id -u)"
  [ -s "$2" ] || fail 1 "$1: is empty"
}

# nth FILE N: the Nth certificate of a file.
nth() {
  awk -v n="$2" '/-----BEGIN [A-Z0-9 ]*CERTIFICATE-----/ { i++ } i == n { print } /-----END [A-Z0-9 ]*CERTIFICATE-----/ && i == n { exit }' "$1"
}

field() {
  nth "$chain" "$1" | openssl x509 -noout "$2" 2>/dev/null | sed 's/^[A-Za-z]*= *//'
}

about() {
  printable "$(field "$1" -subject)"
}

end_of() {
  field "$1" -enddate
}

certificates_are_whole() {
  count=$(grep -c -e '-----BEGIN [A-Z0-9 ]*CERTIFICATE-----' "$chain" || :)
  [ "$count" != 0 ] || fail 1 "$certificate: holds no certificate (PEM)"
  number=1
  while [ "$number" -le "$count" ]; do
    nth "$chain" "$number" | openssl x509 -noout 2>/dev/null ||
      fail 1 "$certificate: certificate $number of $count cannot be read"
    number=$((number + 1))
  done
}

public_key_of() {
  nth "$chain" "$1" | openssl x509 -noout -pubkey 2>/dev/null
}

key_matches() {
  if grep -q -e '-----BEGIN ENCRYPTED PRIVATE KEY-----' -e '^Proc-Type: 4,ENCRYPTED' "$in/$key"; then
    fail 1 "$key: needs a passphrase: give a key without one"
  fi
  mine=$(openssl pkey -in "$in/$key" -pubout -passin pass: </dev/null 2>/dev/null) || fail 1 "$key: holds no private key (PEM) that can be read"
  number=1
  while [ "$number" -le "$count" ]; do
    if [ "$(public_key_of "$number")" = "$mine" ]; then
      [ "$number" = 1 ] && return
      fail 1 "$certificate: wrong order: the certificate of $key is number $number of $count ($(about "$number")), and must be the first"
    fi
    number=$((number + 1))
  done
  fail 1 "$key: is not the key of $certificate ($(about 1))"
}

in_order() {
  number=1
  while [ "$number" -lt "$count" ]; do
    next=$((number + 1))
    [ "$(field "$number" -issuer_hash)" = "$(field "$next" -subject_hash)" ] ||
      fail 1 "$certificate: wrong order: certificate $next of $count ($(about "$next")) has not issued the one before it ($(about "$number"))"
    number=$next
  done
}

# Level 2 is what nginx and the clients of today ask for: RSA of 2048 bits or curves of 224, no signature by MD5 or SHA-1.
# Any certificate of --ca is trusted, also one that others have issued: who gives it says so.
chain_is_right() {
  if [ -n "$public" ]; then
    set -- -untrusted "$chain" -purpose "$purpose" "$@"
  else
    set -- -CAfile "$ca" -no-CApath -no-CAstore -partial_chain -untrusted "$chain" -purpose "$purpose" "$@"
  fi
  error=$(openssl verify -auth_level 2 "$@" "$chain" 2>&1) && return
  error=$(printf '%s\n' "$error" | sed -n 's/^error \([0-9]*\) at \([0-9]*\) depth lookup: *\(.*\)/\1 \2 \3/p' | head -n 1)
  return 1
}

leads_to_the_authority() {
  if ! chain_is_right; then
    code=${error%% *} error=${error#* }
    depth=${error%% *} error=${error#* }
    case $code in
      9) fail 1 "$certificate: $(which_of "$depth") is not valid before $(field $((depth + 1)) -startdate)" ;;
      10) fail 1 "$certificate: $(which_of "$depth") has expired: it was valid until $(end_of $((depth + 1)))" ;;
      18) fail 1 "$certificate: is self-signed ($(about 1)), and not by the authority" ;;
      2 | 19 | 20 | 21) fail 1 "$certificate: does not lead to the authority: the issuer of $(which_of "$depth"), $(printable "$(field $((depth + 1)) -issuer)"), is not known" ;;
      66 | 67) fail 1 "$certificate: $(which_of "$depth") has a key that is too weak ($(printable "$error")): make one of RSA with 2048 bits or more, or of a curve" ;;
      68) fail 1 "$certificate: $(which_of "$depth") is signed by MD5 or SHA-1 ($(printable "$error")): have it issued again, signed by SHA-256" ;;
      '') fail 1 "${ca##*/} (the authority): cannot be read" ;;
      *) fail 1 "$certificate: $(which_of "$depth"): $(printable "$error")" ;;
    esac
  fi
  then=$(($(date +%s) + valid))
  chain_is_right -attime "$then" && return
  code=${error%% *} error=${error#* }
  depth=${error%% *}
  fail 1 "$certificate: $(which_of "$depth") is valid until $(end_of $((depth + 1))), which is less than $((valid / 86400)) days"
}

# which_of DEPTH: the chain as openssl counts it, from 0. Beyond the file it is one of the authority's.
which_of() {
  if [ "$1" -lt "$count" ]; then
    echo "certificate $(($1 + 1)) of $count ($(about $(($1 + 1))))"
  else
    echo 'the certificate of the authority'
  fi
}

# OpenSSL would fall back on the common name where there is no DNS entry, and take a `*` that stands for a part of a label. No client
# does any more: is_named HOST looks for the name, or for `*.` and what follows its first label.
is_named() {
  # shellcheck disable=SC2018,SC2019  # names are ASCII
  printf '%s\n' "$named" | tr ',A-Z' '\na-z' | sed -n 's/^ *dns://p' | grep -qxF -e "$(printf %s "$1" | tr A-Z a-z)" -e "*.$(printf %s "${1#*.}" | tr A-Z a-z)"
}

names_are_right() {
  named=$(nth "$chain" 1 | openssl x509 -noout -ext subjectAltName 2>/dev/null | sed -n '2,$s/^ *//p')
  for host in $hosts; do
    case $host:$named in
      hostname:* | ip:*) { [ "${host%%:*}" = ip ] || is_named "${host#*:}"; } && chain_is_right -verify_"${host%%:*}" "${host#*:}" && continue ;;
    esac
    fail 1 "$certificate: is not for ${host#*:}: the names in its subjectAltName are $(printable "${named:-none}")"
  done
}

main "$@"
