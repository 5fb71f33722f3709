#!/bin/sh
# shellcheck disable=SC2034,SC2154  # variables of wait.sh
#
# probe-https.sh: as probe-http.sh, which it needs, and trust.sh, by curl: the certificate is verified.
#
#   --ca FILE    trust this certificate authority instead of those of the image

reset_https() {
  reset_http
  ca='' default_port=443
}

flag_https() {
  if [ "$1" = --ca ]; then
    ca=$2
  else
    flag_http "$@"
  fi
}

probe_https() {
  verbose=''
  trust "$ca" || { not_ready "$problem"; return; }
  case $method in P*) add_header 'Content-Length: 0' ;; esac
  printf %s "$headers" | ask_https | judge_http
}

ask_https() {
  own_id
  if [ "$method" = HEAD ]; then set -- -I; else set -- -X "$method"; fi
  exec curl -q -s -S -i -g --suppress-connect-headers --proto =https --connect-timeout $((longest + 1)) ${trusted:+--cacert "$trusted"} \
    ${PRELUDE_PROXY_CA:+--proxy-cacert "$trusted"} "$@" -H @- "$url" 2>&1
}

# curl has tried all addresses, and does not say which one refused.
connect_again() {
  answer=$(connect) || :
  case $answer in
    away*) away "${answer#away }" ;;
    *) not_ready 'cannot connect' ;;
  esac
}

trouble_https() {
  case $1 in
    *' (6) '*) not_ready 'the name does not resolve' ;;
    *' (7) '*) which_nc && at_each_address connect_again ;;
    *' (28) '*) not_ready 'timed out' ;;
    *' (52) '* | *SSL_ERROR_SYSCALL* | *'unexpected eof'*) trouble '' ;;
    *'eset by peer'*) not_ready 'connection reset' ;;
    *) not_ready "${1#curl: }" ;;
  esac
}
