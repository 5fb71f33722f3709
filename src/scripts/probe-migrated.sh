#!/bin/sh
# shellcheck disable=SC2034,SC2154  # variables of wait.sh
#
# probe-migrated.sh: the schema of a database has the version that is needed, or a newer one: schema-KIND.sh asks for it, as a login that may read.
#
#   --kind postgres|mysql   the database
#   --login PREFIX          PREFIX_USER, PREFIX_DATABASE and PREFIX_PASSWORD hold the login
#   --ca FILE
#   --question SQL          one statement, which says the state
#   --repair TEXT           what a person has to do where a migration has failed in the middle

reset_migrated() {
  kind='' ca='' question='' repair='' clients=''
}

flag_migrated() {
  case $1 in
    --kind) kind=$2 ;;
    --ca) ca=$2 ;;
    --question) question=$2 ;;
    --repair) repair=$2 ;;
    --login)
      from_env "$2_USER" && PRELUDE_DB_USER=$value
      from_env "$2_DATABASE" && PRELUDE_DB_DATABASE=$value
      eval "PRELUDE_DB_PASSWORD=\${$2_PASSWORD-}"
      ;;
    *) return 1 ;;
  esac
}

# Whoever waits for long asks every three seconds: each question is a login.
probe_migrated() {
  "schema_state_$kind" "$question"
  case $state in
    'there '* | 'newer '*) ready "version ${state#* }"; return ;;
    none) not_ready 'nothing is migrated yet' || : ;;
    'behind '*) not_ready "is at version ${state#* }, which is older than this release needs" || : ;;
    'ahead '*) not_ready "is at version ${state#* }, which is newer than this release takes" || : ;;
    'broken '*) not_ready "version ${state#* } is at work, or has failed in the middle${repair:+; $repair}" || : ;;
    *) not_ready "${state#* }" || : ;;
  esac
  now
  [ "$now" -lt $((started + 1000)) ] || rest 220
  return 1
}
