#!/bin/sh
# shellcheck disable=SC2154  # variables that common.sh sets
#
# install-clients.sh: leaves a program of this image, with its loader and all libraries that it needs, in a directory, so that it runs in
# images that have nothing: --timeout SECONDS --to DIRECTORY NAME. See clients.sh.
#
# What it needs says the loader that the program names (--list, of glibc and of musl). MariaDB's client also loads plug-ins for logins.

main() {
  begin
  case $#,${1-},${3-} in 5,--timeout,--to) ;; *) misuse 'usage: --timeout SECONDS --to DIRECTORY NAME' ;; esac
  whole "$1" "$2"
  set_deadline "$2"
  to=$4 name=$5
  file=$(command -v "$name") || fail 127 "$name is not in this image"
  guard install_all || exit
  elapsed
  say "$name is in $to after $seconds s"
}

install_all() {
  # psql of Debian is a script that looks for the newest version.
  [ "$(head -c 2 "$file")" != '#!' ] || file=$(newest) || fail 1 "$name is a script in this image, and the program behind it was not found"
  loader=$(head -c 4096 "$file" | tr '\000' '\n' | grep '^/.*/ld[^/]*$' | head -n 1) || loader=''
  leave "$file" "$name"
  [ -z "$loader" ] || leave_with_libraries
  (unset LD_PRELOAD LD_LIBRARY_PATH; if [ -n "$loader" ]; then "$to/ld" --library-path "$to" "$to/$name" --version; else "$to/$name" --version; fi) >/dev/null ||
    fail 1 "$name does not start from $to"
}

newest() {
  found=''
  for one in /usr/lib/postgresql/*/bin/"$name"; do [ ! -x "$one" ] || found=$one; done
  [ -n "$found" ] && echo "$found"
}

leave_with_libraries() {
  leave "$loader" ld
  needed=$("$loader" --list "$file") || fail 1 "the loader does not say what $name needs"
  for library in $(printf '%s\n' "$needed" | tr '[:space:]' '\n' | grep '^/'); do leave "$library" "${library##*/}"; done
  # Loaded by name where they are wanted: names of hosts in older glibc, logins of MySQL.
  for library in /lib/*/libnss_dns.so.2 /lib/*/libnss_files.so.2 /usr/lib/mysql/plugin/*.so /usr/lib/*/libmariadb3/plugin/*.so; do
    case $library in
      */libnss_*) ;;
      */caching_sha2_password.so | */sha256_password.so | */client_ed25519.so | */mysql_clear_password.so) [ "$name" = mariadb ] || continue ;;
      *) continue ;;
    esac
    [ ! -e "$library" ] || leave "$library" "${library##*/}"
  done
}

# Whole or not at all: a run that was killed is made again.
leave() {
  if ! { cat "$1" >"$to/$2.new" && chmod 0755 "$to/$2.new" && mv -f "$to/$2.new" "$to/$2"; }; then
    fail 1 "cannot leave $2 in $to"
  fi
}

main "$@"
