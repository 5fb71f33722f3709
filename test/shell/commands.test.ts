import { readScript, type ShellCommand } from '../../src/shell/commands';
import { containerScript } from '../../src/shell/container-script';
import { missingTools } from '../../src/shell/missing-tools';
import { programOf } from '../../src/shell/program';
import { asksOf, valuesOf, waitsOf } from '../../src/shell/waits';

const shown = ({ words }: ShellCommand) => words.map(({ text, isSplit }) => (isSplit ? `<${text}>` : text)).join(' ');
const read = (script: string) => readScript(script)!;

describe('commands of a script', () => {
  test.each<[script: string, commands: readonly string[]]>([
    ['a | b && c || d; e &', ['a', 'b', 'c', 'd', 'e']],
    ['if a; then b; elif c; then d; else e; fi', ['a', 'b', 'c', 'd', 'e']],
    ['f() { g; }; case "$x" in y) h;; *) i;; esac', ['g', 'h', 'i']],
    ['for i in 1 2; do j "$i"; done; while k; do l; done; until m; do n; done', ['j $i', 'k', 'l', 'm', 'n']],
    ['(o; { p; }); X=$(q -r "$(s)")', ['o', 'p', '', 'q -r $(…)', 's']],
    [`rm -rf $DIR/cache "$DIR/b" 'c d' e\\ f`, ['rm -rf <$DIR/cache> $DIR/b c d e f']],
    ['export A=1; B=2 cmd', ['', 'cmd']],
    ['cat <<EOF >/x\nrm -rf /\nEOF\nls', ['cat', 'ls']],
    ['[[ $a == b ]] && echo "$((1 + 2))" # comment; curl', ['echo $((…))']],
  ])('%s', (script, commands) => {
    expect(read(script).commands.map(shown)).toEqual(commands);
  });

  test('what is set, written, hidden and on which line', () => {
    const { commands } = read('GIT_SSL_NO_VERIFY=1 git clone x\nexport A=b\nc | d >/out 2>>/log || true\nset -o pipefail');
    expect(commands.map(({ sets, writes, line, feedsPipe, isIgnored }) => [sets.map(({ name, value }) => `${name}=${value}`), writes.map(({ text }) => text), line, feedsPipe, isIgnored])).toEqual([
      [['GIT_SSL_NO_VERIFY=1'], [], 1, false, false],
      [['A=b'], [], 2, false, false],
      [[], [], 3, true, true],
      [[], ['/out', '/log'], 3, false, true],
      [[], [], 4, false, false],
    ]);
    expect([read('set -euo pipefail').hasPipefail, read('a | b').hasPipefail]).toEqual([true, false]);
  });

  test('what is no valid shell is read by nobody', () => {
    expect([readScript('echo "open'), readScript('fi'), readScript('a ) b')]).toEqual([undefined, undefined, undefined]);
  });
});

test.each<[words: string, program: string]>([
  ['/usr/bin/curl -k x', 'curl'], ['timeout 5 nc -z a 1', 'nc'], ['timeout -s KILL 5 nc', 'nc'], ['env A=1 B=2 wget x', 'wget'], ['command -v jq', 'command'],
  ['busybox wget x', 'wget'], ['exec tini', 'tini'], ['nice -n 5 tar x', 'tar'],
])('%s runs %s', (words, program) => {
  expect(programOf(read(words).commands[0]!)?.name).toBe(program);
});

describe('loops', () => {
  test.each([
    'until nc -z db 5432; do sleep 1; done', 'while ! nc -z db 5432; do sleep 1; done', 'while true; do nc -z db 5432 && break; sleep 1; done',
    'until wget -qO- http://db:5432/; do echo waiting; sleep 2; done', 'while :; do pg_isready -h db -p 5432 && break; sleep 1; done',
    'until [ "$(curl -s -o /dev/null -w "%{http_code}" http://db:5432/)" = 200 ]; do sleep 1; done', 'until timeout 2 nc -w 1 -z db 5432; do :; done',
    'until pg_isready -hdb -p5432; do sleep 1; done', 'until psql --host=db --port=5432 -c "select 1"; do sleep 1; done',
  ])('without a limit: %s', (script) => {
    const found = read(script);
    expect(found.loops.map(({ isBounded }) => isBounded)).toEqual([false]);
    expect(waitsOf(found)).toEqual([expect.objectContaining({ host: 'db', port: 5432 })]);
  });

  test.each([
    'i=0; until nc -z db 5432; do i=$((i+1)); [ $i -lt 30 ] || exit 1; sleep 1; done', 'for i in $(seq 30); do nc -z db 5432 && exit 0; sleep 1; done; exit 1',
    'while read -r line; do echo "$line"; done </etc/hosts', 'n=0; until pg_isready -h db || [ $n -ge 10 ]; do n=$((n+1)); sleep 1; done',
  ])('with a limit: %s', (script) => {
    expect(read(script).loops.filter(({ isBounded }) => !isBounded)).toEqual([]);
  });

  test.each<[words: readonly string[], host: string, port: number | undefined]>([
    [['wait-for-it.sh', 'db:5432', '-t', '60'], 'db', 5432],
    [['dockerize', '-wait', 'tcp://db:5432', '-timeout', '60s'], 'db', 5432],
    [['wait4x', 'tcp', 'db:5432'], 'db', 5432],
    [['sh', '-c', 'until nslookup db.shop.svc; do sleep 1; done'], 'db.shop.svc', undefined],
    [['sh', '-c', 'timeout 60 sh -c "until mysqladmin ping -h db; do sleep 1; done"'], 'db', 3306],
    [['sh', '-c', 'until redis-cli -h db -p 6380 ping; do sleep 1; done'], 'db', 6380],
  ])('%j waits for %s', (command, host, port) => {
    const found = waitsOf(containerScript({ json: { command } }, false)!);
    expect(found).toEqual([expect.objectContaining({ host, ...(port === undefined ? {} : { port }) })]);
  });
});

describe('what a script asks', () => {
  const asked = (script: string, env: readonly object[] = []) =>
    asksOf(read(script), valuesOf({ env } as never)).map(({ protocol, host, port }) => `${protocol}://${host}${port === undefined ? '' : `:${port}`}`);

  test.each<[script: string, asks: readonly string[]]>([
    ['nc -z db 5432 && until redis-cli -h cache ping; do :; done', ['tcp://db:5432', 'redis://cache:6379']],
    ['curl -s http://a/x; curl -s http://a/y', ['http://a:80']], ['wget -qO- a:8080/health', ['http://a:8080']], ['telnet a 23', ['tcp://a:23']],
    ['psql postgres://u:p@db/shop -c x', ['postgres://db:5432']], ['psql "postgres://u:$PASSWORD@db/shop" -c x', ['postgres://db:5432']], ['mongosh --host db --port 27017', ['tcp://db:27017']], ['ping -c 1 db', ['dns://db']],
    ['echo http://a/; grep -h db /x; printf %s nc', []], ['cat <<E\nnc -z a 1\nE', []], ['dig +short db', ['dns://db']], ['curl "$URL"; nc -z $HOST 1', []],
  ])('%s', (script, asks) => {
    expect(asked(script)).toEqual(asks);
  });

  test('variables of the container are read, those without a value are not', () => {
    const env = [{ name: 'HOST', value: 'db' }, { name: 'URL', value: 'https://a/x' }, { name: 'TOKEN', valueFrom: {} }];
    expect(asked('nc -z "$HOST" 1; curl -H "x: $TOKEN" $URL', env)).toEqual(['tcp://db:1', 'https://a:443']);
    expect(waitsOf(read('until nc -z $HOST 5432; do :; done'), valuesOf({ env } as never))).toEqual([{ protocol: 'tcp', host: 'db', port: 5432, level: 'accepting' }]);
  });
});

describe('the script of a container', () => {
  test.each<[command: readonly string[], args: readonly string[], field: string | undefined, shell: string | undefined]>([
    [['sh', '-c', 'ls'], [], 'command[2]', 'sh'], [['/bin/bash', '-euo', 'pipefail', '-c'], ['ls'], 'args[0]', 'bash'], [[], ['sh', '-ec', 'ls'], 'args[2]', 'sh'],
    [['/usr/bin/tini', '--', 'sh', '-c', 'ls'], [], 'command[4]', 'sh'], [['timeout', '60', 'ash', '-c', 'ls'], [], 'command[4]', 'ash'],
    [['npm', 'run'], ['migrate'], 'command[0]', undefined], [[], [], undefined, undefined], [['sh', '/scripts/wait.sh'], [], 'command[0]', undefined],
    [['echo', 'sh', '-c', 'ls'], [], 'command[0]', undefined],
  ])('%j %j', (command, args, field, shell) => {
    const found = containerScript({ json: { command, args } }, false);
    expect([found?.field, found?.shell]).toEqual([field, shell]);
  });

  test('of a step is what stands behind --', () => {
    const json = { command: ['/bin/sh', '/prelude/run.sh'], args: ['--timeout', '300', '--', 'sh', '-euc', 'curl -k https://x', 'name'] };
    expect(containerScript({ json }, true)).toMatchObject({ field: 'args[5]', shell: 'sh' });
    expect(containerScript({ json: { command: ['/bin/sh', '/prelude/wait.sh'], args: ['db=tcp://db:1'] } }, true)).toBeUndefined();
  });
});

test.each<[script: string, missing: readonly string[]]>([
  ['jq -r .a /x >/output/a', ['jq']], ['if command -v jq; then jq .; fi', []], ['f() { ls; }; f; cd /x; export A=1', []], ['/opt/tool; "$TOOL" x', []],
  ['curl x | python3 -', ['curl', 'python3']], ['cat a | sed s/a/b/ | awk 1', []],
])('tools that %s lacks: %j', (script, missing) => {
  expect(missingTools(script, ['sh', 'wget'])).toEqual(missing);
});
