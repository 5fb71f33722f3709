#!/bin/sh
# What the programs run, install and fix cost on this machine: tools/measure-scripts.sh [BUSYBOX]
# Needs root, a static busybox and gcc. The figures of docs/adr/0003-helper-in-users-images.md come from here.
set -eu
# As in a container, where /proc has few processes.
[ "${MEASURING:-}" ] || MEASURING=1 exec unshare --mount --pid --fork --mount-proc env -i MEASURING=1 PATH="$PATH" "$0" "$@"
cd "$(dirname "$0")/.."
busybox=${1:-$(command -v busybox)}
work=$(mktemp -d)
shm=''
trap 'rm -rf "$work" ${shm:+"$shm"}' EXIT
shm=$(mktemp -d -p /dev/shm)
export PRELUDE_TERMINATION_LOG=/dev/null
program() { for part; do cat "src/scripts/$part.sh"; done; }
run=$(program common command run) install=$(program common install) fix=$(program common entries fix-permissions)
gcc -static -O1 -o "$work/command" test/support/static-command.c
mkdir "$work/applets" "$work/helper" && "$busybox" --install -s "$work/applets"

# median N COMMAND…: of N runs, in milliseconds.
median() {
  times=$1
  shift
  for _ in $(seq "$times"); do
    start=$(date +%s%N)
    "$@" >/dev/null
    echo $((($(date +%s%N) - start) / 10000))
  done | sort -n | awk '{ v[NR] = $1 } END { printf "%.1f ms\n", v[int((NR + 1) / 2)] / 100 }'
}
# peak COMMAND…: the most memory that the processes of busybox and of the command have at a time, without cached files.
peak() {
  "$@" >/dev/null &
  pid=$! most=0
  while kill -0 $pid 2>/dev/null; do
    sum=0
    for process in /proc/[0-9]*; do
      case $(readlink "$process/exe") in
        "$busybox" | "$work"/*) pss=$(awk '/^Pss:/ { print $2 }' "$process/smaps_rollup" 2>/dev/null) && sum=$((sum + ${pss:-0})) ;;
      esac
    done
    [ $sum -le $most ] || most=$sum
  done
  echo "$most KiB"
}
helped() { PRELUDE_BUSYBOX=$busybox "$busybox" sh -c "$run" run --timeout 60 --grace 1 -- "$work/command" "$@"; }
installed() { "$busybox" sh -c "$install" install --to "$work/helper"; }
fixed() { PATH=$work/applets "$busybox" sh -c "$fix" fix --timeout 600 --path "$@"; }

echo "busybox: $("$busybox" | head -n 1 | cut -d' ' -f1-2), $(stat -c %s "$busybox") bytes; load $(cut -d' ' -f1 /proc/loadavg)"
echo "the command alone:    $(median 31 "$work/command" exit 0)"
echo "the command by run:   $(median 31 helped exit 0)"
echo "install:              $(median 31 installed)"
echo "run, while it waits:  $(peak helped sleep 1), the command's own included"
for where in "$work/tree" "$shm/tree"; do
  mkdir "$where"
  (cd "$where" && for d in $(seq 1000); do mkdir "$d" && (cd "$d" && touch $(seq 100)); done)
  echo "100,000 files on $(stat -f -c %T "$where"):"
  set -- "$where" --owner 1000 --group 2000
  echo "  fix owner and group:         $(median 1 fixed "$@")"
  echo "  the same, right already:     $(median 5 fixed "$@") (root), $(median 5 fixed "$@" --check tree) (tree)"
  set -- "$@" --directory-mode 0750 --file-mode 0640
  echo "  fix modes as well:           $(median 1 fixed "$@")"
  echo "  the same, right already:     $(median 5 fixed "$@") (root), $(median 5 fixed "$@" --check tree) (tree)"
  echo "  verify:                      $(median 5 fixed "$@" --verify-only)"
  echo "  memory of a fix:             $(peak fixed "$where" --owner 1001 --directory-mode 0755 --file-mode 0644)"
  echo "  busybox chown -R:            $(median 1 "$busybox" chown -R 7:7 "$where"), again: $(median 3 "$busybox" chown -R 7:7 "$where")"
  echo "  chown -R of coreutils:       $(median 1 chown -R 8:8 "$where"), again: $(median 3 chown -R 8:8 "$where")"
done
