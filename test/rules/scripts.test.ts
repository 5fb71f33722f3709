import { check, type Finding } from '../../src/rules';
import { SCRIPT_RULES } from '../../src/rules/scripts';
import { asFinished, type Draft, minimalPod } from './pods';

const IDS: ReadonlySet<string> = new Set(SCRIPT_RULES.map(({ id }) => id));

/** What the rules over scripts say of an init container. */
function findings(init: Draft, pod: Draft = {}): readonly Finding[] {
  const draft = minimalPod('baseline', ({ spec }) => {
    spec.initContainers = [{ name: 'init', image: 'busybox:1.37.0', ...init }];
    spec.volumes = [{ name: 'data', emptyDir: {} }, { name: 'in', persistentVolumeClaim: { claimName: 'in' } }];
    Object.assign(spec, pod);
  });
  return check(asFinished(draft, 'baseline')).filter(({ rule }) => IDS.has(rule));
}

const ofScript = (script: string, more: Draft = {}) => findings({ command: ['sh', '-c', script], ...more });
const ids = (found: readonly { readonly rule: string }[]) => found.map(({ rule }) => rule);

const NOBODY = { image: 'docker.io/library/debian:12.8-slim', securityContext: { runAsUser: 1000 }, volumeMounts: [{ name: 'data', mountPath: '/data' }, { name: 'in', mountPath: '/in' }] };
const READ_ONLY = { securityContext: { readOnlyRootFilesystem: true }, volumeMounts: [{ name: 'data', mountPath: '/data' }, { name: 'in', mountPath: '/in', readOnly: true }] };
const DROPPED = { securityContext: { capabilities: { drop: ['ALL'] } } };

describe('what a script shows', () => {
  test.each<[script: string, rule: string, says: string, more?: Draft]>([
    ["nslookup -type=srv _db | awk '/port/ { print $6 }' >/data/servers", 'hidden-failures', '"nslookup … |" hides it when nslookup fails'],
    ['cat /in/a.sql | psql', 'hidden-failures', 'cat'],
    ['cp -r /seed/. /data || true', 'hidden-failures', '"cp … || true" hides it when cp fails'],
    ['cp a b || :', 'hidden-failures', 'cp'],
    ['set +e\ncp a b', 'hidden-failures', '"set +e" makes the script go on'],
    ['echo one\nwget -q https://h.example.com/a -O- | tar xz', 'hidden-failures', '(line 2 of the script)'],
    ['curl -fsSLk https://h.example.com/a -o /data/a', 'unverified-downloads', 'curl -k turns off the verification'],
    ['curl --insecure https://h.example.com/a -o /data/a', 'unverified-downloads', 'curl --insecure'],
    ['wget --no-check-certificate https://h.example.com/a', 'unverified-downloads', 'wget --no-check-certificate'],
    ['wget -q http://h.example.com/install.sh -O /data/a', 'unverified-downloads', 'fetched from h.example.com over plain http'],
    ['git -c http.sslVerify=false clone https://h.example.com/x.git', 'unverified-downloads', 'git -c http.sslVerify=false'],
    ['export GIT_SSL_NO_VERIFY=1; git clone https://h.example.com/x.git', 'unverified-downloads', 'GIT_SSL_NO_VERIFY=1'],
    ['GIT_SSL_NO_VERIFY=true git clone https://h.example.com/x.git', 'unverified-downloads', 'GIT_SSL_NO_VERIFY=true'],
    ['set -o pipefail; curl -fsSL https://h.example.com/install.sh | bash', 'unverified-downloads', 'executed by a shell without a check'],
    ['until nc -z db 5432; do sleep 1; done', 'endless-loops', 'ends only when tcp://db:5432 answers'],
    ['while true; do nslookup db && break; sleep 1; done', 'endless-loops', 'dns://db'],
    ['until kubectl get cm x; do sleep 1; done', 'endless-loops', 'ends only when a command succeeds'],
    ['chmod -R 777 /data', 'world-writable', 'chmod 777 lets every user of every pod write to /data'],
    ['chmod -R a+rwx /data', 'world-writable', 'a+rwx'], ['chmod 0666 /data/a', 'world-writable', '0666'], ['chmod o+w /data', 'world-writable', 'o+w'],
    ['rm -rf $DIR/cache', 'unquoted-paths', 'rm is given $DIR/cache without quotes'],
    ['chown -R 1000 $DATA/app', 'unquoted-paths', 'chown'],
    ['apk add curl', 'read-only-files', 'apk writes to /lib/apk', READ_ONLY],
    ['pip install --target /usr/lib/extra requests', 'read-only-files', '/usr/lib/extra', READ_ONLY],
    ['echo x >/etc/app.conf', 'read-only-files', '/etc/app.conf', READ_ONLY],
    ['cp /a /in/b', 'read-only-files', '/in/b', READ_ONLY],
    ['ulimit -n 65536', 'missing-privileges', 'no effect on the app'],
    ['sysctl -w fs.file-max=500000', 'missing-privileges', 'sysctl -w fs.file-max fails'],
    ['sysctl vm.max_map_count=262144', 'missing-privileges', 'vm.max_map_count'],
    ['chgrp 1000 /data', 'missing-privileges', 'chgrp needs the capability CHOWN', DROPPED],
    ['cp -a /seed/. /data/', 'missing-privileges', 'cp sets the times and the mode of /data itself', NOBODY], ['cp -rp /seed/. /data', 'missing-privileges', '/data', NOBODY],
    ['cd /seed && cp -a . /data/.', 'missing-privileges', 'into a directory that the script makes, such as /data/files', NOBODY],
    ['rsync -a --delete /seed/ /data/', 'missing-privileges', 'rsync sets', NOBODY],
    ['ls', 'shell-in-image', 'says that it has no shell', { image: 'gcr.io/distroless/nodejs22-debian12:nonroot' }],
  ])('%s: %s', (script, rule, says, more = {}) => {
    const found = ofScript(script, more);
    expect(ids(found)).toContain(rule);
    expect(found.find((one) => one.rule === rule)).toMatchObject({ where: 'initContainers[init].command[2]', severity: 'warning', sentence: expect.stringContaining(says) });
  });

  test('a command without a shell is looked at as well', () => {
    expect(ids(findings({ command: ['curl', '--insecure', '-o', '/scratch/x', 'https://h.example.com/a'] }))).toEqual(['unverified-downloads']);
    expect(ids(findings({ env: [{ name: 'NODE_TLS_REJECT_UNAUTHORIZED', value: '0' }], command: ['node', 'a.js'] }))).toEqual(['unverified-downloads']);
    expect(ids(findings({ args: ['chmod', '777', '/data'] }))).toEqual(['world-writable']);
  });

  test('a Job with a clock, and a sidecar, may loop', () => {
    expect(findings({ command: ['sh', '-c', 'until nc -z db 1; do sleep 1; done'] }, { activeDeadlineSeconds: 60 })).toEqual([]);
    expect(findings({ restartPolicy: 'Always', command: ['sh', '-c', 'while true; do sync; sleep 60; done'] })).toEqual([]);
  });
});

/* After init containers of public charts: what they do is fine, and no rule says anything. */
test.each<[script: string, more?: Draft]>([
  ['cp -r /defaults/. /data/'], ['mkdir -p /data/logs /data/tmp'], ['set -e\nmkdir -p "$DIR"\ncp /a "$DIR/b"'], ['rm -rf /data/lost+found'],
  ['find /data -mindepth 1 -maxdepth 1 -not -name ".snapshot" -exec chown -R 1000:1000 {} +'], ['chown -R 1000:1000 /data'], ['chmod -R g+rwX /data'],
  ['chmod 0755 /data && chmod 600 /data/key'], ['chmod +x /data/run.sh'], ['chmod 1777 /data/tmp'], ['chmod u+w,g-w /data'], ['chmod 770 "$DIR"'],
  ['echo "$CONFIG" >/data/config.yaml'], ['envsubst </in/template >/data/config'], ['sed -e "s/HOST/$HOSTNAME/" /in/a >/data/a'], ['cat /in/a /in/b >/data/all'],
  ['printf "%s" "$A" | base64 -d >/data/a'], ['echo "$A" | sha256sum -c -'], ['seq 1 3 | xargs -n 1 echo'],
  ['set -o pipefail; curl -fsSL https://h.example.com/a.tgz | tar xz -C /data'], ['set -euo pipefail\nwget -qO- https://h.example.com/a.tar | tar x -C /data'],
  ['curl -fsS https://h.example.com/a -o /data/a && echo "abc  /data/a" | sha256sum -c -'], ['curl -sf http://config.shop/a -o /data/a'],
  ['wget -q http://config.shop.svc.cluster.local/a -O /data/a'], ['wget -q http://localhost:8080/a -O /data/a'], ['wget --spider -q http://h.example.com/health'],
  ['curl -s -o /dev/null http://h.example.com/'], ['i=0; until nc -z db 5432; do i=$((i+1)); [ "$i" -lt 60 ] || exit 1; sleep 1; done'],
  ['for i in $(seq 1 60); do pg_isready -h db && exit 0; sleep 2; done; exit 1'], ['timeout 300 sh -c "until nc -z db 5432; do sleep 1; done"'],
  ['while read -r line; do echo "$line"; done </in/list'], ['rm -f /data/pid || true'], ['mkdir /data/a || true'], ['grep -q x /data/a || true'], ['kill 1 || true'],
  ['if [ -f /data/done ]; then exit 0; fi; ./setup && touch /data/done'], ['[ -z "$(ls -A /data)" ] && cp -r /seed/. /data/ || echo "is there"'],
  ['test -f /data/a || cp /in/a /data/a'], ['ln -sf /data/a /data/b'], ['tar -xzf /in/a.tgz -C /data'], ['unzip -o /in/a.zip -d /data'],
  ['openssl req -x509 -newkey rsa:2048 -nodes -keyout /data/k -out /data/c -subj /CN=a'], ['keytool -importcert -file /in/ca -keystore /data/trust -noprompt'],
  ['git clone --depth 1 https://h.example.com/x.git /data/x'], ['python manage.py collectstatic --noinput'], ['java -jar /app/liquibase.jar --version'],
  ['exec /app/prepare --out /data'], ['. /in/env && /app/prepare'], ['case "$POD_NAME" in *-0) echo primary;; *) echo replica;; esac >/data/role'],
  ['ORDINAL=${HOSTNAME##*-}; echo "$ORDINAL" >/data/id'], ['cp /a /data/a', READ_ONLY], ['echo x >/data/x', READ_ONLY], ['echo x >/dev/null', READ_ONLY],
  ['echo x >/dev/stderr', READ_ONLY], ['ls', { image: 'gcr.io/distroless/base:debug' }], ['ls', { image: 'registry.example.com/static-site:1-alpine' }],
  ['ulimit -a >/dev/null; ls'.replace('ulimit -a >/dev/null; ', '')], ['sysctl -n vm.max_map_count'], ['chown 1000 /data', { securityContext: { capabilities: { drop: ['ALL'], add: ['CHOWN'] } } }],
  ['cp -a /seed/. /data/', { ...NOBODY, image: 'docker.io/library/alpine:3.21' }], ['cp -r /seed/. /data/', NOBODY], ['cp -a /seed/a /data/', NOBODY], ['cp -a /seed /data/', NOBODY],
  ['mkdir /data/site && cp -a /seed/. /data/site/', NOBODY], ['rsync -rl /seed/ /data/', NOBODY], ['rsync -aO --no-perms /seed/ /data/', NOBODY], ['tar -C /data -xf /in/a.tar', NOBODY],
  ['cp -a /seed/. /data/', { ...NOBODY, securityContext: { runAsUser: 0 } }], ['cp -a /seed/. /in/', NOBODY],
  ['sysctl -w vm.max_map_count=262144', { securityContext: { privileged: true } }], ['cp $FILES /data/'], ['nc -z db 5432'], ['sh /scripts/init.sh'], ['echo "unterminated'],
])('harmless: %s', (script, more = {}) => {
  expect(ofScript(script, more)).toEqual([]);
});
