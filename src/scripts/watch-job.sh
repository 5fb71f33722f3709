#!/bin/sh
# shellcheck disable=SC2034,SC2154  # variables that wait.sh sets, or reads
#
# watch-job.sh: whether a Job that a target waits for in vain has failed for good. Only functions: see wait.sh.
#
#   --job NAME      the Job, of the namespace of the pod
#
# The Job is asked every three seconds, and only where the target is not ready: what the database says counts. A Job that is gone, or that is not there
# yet, says nothing.

JOB_CLIENTS=/prelude-client

job_asked='' job_note=''

# Sets $failure where the Job has failed.
job_has_failed() {
  now
  [ -z "$job_asked" ] || [ "$now" -ge $((job_asked + 300)) ] || return 1
  job_asked=$now clients=$JOB_CLIENTS
  ask_api GET "/apis/batch/v1/namespaces/$(cat "$KUBE_ACCESS/namespace")/jobs/$job?pretty=false"
  clients=''
  case $answer in
    200) ;;
    404) return 1 ;;
    401 | 403) note_of_job "Job $job: the API server answers $answer: the pod's ServiceAccount may not read it (yet)"; return 1 ;;
    *) note_of_job "Job $job: the API server cannot be asked: $found"; return 1 ;;
  esac
  found=$(printf %s "$found" | sed 's/" *: */":/g; s/, *"/,"/g; s/{ */{/g' | sed -n 's/.*{\("type":"Failed","status":"True"[^}]*\)}.*/\1/p')
  [ -n "$found" ] || return 1
  field reason
  failure="Job $job has failed: $value"
  field message
  failure="$failure${value:+: $value}"
}

note_of_job() {
  [ "$job_note" = "$1" ] || report note "$1"
  job_note=$1
}
