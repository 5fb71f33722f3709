#!/bin/sh
# shellcheck disable=SC2034,SC2154  # variables of wait.sh
#
# probe-mysql.sh: the server accepts logins. Takes part in a login to its end, as user "prelude" without a password: a server
# counts connections that are given up before (max_connect_errors), and blocks the host in the end.
#
# A packet is: length (3 bytes), sequence number, content. The first byte of the content tells its kind.

probe_mysql() {
  dialogue ask_mysql judge_mysql
}

# Both of our packets are sent ahead. First the login: capabilities (4.1 protocol, plugins), largest packet, character set, 23 zeros,
# user, empty password, plugin. Then 64 bytes for a server that wants another plugin: it chooses one at random where the user does
# not exist. With these ed25519, parsec and SHA-2 refuse the login; a shorter text would count as a broken connection for ed25519.
ask_mysql() {
  printf '\077\0\0\001\001\202\010\0\0\0\0\001\041'
  printf '\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0'
  printf 'prelude\0\0mysql_native_password\0'
  printf '\100\0\0\003cdk8s-prelude only asks whether logins are accepted: let it fail'
}

# Reads packets until one tells the result. Before that come the greeting (10) and perhaps a request for another plugin (254).
judge_mysql() {
  opened || { trouble "$line" MySQL; return; }
  while :; do
    # shellcheck disable=SC2046  # numbers
    set -- $(octets 5)
    size=$((${1-0} + 256 * ${2-0} - 1))
    case ${3-}:${5-} in
      0:10 | 0:254) octets "$size" >/dev/null && continue ;;
      0:0) ready ;;
      0:255) judge_mysql_error ;;
      58:*) read -r line && trouble "nc:$line" MySQL ;;
      : | 110:*) trouble '' ;;
      *) trouble 'no packet' MySQL ;;
    esac
    return
  done
}

# 1044, 1045, 1049, 1698: the login is refused; 1251, 3159: it would have to be made otherwise.
judge_mysql_error() {
  # shellcheck disable=SC2046  # numbers
  set -- $(octets 2)
  code=$((${1-0} + 256 * ${2-0}))
  text=$(dd bs=1 count=$((size - 2)) 2>/dev/null)
  case $code in
    1044 | 1045 | 1049 | 1251 | 1698 | 3159) ready ;;
    *) not_ready "${text#\#?????} ($code)" ;;
  esac
}

octets() {
  dd bs=1 count="$1" 2>/dev/null | od -An -v -tu1
}
