#!/bin/sh
# shellcheck disable=SC2034,SC2154  # variables that other parts set, or read
#
# login-mysql.sh: whom the client of MariaDB tells the password. Only functions.
#
#   mysql_tls      sets $tls, flags without spaces in them, from $ca and $clients (empty: the client of this image)
#   asks_in_clear LINE   whether this line of the client says that it was asked for the password itself; sets $problem
#
# The server says how it wants the login proven, and the client does it by a plug-in of that name. With a CA the server is known
# before. Without one nobody knows who answers: only what proves that one knows the password without telling it is there to be loaded, beside what
# the client has built in (mysql_native_password). So mysql_clear_password, dialog and sha256_password tell nobody. caching_sha2_password, which MySQL's
# users have, is there: of a server that does not remember the login it takes a key, and encrypts the password with it, whoever's key it is.
#
# The plug-ins are links in a directory in memory, which every container has; its name is known to nobody before it is made.

plugins=''
read -r plugins </proc/sys/kernel/random/uuid || :
plugins=/dev/shm/prelude-$plugins

mysql_tls() {
  if [ -n "$ca" ]; then
    tls="--ssl-ca=$ca --ssl-verify-server-cert${clients:+ --plugin-dir=$clients}"
    return
  fi
  tls="--skip-ssl-verify-server-cert --plugin-dir=$plugins"
  (umask 077 && mkdir "$plugins") 2>/dev/null || return 0
  for plugin in ${clients:+"$clients"/*.so} /usr/lib/*/libmariadb3/plugin/*.so /usr/lib/*/mariadb*/plugin/*.so /usr/lib/mariadb/plugin/*.so \
    /usr/lib/mysql/plugin/*.so /usr/lib64/m*/plugin/*.so /opt/*/m*/plugin/*.so /opt/*/m*/lib/plugin/*.so; do
    case ${plugin##*/} in
      caching_sha2_password.so | client_ed25519.so | parsec.so) [ ! -e "$plugin" ] || ln -s "$plugin" "$plugins/" 2>/dev/null || : ;;
    esac
  done
}

asks_in_clear() {
  case $1 in *lugin*'could not be loaded'*) ;; *) return 1 ;; esac
  problem=${1#*lugin }
  problem=${problem%% could*}
  problem="the server wants the login by ${problem#\'}"
  problem="${problem%\'}, which may tell it the password, and without ca nobody knows who it is: nothing was told"
}
