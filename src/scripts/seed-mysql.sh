#!/bin/sh
# shellcheck disable=SC2034,SC2154  # variables that seed.sh sets, or reads
#
# seed-mysql.sh: how `seed` speaks with MySQL and MariaDB, by the client of MariaDB. Only functions; after login-mysql.sh.
#
# One session does all, under a lock that ends with it (GET_LOCK, asked for and never waited for). DDL commits what came
# before it, whatever the client wants. So the first thing in the transaction is a row that says "begun": where all of the SQL
# can be rolled back, that row is rolled back with it; where a part was committed, the row is there, and the next run knows.
#
# Others may create objects in the database. A view of the marker's name would run what they like with the rights of this login: the
# marker is an ordinary table without triggers, which is looked up before it is touched.
#
# The client has no conditions: a query with two rows where one may be is an error (1242), which ends it. In binary mode it
# runs no commands of its own (`\!`, `source`) but DELIMITER.

client=mariadb
cut_off='the SQL ends inside of a quote or a comment, or the files changed while they were read'

session() {
  export LC_ALL=C
  clients=''
  mysql_tls
  # shellcheck disable=SC2086  # flags; the path has no spaces
  generate "$@" 2>/dev/null | mariadb --no-defaults --batch --skip-column-names --binary-mode --unbuffered --skip-comments --skip-reconnect \
    --default-character-set=utf8mb4 --connect-timeout=10 --protocol=tcp --host="$host" --port="$port" --user="$user" --database="$database" $tls
}

generate() {
  seconds=$((left / 100 + 2))
  opening=$(opening)
  printf '%s\n' "$opening"
  sent=$(printf '%s\n' "$opening" | wc -l)
  number=0
  each_piece send "$@"
  unchanged "$@"
  printf "PREPARE prelude FROM @prelude_done;\nEXECUTE prelude;\nCOMMIT;\nSELECT '%s done';\n" "$tag"
}

# The name of the marker and the sums hold nothing that has a meaning in SQL.
opening() {
  mine="name = '$marker' AND version = $version"
  cat <<SQL
SET SESSION autocommit = 1, wait_timeout = $seconds;
/*M! SET SESSION max_statement_time = $seconds */;
SET @prelude_lock = CONCAT('cdk8s-prelude.', MD5(DATABASE()));
SET @prelude_ok = COALESCE(GET_LOCK(@prelude_lock, 0), 0) = 1;
SELECT CONCAT('$tag busy ', COALESCE((SELECT CONCAT('user ', USER, ', ') FROM information_schema.PROCESSLIST WHERE ID = IS_USED_LOCK(@prelude_lock)), ''),
  COALESCE(CONCAT('connection ', IS_USED_LOCK(@prelude_lock)), '')) FROM DUAL WHERE NOT @prelude_ok;
SELECT 1 FROM DUAL WHERE 1 = (SELECT 1 UNION ALL SELECT 2 FROM DUAL WHERE NOT @prelude_ok) + 1;
SET @prelude_ok = NOT EXISTS (SELECT 1 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'cdk8s_prelude_seeds' AND TABLE_TYPE <> 'BASE TABLE')
  AND NOT EXISTS (SELECT 1 FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = 'cdk8s_prelude_seeds');
SELECT '$tag strange' FROM DUAL WHERE NOT @prelude_ok;
SELECT 1 FROM DUAL WHERE 1 = (SELECT 1 UNION ALL SELECT 2 FROM DUAL WHERE NOT @prelude_ok) + 1;
CREATE TABLE IF NOT EXISTS cdk8s_prelude_seeds (name VARCHAR(100) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  version BIGINT UNSIGNED NOT NULL, sha256 CHAR(64) CHARACTER SET ascii NOT NULL, begun_at TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
  seeded_at TIMESTAMP NULL DEFAULT NULL, PRIMARY KEY (name, version, sha256)) ENGINE = InnoDB;
SELECT CASE WHEN MAX(IF(seeded_at IS NULL, 0, version)) > $version THEN 'newer'
  WHEN SUM($mine AND sha256 = '$sha256' AND seeded_at IS NOT NULL) > 0 THEN 'seeded'
  WHEN SUM($mine AND seeded_at IS NULL) > 0 THEN 'interrupted'
  WHEN SUM($mine) > 0 THEN 'changed' ELSE 'new' END INTO @prelude_state FROM cdk8s_prelude_seeds WHERE name = '$marker';
SET @prelude_ok = @prelude_state = 'new' OR (@prelude_state = 'changed' AND '$when_changed' = 'run')
  OR (@prelude_state = 'interrupted' AND '$when_interrupted' = 'run');
SELECT CONCAT('$tag ', @prelude_state) FROM DUAL WHERE NOT @prelude_ok;
SELECT 1 FROM DUAL WHERE 1 = (SELECT 1 UNION ALL SELECT 2 FROM DUAL WHERE NOT @prelude_ok) + 1;
SET @prelude_done = CONCAT('UPDATE \`', REPLACE(DATABASE(), '\`', '\`\`'), '\`.cdk8s_prelude_seeds SET seeded_at = CURRENT_TIMESTAMP',
  ' WHERE name = ''$marker'' AND version = $version AND sha256 = ''$sha256''');
SET autocommit = 0;
START TRANSACTION;
DELETE FROM cdk8s_prelude_seeds WHERE $mine AND seeded_at IS NULL;
INSERT INTO cdk8s_prelude_seeds (name, version, sha256) VALUES ('$marker', $version, '$sha256');
SQL
}

# The SQL may lack its last semicolon, end with a comment, or leave another DELIMITER behind, which the client takes back
# where no statement is open.
send() {
  number=$((number + 1)) sent=$((sent + 1))
  printf "SELECT '%s file %s %s';\n" "$tag" "$number" "$sent"
  content "$@" || exit
  delimiter=$(content "$@" | sed -n 's/^[[:space:]]*[Dd][Ee][Ll][Ii][Mm][Ii][Tt][Ee][Rr][[:space:]]\{1,\}\([^[:space:]]*\).*/\1/p' | tail -n 1)
  printf '\n%s\nDELIMITER ;\n' "${delimiter:-;}"
  sent=$((sent + $(content "$@" | wc -l) + 3))
}

# judge LINE: what a line of the client means. Anything but errors is an answer to a query, and nobody's business.
judge() {
  case $1 in
    'ERROR 1242 '*) [ -z "$found" ] || return 0 ;;
    'ERROR '*) ;;
    *) return 0 ;;
  esac
  error=${1#ERROR }
  error=${error%% *}
  case $error in '' | *[!0-9]*) error=0 ;; esac
  problem=$1 verdict=refused
  case $piece$1 in
    ?*'ERROR '*' at line '*)
      at=${1#* at line }
      at=${at%%[!0-9]*}
      at=$((${at:-0} - before))
      problem="$piece was refused with error $error; $see"
      if [ "$errors" = words ]; then tell "$piece, line $at: ERROR $error:${1#*:}"; else tell "$piece, line $at: ERROR $error"; fi
      ;;
    'ERROR '*) tell "$1" ;; # before the first piece
    *)
      problem="$piece was refused with error $error; $see"
      [ "$errors" = codes ] || tell "$1"
      ;;
  esac
  ! asks_in_clear "$1" || return 0
  case $error in
    1045 | 1698) verdict=login ;;
    1040 | 1047 | 1053 | 1205 | 1213 | 1927 | 200[2-6] | 2013 | 2055)
      verdict=away problem="error $error"
      [ -n "$piece" ] || problem="$problem: ${1#*: }"
      ;;
  esac
}
