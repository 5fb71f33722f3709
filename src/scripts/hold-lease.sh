#!/bin/sh
# shellcheck disable=SC2034,SC2154  # variables that alone.sh sets, or reads
#
# hold-lease.sh: a Lease of Kubernetes, by curl, for databases that have no lock of a session. Only functions: see alone.sh.
#
# As client-go does it: who waits takes the Lease over when nobody has renewed it for its own duration by the clock of the waiting pod; clocks of
# others are never compared. The API server refuses a renewal of what was changed meanwhile (resourceVersion). The Lease is there from
# the beginning, brought by the step, so that nobody needs to create one.

lock_session_lease() {
  find_lease
  seen='' seen_at=$now
  while echo "$tag tick" >&3; do
    renew_lease || return
    (exec ${PRELUDE_BUSYBOX:-} sleep 1)
  done
}

find_lease() {
  url=/apis/coordination.k8s.io/v1/namespaces/$(cat "$KUBE_ACCESS/namespace")/leases/$lease
  me_there="$pod $tag"
}

give_lease_back() {
  find_lease
  ask_api GET "$url"
  field resourceVersion && version=$value
  field holderIdentity
  [ "$value" != "$me_there" ] || write_lease "$(date -u +%Y-%m-%dT%H:%M:%S)" '' >/dev/null
}

renew_lease() {
  ask_api GET "$url"
  case $answer in
    200) ;;
    401 | 403) echo "denied: the API server answers $answer: the step's ServiceAccount may not read Lease $lease"; return 1 ;;
    404) echo "there is no Lease $lease yet: it is among the objects of this chart"; return 0 ;;
    *) echo "the API server: $found"; return 0 ;;
  esac
  field resourceVersion && version=$value
  field holderIdentity && holds=$value
  field acquireTime && since=${value%%.*}
  field renewTime && renewed=$value
  now
  if [ "$holds" = "$me_there" ]; then
    write_lease "$since" "$me_there"
  elif [ -z "$holds" ] || { [ "$seen" = "$holds $renewed" ] && [ $((now - seen_at)) -gt $((patience * 100)) ]; }; then
    write_lease "$(date -u +%Y-%m-%dT%H:%M:%S)" "$me_there"
  else
    [ "$seen" = "$holds $renewed" ] || seen="$holds $renewed" seen_at=$now
    echo "$tag busy pod ${holds%% *}, since ${since}Z"
  fi
}

# write_lease SINCE HOLDER: a patch, so that labels, annotations and owners of the Lease stay; with the version that was read, so that it is refused
# where another one has written since.
write_lease() {
  ask_api PATCH "$url" "{\"metadata\":{\"resourceVersion\":\"$version\"},\"spec\":{\"holderIdentity\":\"$2\",\"leaseDurationSeconds\":$patience,\"acquireTime\":\"$1.000000Z\",\"renewTime\":\"$(date -u +%Y-%m-%dT%H:%M:%S).000000Z\"}}"
  case $answer in
    200) echo "$tag held $me_there" ;;
    409) ;;
    401 | 403) echo "denied: the API server answers $answer: the step's ServiceAccount may not patch Lease $lease"; return 1 ;;
    *) echo "the API server: $found" ;;
  esac
}

lock_words_lease() {
  case $1 in 'denied: '*) verdict=refused ;; esac
  problem=${1#denied: }
  [ -n "$mine" ] || [ "$problem" = "$said" ] || say "$(flat "$problem")"
  said=$problem
}
