#!/bin/sh
# shellcheck disable=SC2034,SC2154  # variables that other parts set, or read
#
# seed.sh: the main program of `seed`, after seed-postgres.sh or seed-mysql.sh. Runs SQL in a database once.
#
#   --timeout SECONDS --host HOST --port PORT [--ca FILE] --marker NAME --version N
#   [--when-changed fail|keep|run] [--when-interrupted fail|run] [--errors words|codes] -- PIECE…      a PIECE is --file NAME PATH or --text NAME SQL
#
# User and database come as PRELUDE_SEED_USER and PRELUDE_SEED_DATABASE, the password as the client wants it (PGPASSWORD,
# MYSQL_PWD): none of them shows in a list of processes.
#
# What the client says goes through `relay`: its words come into the log line by line, and never into the termination
# message. With --errors codes the log has only the number of an error and the line where it is, as the words of a server may hold a part of
# the SQL, and that may be from a Secret. `session` of the other part runs the client; it is done only if the client says so after the commit. What begins
# with $tag is said by what this program sends: a name of this run only, as values that stand in an error may hold any line.

newline='
'

main() {
  begin base64 sha256sum wc sed tail od
  options "$@"
  shift "$skip"
  whole --timeout "$timeout"
  command -v "$client" >/dev/null || fail 127 "$client is not in this image"
  each_piece check "$@"
  exec 3>&1
  set_deadline "$timeout"
  guard seed "$@"
}

options() {
  timeout='' host='' port='' ca='' marker='' version='' when_changed=fail when_interrupted=fail errors=words skip=$#
  while [ $# -gt 0 ]; do
    case $1 in --) break ;; esac
    has_value "$@"
    case $1 in
      --timeout) timeout=$2 ;;
      --host) host=$2 ;;
      --port) whole "$@" && port=$2 ;;
      --ca) ca=$2 ;;
      --marker) marker=$2 ;;
      --version) whole "$@" && version=$2 ;;
      --when-changed) when_changed=$2 ;;
      --when-interrupted) when_interrupted=$2 ;;
      --errors) errors=$2 ;;
      *) misuse "there is no flag '$1'" ;;
    esac
    shift 2
  done
  skip=$((skip - $# + 1))
  if [ -z "$host" ] || [ -z "$port" ] || [ -z "$version" ] || [ $# -lt 4 ]; then
    misuse 'needs --host, --port, --version and, after --, at least one --file NAME PATH or --text NAME SQL'
  fi
  case $marker in '' | *[!A-Za-z0-9._-]*) misuse "--marker takes letters, digits, '.', '_' and '-', not '$marker'" ;; esac
  case $when_changed in fail | keep | run) ;; *) misuse "--when-changed takes fail, keep or run, not '$when_changed'" ;; esac
  case $when_interrupted in fail | run) ;; *) misuse "--when-interrupted takes fail or run, not '$when_interrupted'" ;; esac
  case $errors in
    words) see='the log has the words of the server' ;;
    codes) see='the words of the server are not shown, for the SQL may hold values of a Secret' ;;
    *) misuse "--errors takes words or codes, not '$errors'" ;;
  esac
  case $ca in *[!A-Za-z0-9._/-]*) misuse "--ca takes a path without spaces, not '$ca'" ;; esac
  from_env PRELUDE_SEED_USER && user=$value
  from_env PRELUDE_SEED_DATABASE && database=$value
}

# each_piece FUNCTION PIECE…: calls FUNCTION KIND NAME VALUE for each.
each_piece() {
  call=$1
  shift
  while [ $# -gt 0 ]; do
    [ $# -ge 3 ] || misuse "'$1' is no piece: --file NAME PATH or --text NAME SQL"
    "$call" "$1" "$2" "$3" || return
    shift 3
  done
}

check() {
  case $1 in
    --text) ;;
    --file) if [ ! -f "$3" ] || [ ! -r "$3" ]; then fail 1 "$2: cannot be read"; fi ;;
    *) misuse "there is no flag '$1'" ;;
  esac
}

content() {
  case $1 in
    --file) cat "$3" ;;
    *) printf %s "$3" ;;
  esac
}

# Of all contents in their order, whatever they are called and wherever they come from.
sum() {
  sums=$(each_piece sum_of "$@")
  sum=$(printf %s "$sums" | sha256sum)
  sum=${sum%% *}
}

sum_of() {
  content "$@" | sha256sum
}

# The last thing before the commit is sent: a ConfigMap may have changed under the reader.
unchanged() {
  sum "$@"
  [ "$sum" = "$sha256" ] || exit 1
}

# Pauses of half a second to two, by a quarter more or less.
seed() {
  sum "$@"
  sha256=$sum pause=50 said='' tag=prelude-$(od -An -N8 -tx1 /dev/urandom | tr -d ' \n')
  while :; do
    time_left
    [ "$left" -ge 10 ] || fail 124 "${said:-no time left}; gave up on $host:$port after $limit s"
    outcome=$({ session "$@" 2>&1 || :; } | relay "$@")
    finish "$outcome"
    time_left
    random=$(($(od -An -N2 -tu2 /dev/urandom)))
    wait=$((pause * (75 + random % 51) / 100))
    in_seconds $((wait < left ? wait : left))
    (exec ${PRELUDE_BUSYBOX:-} sleep "$seconds")
    pause=$((pause < 133 ? pause * 3 / 2 : 200))
  done
}

# Prints STATE or VERDICT, and what is to be said of it; the words of the client go to the log.
relay() {
  found='' verdict='' problem='' piece='' before=0 quiet='' last=''
  while IFS= read -r line || [ -n "$line" ]; do
    case $line in
      "$tag file "*) in_piece "${line#"$tag file "}" "$@" ;;
      "$tag "*) found=${line#"$tag "} ;;
      *) judge "$line" ;;
    esac
  done
  printf '%s\n%s\n' "${found:-$verdict}" "$(flat "$problem")"
}

# in_piece 'NUMBER BEFORE' PIECE…: what follows is said of that piece, which begins after so many lines.
in_piece() {
  before=${1#* } number=${1%% *}
  shift $((number * 3 - 2))
  piece=$2
}

tell() {
  [ "$1" != "$last" ] || return 0
  last=$1
  case $1 in *[[:cntrl:]]*) set -- "$(flat "$1")" ;; esac
  say "$1" >&3
}

# finish OUTCOME: ends the program, or returns where another attempt may help.
finish() {
  state=${1%%"$newline"*}
  problem=${1#*"$newline"}
  elapsed
  what="'$marker', version $version,"
  case $state in
    done) end "$what is seeded after $seconds s" ;;
    seeded) end "$what was seeded before: nothing to do" ;;
    newer) end "a later version of '$marker' was seeded before: nothing to do" ;;
    changed)
      [ "$when_changed" = fail ] || end "$what was seeded before, with other SQL: kept as it is"
      fail 1 "$what was seeded with other SQL than this: raise the version, or take the change back"
      ;;
    interrupted)
      fail 1 "an earlier run of $what was interrupted after a part of it was committed (DDL): put that right by hand, then delete its row from cdk8s_prelude_seeds"
      ;;
    homeless) fail 1 "user '$user' has no schema to keep the marker in: create one, or grant USAGE on one of its search_path" ;;
    strange*)
      by=${state#strange}
      fail 1 "cdk8s_prelude_seeds in this database is not a plain table of user '$user'${by:+: it belongs to}$by, or has triggers, rules or row security; nothing was run. Find out who made it, and drop it"
      ;;
    busy*)
      by=${state#busy}
      another "another run is at work in this database${by:+ (${by# })}"
      ;;
    away) another "$problem" ;;
    login)
      case ${PGPASSWORD-}${MYSQL_PWD-} in
        *"$newline") fail 1 "$problem; the password of the Secret ends with a line break: write it with printf, or echo -n" ;;
      esac
      fail 1 "$problem"
      ;;
    refused) fail 1 "$problem; nothing is marked as seeded" ;;
    *) fail 1 "not finished: $cut_off" ;;
  esac
}

end() {
  say "$1"
  exit 0
}

# A line for what is new, and one a minute where nothing is.
another() {
  now
  if [ "$1" != "$said" ]; then
    say "$1; tries again"
    told=$now
  elif [ "$now" -ge $((told + 6000)) ]; then
    say "still waiting, ${seconds%.*} of $limit s: $1"
    told=$now
  fi
  said=$1
}

main "$@"
