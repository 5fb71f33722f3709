#!/bin/sh
# shellcheck disable=SC2034,SC2154  # variables of wait.sh
#
# probe-postgres.sh: the server accepts logins. Asks for one as user "prelude", without a password.
#
#   answer                         what it means
#   R                              it asks for a password, or lets us in
#   E with 28000, 28P01, 3D000     it has looked the login up and refuses it (28000 also: without TLS)
#   E with 57P03, 53300, …         it is starting up, has no connection left, …

probe_postgres() {
  dialogue ask_postgres judge_postgres
}

# Length 22, protocol 3.0, user.
ask_postgres() {
  printf '\0\0\0\026\0\003\0\0user\0prelude\0\0'
}

# An error is a list of fields: S severity, C code, M message, …
judge_postgres() {
  tr '\0' '\n' | judge_lines
}

judge_lines() {
  first_line
  case $line in
    R) ready ;;
    E)
      code='' text=''
      while [ -z "$text" ] && read -r line; do
        case $line in
          C?????) code=${line#C} ;;
          M*) text=${line#M} ;;
        esac
      done
      case $code in
        28000 | 28P01 | 3D000) ready ;;
        *) not_ready "$text ($code)" ;;
      esac
      ;;
    '' | 'sent '*) stop_dialogue; converse ask_postgres_tls judge_postgres_tls ;;
    *) trouble "$line" PostgreSQL ;;
  esac
}

# A proxy that wants TLS may close a plain connection without a word. What stands behind it cannot be seen from here.
ask_postgres_tls() {
  printf '\0\0\0\010\004\322\026\057'
}

judge_postgres_tls() {
  opened || :
  case $(dd bs=1 count=1 2>/dev/null) in
    S) not_ready 'offers TLS, but closes plain connections: cannot see whether logins are accepted' ;;
    *) trouble '' ;;
  esac
}
