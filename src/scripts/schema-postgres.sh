#!/bin/sh
# shellcheck disable=SC2034,SC2154  # variables that other parts set, or read
#
# schema-postgres.sh: which version a schema in PostgreSQL has, by psql. Only functions.
#
#   login_postgres     sets the environment of psql from $host, $port, $ca and PRELUDE_DB_USER, PRELUDE_DB_DATABASE, PRELUDE_DB_PASSWORD. In a subshell only
#   schema_state_postgres SQL sets $state to what this one statement says: "there V", "newer V", "behind V", "broken V" or "none"; "none" where the table is
#                      not there yet; "refused WORDS" where a person has to look; "away WORDS" where nothing was answered
#   change_schema_postgres SQL sets $changed to how many rows this one statement has changed; to nothing where the table is not there yet, or to an error

change_schema_postgres() {
  changed=$(
    login_postgres
    printf '%s;\n\\echo :ROW_COUNT\n' "$1" | (client psql -X -q -w -A -t -v ON_ERROR_STOP=1 -v VERBOSITY=verbose -v SHOW_CONTEXT=never) 2>&1 | grep -v '^WARNING'
  ) || :
  changed=$(flat "${changed%%"
"*}")
  case $changed in *'42P01'* | *'3F000'*) changed='' ;; esac
}

login_postgres() {
  export PGHOST="$host" PGPORT="$port" PGCLIENTENCODING=UTF8 PGCONNECT_TIMEOUT=10 PGPASSFILE=/nonexistent PGSERVICEFILE=/dev/null PGGSSENCMODE=disable LC_ALL=C
  unset PGSERVICE PGOPTIONS PGHOSTADDR PGTARGETSESSIONATTRS PGREQUIREAUTH PGCHANNELBINDING
  export PGUSER="${PRELUDE_DB_USER-}" PGDATABASE="${PRELUDE_DB_DATABASE-}" PGPASSWORD="${PRELUDE_DB_PASSWORD-}" PGAPPNAME="prelude asks"
  # Without a CA nobody knows who answers: the password is not told in clear (libpq 16 and newer).
  if [ -n "$ca" ]; then export PGSSLMODE=verify-full PGSSLROOTCERT="$ca"; else export PGREQUIREAUTH='!password'; fi
}

schema_state_postgres() {
  answer=$(
    login_postgres
    printf 'BEGIN READ ONLY;\n%s;\n' "$1" | (client psql -X -q -w -A -t -v ON_ERROR_STOP=1 -v VERBOSITY=verbose -v SHOW_CONTEXT=never) 2>&1 | grep -v '^WARNING'
  ) || :
  state=${answer%%"
"*}
  case $state in
    'there '* | 'newer '* | 'ahead '* | 'behind '* | 'broken '* | none) ;;
    *'42P01'* | *'3F000'*) state=none ;;
    *'42501'* | *'authentication failed'* | *'no password supplied'* | *'does not exist'* | *'no pg_hba.conf entry'* | *certificate*)
      state="refused $(flat "${state#psql: error: }")"
      ;;
    *) state="away $(flat "${state#psql: error: }")" ;;
  esac
}
