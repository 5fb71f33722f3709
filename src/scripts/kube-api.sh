#!/bin/sh
# shellcheck disable=SC2034,SC2154  # variables that other parts read, or set
#
# kube-api.sh: asks the API server of the cluster, by curl (clients.sh), with the token that is mounted into this container alone. Only functions.
#
#   ask_api METHOD PATH [PATCH]   sets $answer to the status of the answer, and $found to the object on one line, or to what went wrong
#   field NAME                    sets $value to the first text of this name in $found

KUBE_ACCESS=/prelude-token

ask_api() {
  case $KUBERNETES_SERVICE_HOST in *:*) api=[$KUBERNETES_SERVICE_HOST] ;; *) api=$KUBERNETES_SERVICE_HOST ;; esac
  bearer=$(cat "$KUBE_ACCESS/token")
  found=$(
    printf 'header = "Authorization: Bearer %s"\n' "$bearer" | (
      client curl --silent --show-error --cacert "$KUBE_ACCESS/ca.crt" --connect-timeout 5 --max-time 8 --request "$1" --header 'Content-Type: application/merge-patch+json' \
        --data "${3-}" --config - --noproxy '*' --write-out '\n%{http_code}' "https://$api:$KUBERNETES_SERVICE_PORT$2"
    ) 2>&1 | tr -d '\n\r' | sed 's/\([0-9][0-9][0-9]\)$/ #\1/'
  ) || :
  answer=${found##* #}
}

field() {
  value=$(printf %s "$found" | sed -n "s/.*\"$1\": *\"\([^\"]*\)\".*/\1/p")
}
