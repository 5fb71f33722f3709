#!/bin/sh
# shellcheck disable=SC2034,SC2154  # variables that alone.sh sets, or reads
#
# hold-postgres.sh: a lock of a session of PostgreSQL, by psql. Only functions: see alone.sh.
#
# The numbers are those of seed-postgres.sh: a seed and a migration of one database exclude each other. The session ends by itself when
# nothing was asked for $patience seconds (idle_session_timeout, from version 14 on; keepalives of TCP see a lost node before).
#
# A pooler that hands out transactions gives one session to two pods, for which its lock is no obstacle: so who has taken it leaves its tag in the session.

lock_session_postgres() {
  login_postgres
  PGAPPNAME="prelude $(date -u +%Y-%m-%dT%H:%M:%SZ) $pod"
  export PGAPPNAME
  ask_postgres_for_lock 2>/dev/null | (client psql -X -q -w -A -t -v VERBOSITY=verbose -v SHOW_CONTEXT=never)
}

ask_postgres_for_lock() {
  cat <<SQL
SELECT count(set_config(name, CASE WHEN name LIKE 'tcp%' THEN '10' ELSE '${patience}s' END, false)) AS limits FROM pg_settings
  WHERE name IN ('idle_session_timeout', 'tcp_keepalives_idle', 'tcp_keepalives_interval', 'statement_timeout') \\gset
SQL
  while echo "$tag tick" >&3; do
    cat <<SQL || return
SELECT CASE WHEN EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND classid = 1886545260 AND objid = 1936024932 AND objsubid = 2
    AND database = (SELECT oid FROM pg_database WHERE datname = current_database()) AND pid = pg_backend_pid() AND granted)
  THEN CASE WHEN current_setting('prelude.holder', true) = '$tag' THEN concat('$tag held ', pg_backend_pid()) ELSE '$tag shared' END
  WHEN pg_try_advisory_lock(1886545260, 1936024932) THEN concat('$tag held ', pg_backend_pid(), left(set_config('prelude.holder', '$tag', false), 0))
  ELSE concat('$tag busy ', coalesce((SELECT CASE WHEN application_name LIKE 'prelude %'
      THEN concat('pod ', split_part(application_name, ' ', 3), ', since ', split_part(application_name, ' ', 2)) ELSE concat('session ', application_name) END
    FROM pg_locks JOIN pg_stat_activity USING (pid) WHERE locktype = 'advisory' AND classid = 1886545260 AND objid = 1936024932 AND objsubid = 2
    AND granted LIMIT 1), 'nobody knows who')) END;
SQL
    (exec ${PRELUDE_BUSYBOX:-} sleep 1)
  done
}

lock_words_postgres() {
  case $1 in
    'LOCATION:  '* | '') return ;;
    *'authentication failed'* | *'no password supplied'* | *'does not exist'* | *'no pg_hba.conf entry'* | *certificate* | *'not permitted to log in'* | *'permission denied'*)
      verdict=refused
      ;;
  esac
  problem=${1#psql: error: }
}
