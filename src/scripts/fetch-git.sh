#!/bin/sh
# shellcheck disable=SC2034,SC2154  # variables that other parts set, or read
#
# fetch-git.sh: the main program of `clone`, after attempts.sh, trust.sh, lock.sh, asked.sh and tree.sh. Publishes the files of a Git repository.
#
#   --timeout SECONDS [--attempts N] [--lock FILE] --to DIRECTORY --work DIRECTORY --repository URL [--ref NAME | --commit HEX]
#   [--depth N] [--path SUBDIR] [--max-bytes N] [--require FILE]… [--when-unavailable fail|keep] [--history drop|keep]
#   [--ask-again-after SECONDS]
#   https: [--ca FILE] [--token-from-env VARIABLE [--username NAME]]   ssh: --ssh-key FILE --known-hosts FILE --keys DIRECTORY, in memory
#
# A redirect of the first request is followed over https, also to another host, which is told no login.
#
# Git works in a scratch directory with a configuration of its own; nothing of the system's, the user's or the environment's
# is read. While a server packs, it says so every 5 seconds (uploadpack.keepAlive): 30 without a byte are a dead one.

main() {
  begin
  export LC_ALL=C
  umask 022
  timeout='' attempts=5 to='' work='' repository='' ref='' commit='' depth=1 path='' max=104857600 require=''
  when=fail again='' sent='' changed='' place='' history=drop ca='' key='' hosts='' keys='' PRELUDE_USERNAME=git PRELUDE_TOKEN=''
  while [ $# -gt 0 ]; do
    has_value "$@"
    case $1 in
      --timeout) whole "$@" && timeout=$2 ;;
      --attempts) whole "$@" && attempts=$2 ;;
      --to) to=$2 ;;
      --lock) lock=$2 ;;
      --work) work=$2 ;;
      --repository) repository=$2 ;;
      --ref) ref=$2 ;;
      --commit) commit=$2 ;;
      --depth) whole "$@" && depth=$2 ;;
      --path) path=${2%/} ;;
      --max-bytes) whole "$@" && max=$2 ;;
      --require) require="$require$2
" ;;
      --when-unavailable) when=$2 ;;
      --ask-again-after) whole "$@" && again=$2 ;;
      --history) history=$2 ;;
      --ca) ca=$2 ;;
      --token-from-env) from_env "$2" && PRELUDE_TOKEN=$value ;;
      --username) PRELUDE_USERNAME=$2 ;;
      --ssh-key) key=$2 ;;
      --known-hosts) hosts=$2 ;;
      --keys) keys=$2 ;;
      *) misuse "unknown flag $1" ;;
    esac
    shift 2
  done
  check
  random
  mark=$random
  to=$(readlink -f "$to")
  scratch=$work/.prelude-$mark
  trap 'tidy "$scratch" "$keys/.prelude-$mark" "$to/.prelude-new-$mark"*' EXIT
  shown=${repository%%[?#]*}
  source="$repository $ref $path $history"
  set_deadline "$timeout"
  deadline=$((deadline - 50)) # git keeps none, and guard comes half a second late
  guard clone
}

check() {
  whole --timeout "$timeout"
  for directory in "$to" "$work"; do
    case $directory in /*) [ -d "$directory" ] && continue ;; esac
    misuse "--to and --work are directories that are there, not '$directory'"
  done
  host=${repository#*://}
  case $repository,${host%%/*} in
    https://*,*@*) misuse 'no user in the URL: give --username and --token-from-env' ;;
    https://*) ;;
    ssh://* | [!-]*@*:*) { [ -n "$key" ] && [ -n "$hosts" ] && [ -d "$keys" ]; } || misuse 'ssh needs --ssh-key, --known-hosts and --keys' ;;
    *) misuse "--repository is https://…, ssh://… or user@host:path, not '$repository'" ;;
  esac
  case $commit in *[!0-9a-f]*) commit=x ;; esac
  case ${#commit}$ref in
    0* | 40) ;;
    *) misuse '--commit needs 40 hexadecimal digits, and no --ref' ;;
  esac
  case $history,$path in
    drop,* | keep,) ;;
    *) misuse '--history is drop or keep, and keep needs the whole repository, without --path' ;;
  esac
  case $PRELUDE_TOKEN in *[[:cntrl:]]*) misuse 'the token has a line break or control character in it' ;; esac
}

clone() {
  if ! be_alone; then
    give_up 124
    return
  fi
  settle
  rm -rf "$work"/.prelude-* "$keys"/.prelude-* 2>/dev/null || :
  if [ -n "$commit" ] && is_published "$commit"; then
    say "$commit is there"
  elif [ -z "$commit" ] && is_known && is_young; then
    say "${ref:-HEAD} is there, asked for $ago s ago"
  else
    prepare
    persist receive
  fi
}

give_up() {
  if [ "$when$commit" = keep ] && is_published '*'; then
    say "$problem; the tree from before is kept"
  else
    elapsed
    fail "$1" "$problem; gave up on $shown after $seconds s"
  fi
}

# In the place of that of common.sh: the deadline has passed while git was at work.
late() {
  end_below $$
  problem='not done'
  give_up 124
  exit 0
}

prepare() {
  for name in $(env | sed -n 's/^\(GIT_[A-Za-z0-9_]*\)=.*/\1/p'); do unset "$name"; done
  unset SSH_ASKPASS XDG_CONFIG_HOME
  export HOME="$scratch" GIT_DIR="$scratch/repository" GIT_CONFIG_NOSYSTEM=1 GIT_ATTR_NOSYSTEM=1 GIT_TERMINAL_PROMPT=0 \
    GIT_ALLOW_PROTOCOL=https:ssh GIT_HTTP_LOW_SPEED_LIMIT=1 GIT_HTTP_LOW_SPEED_TIME=30 PRELUDE_TOKEN PRELUDE_USERNAME PRELUDE_ORIGIN="${repository%%:*}://${host%%/*}"
  if [ -n "$ca" ]; then
    [ -r "$ca" ] || fail 1 "cannot read $ca"
  fi
  trust "$ca" || fail 1 "$problem"
  [ -z "$trusted" ] || export GIT_SSL_CAINFO="$trusted"
  [ -z "${PRELUDE_PROXY_CA:-}" ] || export GIT_PROXY_SSL_CAINFO="$trusted"
  umask 077
  { mkdir "$scratch" && cd "$scratch" && git init -q --bare --template= "$GIT_DIR"; } || fail 1 "cannot write to $work"
  cat >>"$GIT_DIR/config" <<'END'
[http] followRedirects = initial
[fetch] unpackLimit = 1
[pack] threads = 1
[core] bigFileThreshold = 1m
[credential] helper = "!f() { test \"$1${PRELUDE_TOKEN:+ok}\" = getok || return 0; protocol= host=; while IFS== read -r name value; do case $name in protocol) protocol=$value ;; host) host=$value ;; esac; done; test \"$protocol://$host\" = \"$PRELUDE_ORIGIN\" && printf 'username=%s\\npassword=%s\\n' \"$PRELUDE_USERNAME\" \"$PRELUDE_TOKEN\" || :; }; f"
END
  [ -n "$key" ] || return 0
  id -un >/dev/null 2>&1 ||
    fail 1 "ssh needs an entry for user $(id -u) in the image's /etc/passwd: take https, or another user"
  private=$keys/.prelude-$mark
  # By a link, for ssh splits its options at blanks.
  { mkdir "$private" && ln -s "$private" private && { tr -d '\r' <"$key" && echo && cat "$hosts" >"$private/known"; } >"$private/key"; } || fail 1 "cannot read $key or $hosts"
  options='IdentitiesOnly=yes IdentityAgent=none BatchMode=yes StrictHostKeyChecking=yes UserKnownHostsFile=private/known
    GlobalKnownHostsFile=/dev/null UpdateHostKeys=no ConnectTimeout=10 ServerAliveInterval=10'
  GIT_SSH_COMMAND='ssh -F /dev/null -i private/key'
  for option in $options; do GIT_SSH_COMMAND="$GIT_SSH_COMMAND -o $option"; done
  export GIT_SSH_COMMAND
}

# One attempt. Publishes the tree; or sets $problem and returns 1, where another attempt may help.
receive() {
  want=$commit full=$commit
  if [ -z "$commit" ]; then
    name=${ref:-HEAD}
    remote ls-remote -- "$repository" "refs/heads/$name" "refs/tags/$name" "$name" || return 1
    for full in "refs/heads/$name" "refs/tags/$name" "$name"; do
      while read -r want found; do
        [ "$found" != "$full" ] || break 2
      done <output
    done
    [ -n "$want" ] || fail 1 "there is no branch or tag $name in $shown"
    if is_published "$want"; then
      keep_in_mind
      say "$name is still $want"
      return
    fi
  fi
  if ! remote fetch -q --no-auto-gc --no-tags --depth "$depth" -- "$repository" "$full"; then
    # Servers that speak an older protocol give no commit by its name: look for it in what they do give.
    case $said in *unadvertised*) ;; *) return 1 ;; esac
    remote fetch -q --no-auto-gc --no-tags -- "$repository" '+refs/heads/*:refs/heads/*' '+refs/tags/*:refs/tags/*' || return 1
    git cat-file -e "$commit" 2>/dev/null || fail 1 "commit $commit is in no branch or tag of $shown"
  fi
  [ -n "$commit" ] || read -r want _ <"$GIT_DIR/FETCH_HEAD"
  publish
}

# remote ARG…: git, as far as it talks to the server. Standard output goes to the file `output`, the rest to $said.
remote() {
  said=$(
    trap '' XFSZ
    ulimit -f $((max / 512 + 1))
    git "$@" 2>&1 >output
  ) && return
  problem=$(printf '%s\n' "$said" | grep -v -e '^remote:' -e '^[@[:space:]]' -e '^$' -e '^Please' -e '^and the' -e 'Could not read from' | tail -n 2)
  problem=$(flat "$problem")
  case $said in
    *'File too large'*) fail 1 "$shown is larger than $max bytes" ;;
    *'No space left'*) fail 1 "no space left in $work" ;;
    *'error: 408'* | *'error: 425'* | *'error: 429'* | *'error: 5'* | *unadvertised*) return 1 ;;
    *'returned error: '* | *'Authentication failed'* | *'could not read Username'* | *'not found'* | *ertificate* | \
      *'Host key verification failed'* | *'Permission denied'* | *'remote ref'* | *'not our ref'* | *'not appear'* | \
      *'cannot run'* | *'rotocol'*isabled*) fail 1 "$problem ($shown)" ;;
    *) return 1 ;;
  esac
}

publish() {
  tree=$(git rev-parse -q --verify "$want^{commit}:$path" 2>/dev/null) || :
  [ "$(git cat-file -t "$tree" 2>/dev/null)" = tree ] || fail 1 "there is no directory '$path' in $want"
  # 512 bytes for each entry, as in a tar; no further than they fit, for trees within trees can come to any number.
  sizes=$(git ls-tree -r -t -l "$tree" | awk -v max="$max" '{ all += $4 + 512; size += $4; if (all > max) exit } END { printf "%.0f %.0f", all, size }')
  size=${sizes#* }
  [ "${sizes% *}" -le "$max" ] || fail 1 "the files of $shown are larger than $max bytes"
  umask 022
  # A file is what the commit has, byte for byte.
  { mkdir -p "$GIT_DIR/info" && echo '* -text -ident -filter !working-tree-encoding' >"$GIT_DIR/info/attributes"; } || fail 1 "cannot write to $work"
  said=$({ mkdir "$fresh" && GIT_WORK_TREE=$fresh git read-tree --reset -u "$tree"; } 2>&1) ||
    fail 1 "cannot write to $to: $(flat "$said")"
  [ "$history" = drop ] || said=$(keep_history 2>&1) || fail 1 "cannot write to $to: $(flat "$said")"
  check_links
  has_all "$fresh" || fail 1 "there is no file '$member' in $want"
  sync -f "$fresh" || fail 1 "cannot write to $to"
  say_what_is_missing
  publish_tree "$want"
  keep_in_mind
  say "published $want, $size bytes"
}

keep_in_mind() {
  [ -n "$commit" ] || remember_tree || :
}

# One line each, of the first ten.
say_what_is_missing() {
  git ls-tree -r "$tree" | sed -n 's/^160000 commit [0-9a-f]*.//p' | head -n 10 | while IFS= read -r name; do
    say "$(flat "$name") is a submodule, left empty"
  done
  find "$fresh" -name .git -prune -o -type f -size -1024c -exec grep -l '^version https://git-lfs' {} + 2>/dev/null | head -n 10 | while IFS= read -r name; do
    say "$(flat "${name#"$fresh/"}") is a pointer of Git LFS, not the file"
  done
}

# The repository as `git clone` leaves one, but for what it was fetched with: its own configuration knows no login.
keep_history() {
  case $full in refs/*) git update-ref "$full" "$want" || return ;; esac
  case $full in
    refs/heads/*) git symbolic-ref HEAD "$full" ;;
    *) git update-ref --no-deref HEAD "$want^{commit}" ;;
  esac || return
  rm -f "$GIT_DIR/FETCH_HEAD" "$GIT_DIR/config" "$GIT_DIR/info/attributes" &&
    git config core.repositoryformatversion 0 &&
    git config core.bare false &&
    git config remote.origin.url "$repository" &&
    git config remote.origin.fetch '+refs/heads/*:refs/remotes/origin/*' &&
    chmod -R go=rX "$GIT_DIR" &&
    cp -R "$GIT_DIR" "$fresh/.git"
}

main "$@"
