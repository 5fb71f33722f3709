#!/bin/sh
# shellcheck disable=SC2154  # variables of download.sh and request.sh
#
# fetch-artifacts.sh: a file of Corp's artifact store. The store says at which address a version is, for some minutes, and its SHA-256.
#
#   --token-from-env VARIABLE
#   --channel NAME

reset_artifacts() {
  token='' channel=stable
}

flag_artifacts() {
  case $1 in
    --token-from-env) token=$2 ;;
    --channel) channel=$2 ;;
    *) return 1 ;;
  esac
}

fetch_artifacts() {
  from_env "$token"
  header "Authorization: Bearer $value"
  look_up "https://$authority/v1/resolve$path?channel=$channel" || return 1
  # "ADDRESS SHA256"
  address=${found% *} sha256=${found##* }
  ask "$address" && prove "$sha256"
}
