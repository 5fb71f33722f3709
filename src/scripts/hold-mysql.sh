#!/bin/sh
# shellcheck disable=SC2034,SC2154  # variables that alone.sh sets, or reads
#
# hold-mysql.sh: a lock of a session of MySQL or MariaDB (GET_LOCK), by the client of MariaDB. Only functions: see alone.sh.
#
# The name is that of seed-mysql.sh: a seed and a migration of one database exclude each other. The session ends by itself when nothing was
# asked for $patience seconds (wait_timeout). Each question takes a second in the server, so that others read in the list of processes who
# has the lock; they see it where they log in as the same user, or have PROCESS. Both statements end with the name, because others may look
# while the first one runs. On a node of Galera the lock counts on that node only.

lock_session_mysql() {
  since=$(date -u +%Y-%m-%dT%H:%M:%SZ)
  ask_mysql_for_lock 2>/dev/null | (client_mysql --unbuffered)
}

ask_mysql_for_lock() {
  cat <<SQL
SET SESSION wait_timeout = $patience;
SHOW GLOBAL VARIABLES LIKE 'wsrep_on';
SQL
  while echo "$tag tick" >&3; do
    cat <<SQL || return
SET @lock = CONCAT('cdk8s-prelude.', MD5(DATABASE()));
SELECT CASE WHEN COALESCE(IS_USED_LOCK(@lock), 0) = CONNECTION_ID() OR COALESCE(GET_LOCK(@lock, 0), 0) = 1 THEN CONCAT('$tag held ', CONNECTION_ID())
  ELSE CONCAT('$tag busy ', COALESCE((SELECT IF(INFO LIKE '% AS \`prelude %', CONCAT('pod ', SUBSTRING_INDEX(SUBSTRING_INDEX(INFO, ' AS \`prelude ', -1), '\`', 1)), CONCAT('session ', ID))
    FROM information_schema.PROCESSLIST WHERE ID = IS_USED_LOCK(@lock)), 'nobody knows who')) END AS \`prelude $pod, since $since\`;
SELECT SLEEP(1) AS \`prelude $pod, since $since\`;
SQL
    (exec ${PRELUDE_BUSYBOX:-} sleep 1)
  done
}

lock_words_mysql() {
  case $1 in
    'wsrep_on'*ON) verdict=refused problem='this server is a node of Galera, where GET_LOCK counts on one node only: take the lock with leaseLock()'; fail 1 "$problem" ;;
    'ERROR '*) ;;
    *) return 0 ;;
  esac
  problem=$1
  ! asks_in_clear "$1" || verdict=refused
  case $1 in 'ERROR 1045 '* | 'ERROR 1044 '* | 'ERROR 1049 '* | 'ERROR 1698 '* | *certificate*) verdict=refused ;; esac
}
