#!/bin/sh
# shellcheck disable=SC2034,SC2154  # variables that other parts set, or read
#
# schema-mysql.sh: which version a schema in MySQL or MariaDB has, by the client of MariaDB. Only functions; after clients.sh and login-mysql.sh.
#
#   client_mysql FLAG…       becomes the client, logged in as login_postgres of schema-postgres.sh does. In a subshell only
#   schema_state_mysql SQL   sets $state, as schema_state_postgres does
#   change_schema_mysql SQL  sets $changed, as change_schema_postgres does

client_mysql() {
  unset MYSQL_HOST MYSQL_TCP_PORT MYSQL_UNIX_PORT MARIADB_HOST
  export LC_ALL=C MYSQL_PWD="${PRELUDE_DB_PASSWORD-}"
  mysql_tls
  # shellcheck disable=SC2086  # flags
  set -- "$@" $tls
  client mariadb --no-defaults --batch --skip-column-names --skip-reconnect --default-character-set=utf8mb4 --connect-timeout=10 --protocol=tcp \
    --host="$host" --port="$port" --user="${PRELUDE_DB_USER-}" --database="${PRELUDE_DB_DATABASE-}" "$@"
}

change_schema_mysql() {
  changed=$(printf '%s;\nSELECT ROW_COUNT();\n' "$1" | (client_mysql) 2>&1 | grep -E '^[0-9]+$|^ERROR ' | head -n 1) || :
  changed=$(flat "${changed:-the client said nothing}")
  case $changed in 'ERROR 1146 '*) changed='' ;; esac
}

schema_state_mysql() {
  # Around an error the client repeats the whole statement.
  state=$(printf 'START TRANSACTION READ ONLY;\n%s;\n' "$1" | (client_mysql) 2>&1 | grep -E '^(there|newer|ahead|behind|broken) |^none$|^ERROR ' | head -n 1) || :
  case $state in
    'there '* | 'newer '* | 'ahead '* | 'behind '* | 'broken '* | none) ;;
    'ERROR 1146 '*) state=none ;;
    'ERROR 1142 '* | 'ERROR 1143 '* | 'ERROR 1044 '* | 'ERROR 1045 '* | 'ERROR 1049 '* | 'ERROR 1698 '* | *certificate*) state="refused $(flat "$state")" ;;
    *) ! asks_in_clear "$state" || state="refused $(flat "$problem")" ;;
  esac
  case $state in
    'there '* | 'newer '* | 'ahead '* | 'behind '* | 'broken '* | none | 'refused '*) ;;
    *) state="away $(flat "${state:-the client said nothing}")" ;;
  esac
}
