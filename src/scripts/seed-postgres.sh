#!/bin/sh
# shellcheck disable=SC2034,SC2154  # variables that seed.sh sets, or reads
#
# seed-postgres.sh: how `seed` speaks with PostgreSQL, by psql. Only functions.
#
# All is one transaction: the lock, the marker and the SQL. What ends the session ends the lock and takes all back. Nothing
# waits for the lock: who waits in a transaction can deadlock with CREATE INDEX CONCURRENTLY. The lock is the transaction's
# own, so that a pooler in transaction mode keeps it.
#
# Others may create objects in the schema. So names are looked up in pg_catalog only, until the SQL of the user runs, with its
# own search_path; and a marker table is used only if this login, a role of it or a superuser owns it, and nothing is tied to it
# that would run.
#
# psql never reads the SQL: it goes to the server in base64 and is run there, where `\!`, `:name` and COPY FROM stdin mean
# nothing, and COMMIT is refused.

client=psql
cut_off='the files changed while they were read'

session() {
  export PGHOST="$host" PGPORT="$port" PGUSER="$user" PGDATABASE="$database" PGCLIENTENCODING=UTF8 PGCONNECT_TIMEOUT=10
  export PGAPPNAME="$me" PGPASSFILE=/dev/null PGSERVICEFILE=/dev/null PGGSSENCMODE=disable LC_ALL=C
  # Whoever answers is known by the CA alone: without one, nobody is told the password in clear.
  if [ -n "$ca" ]; then export PGSSLMODE=verify-full PGSSLROOTCERT="$ca"; else export PGREQUIREAUTH='!password'; fi
  generate "$@" 2>/dev/null | psql -X -q -w -A -t -v ON_ERROR_STOP=1 -v VERBOSITY=verbose -v SHOW_CONTEXT=never \
    -v tag="$tag" -v marker="$marker" -v version="$version" -v sha256="$sha256" -v when_changed="$when_changed" -v left=$((left * 10 + 2000))
}

# The server looks once a second whether its client is still there (from version 14 on), and never works much longer than
# the deadline for one that hangs.
generate() {
  cat <<'SQL'
BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE;
SELECT pg_catalog.current_setting('search_path') AS path, CURRENT_SCHEMA AS schema, CURRENT_SCHEMA IS NULL AS homeless \gset
SET LOCAL search_path = pg_catalog, pg_temp;
\if :homeless
  \warn :tag homeless
  \q
\endif
SELECT count(set_config(name, CASE WHEN name LIKE 'client%' THEN '1s' ELSE :'left' END, true)) AS limits FROM pg_settings
  WHERE name IN ('client_connection_check_interval', 'statement_timeout', 'idle_in_transaction_session_timeout') \gset
SELECT pg_try_advisory_xact_lock(1886545260, 1936024932) AS locked \gset
\if :locked
\else
  SELECT coalesce((SELECT format('user %s, pid %s%s', usename, pid, ', ' || nullif(application_name, '')) FROM pg_locks JOIN pg_stat_activity USING (pid)
    WHERE locktype = 'advisory' AND classid = 1886545260 AND objid = 1936024932 AND objsubid = 2 AND granted
      AND database = (SELECT oid FROM pg_database WHERE datname = current_database()) LIMIT 1), '') AS holder \gset
  \warn :tag busy :holder
  \q
\endif
SELECT format('%I.cdk8s_prelude_seeds', :'schema') AS seeds \gset
SELECT to_regclass(:'seeds') IS NULL AS first \gset
\if :first
  CREATE TABLE :seeds (name text NOT NULL, version bigint NOT NULL, sha256 text NOT NULL,
    seeded_at timestamptz NOT NULL DEFAULT now(), PRIMARY KEY (name, version, sha256));
\else
  LOCK TABLE :seeds IN ROW EXCLUSIVE MODE;
  WITH RECURSIVE mine AS (SELECT oid FROM pg_roles WHERE rolname = current_user
      UNION SELECT m.roleid FROM pg_auth_members m JOIN mine ON m.member = mine.oid),
    found AS (SELECT c.*, r.rolname, r.rolsuper FROM pg_class c JOIN pg_roles r ON r.oid = c.relowner WHERE c.oid = to_regclass(:'seeds'))
  SELECT relkind <> 'r' OR relrowsecurity OR NOT (rolsuper OR relowner IN (SELECT oid FROM mine))
      OR EXISTS (SELECT FROM pg_trigger t WHERE t.tgrelid = found.oid) OR EXISTS (SELECT FROM pg_rewrite w WHERE w.ev_class = found.oid) AS strange,
    regexp_replace(rolname, '[[:cntrl:]]', '?', 'g') AS owner FROM found \gset
  \if :strange
    \warn :tag strange :owner
    \q
  \endif
\endif
SELECT CASE WHEN max(version) > :version THEN 'newer' WHEN bool_or(version = :version AND sha256 = :'sha256') THEN 'seeded'
  WHEN bool_or(version = :version) THEN 'changed' ELSE 'new' END AS state FROM :seeds WHERE name = :'marker' \gset
SELECT :'state' = 'new' OR (:'state' = 'changed' AND :'when_changed' = 'run') AS go \gset
\if :go
\else
  \warn :tag :state
  \q
\endif
INSERT INTO :seeds (name, version, sha256) VALUES (:'marker', :version, :'sha256');
SELECT set_config('search_path', :'path', true) AS path \gset
SQL
  number=0
  each_piece send "$@"
  unchanged "$@"
  printf 'COMMIT;\n\\warn :tag done\n'
}

send() {
  number=$((number + 1))
  printf "\\\\warn :tag file %s\nDO \$prelude\$ BEGIN EXECUTE pg_catalog.convert_from(pg_catalog.decode('\n" "$number"
  encoded "$@" || exit
  printf "', 'base64'), 'UTF8'); END \$prelude\$;\n"
}

# Without pipefail: what could not be read must not pass for the whole.
encoded() {
  case $1 in
    --file) base64 <"$3" ;;
    *) printf %s "$3" | base64 ;;
  esac
}

# judge LINE: what a line of psql means. After QUERY comes the whole SQL. What psql says of itself comes before the first piece.
judge() {
  case $errors$piece in
    codes?*) told='' ;;
    *) told=$1 ;;
  esac
  case $1 in
    'LOCATION:  '* | 'SCHEMA NAME:  '* | 'TABLE NAME:  '* | 'COLUMN NAME:  '* | 'CONSTRAINT NAME:  '* | 'DATATYPE NAME:  '*) return ;;
    'QUERY:  '*) quiet=true ;;
    'psql: error: '*)
      [ -z "$piece" ] || return 0
      problem=${1#psql: error: }
      case $1 in
        *'authentication failed'* | *'no password supplied'*) verdict=login ;;
        *'does not exist'* | *'no pg_hba.conf entry'* | *SSL* | *certificate* | *'authentication method requirement'* | *'not permitted to log in'* | *'permission denied'*) verdict=refused ;;
        *) verdict=away ;;
      esac
      ;;
    'ERROR:  '?????': '* | 'FATAL:  '?????': '*)
      code=${1#*:  }
      code=${code%%:*}
      case $code in *[!0-9A-Z]*) code=XX000 ;; esac
      problem="${piece:-the marker} was refused with SQLSTATE $code; $see" verdict=refused
      [ -n "$told" ] || told="$piece: ERROR $code"
      case $code in
        08??? | 57P0? | 53300 | 40001 | 40P01) problem="the session ended with SQLSTATE $code" verdict=away ;;
      esac
      ;;
    'LINE '[0-9]*': '*)
      at=${1#LINE }
      at=${at%%:*}
      case $at in *[!0-9]* | ???????*) ;; *) [ -n "$told" ] || told="$piece: the error is in its line $at" ;; esac
      ;;
    ?'This probably means'* | ?'before or while'*) return ;;
    *'server closed the connection unexpectedly'* | *'connection to server was lost'*)
      [ -n "$verdict" ] || problem='the session was lost' verdict=away
      ;;
  esac
  [ -n "$quiet" ] || [ -z "$told" ] || tell "$told"
}
