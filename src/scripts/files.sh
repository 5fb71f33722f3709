#!/bin/sh
#
# files.sh: how files are spoken of. Only functions. Names are no secrets; contents are never shown.
#
#   what_is PATH            says what stands there in place of a file: "is not there", "is a directory" …
#   names DIRECTORY         lists what is in it, for a message: at most 20 names
#   printable TEXT          the TEXT without control characters

what_is() {
  if [ -d "$1" ]; then
    echo 'is a directory'
  elif [ -e "$1" ]; then
    echo 'is not a file'
  elif [ -L "$1" ]; then
    echo 'is a link that leads nowhere'
  else
    echo 'is not there'
  fi
}

# What kubelet puts beside the keys begins with "..".
names() {
  list='' count=0
  for entry in "$1"/* "$1"/.[!.]*; do
    [ -e "$entry" ] || [ -L "$entry" ] || continue
    count=$((count + 1))
    [ "$count" -le 20 ] || { list="$list, …" && break; }
    list="$list, ${entry##*/}"
  done
  list=${list#, }
  printable "${list:-nothing}"
}

printable() {
  printf '%s' "$1" | tr '\001-\037\177' '?'
}
