import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as library from '../../src';
import { notATarget } from '../../src/messages/readiness';
import * as targets from '../../src/steps/wait/targets';
import { runningCode } from '../support/server-tests';
import type { Target } from '../../src';

/* What a protocol needs beside its line in src/steps/wait/targets.ts: each is named here where it is missing. */

const root = join(__dirname, '../..');
const read = (file: string) => readFileSync(join(root, file), 'utf8');
const own = library.image('registry.example.com/x:1.0.0', { user: 1 });

/** A test that a probe waits in, for a server that it starts. */
interface ServerTest {
  readonly file: string;
  /** The functions of test/support/servers that start them; none where no server is asked. */
  readonly starts: readonly string[];
}

/** By protocol: the test that runs its probe. */
const TESTED: Readonly<Record<string, ServerTest>> = {
  // The name is looked up in /etc/hosts of the test, and a command is the test's own: there is no server.
  dns: { file: 'wait-addresses', starts: [] },
  command: { file: 'wait', starts: [] },
  tcp: { file: 'wait', starts: ['startServer', 'startSilent', 'startBlackHole'] },
  http: { file: 'wait-http', starts: ['startServer'] },
  memcached: { file: 'wait-memcached', starts: ['startMemcached'] },
  migrated: { file: 'wait-migrated', starts: ['startPostgres', 'startMariadb'] },
  mysql: { file: 'wait-mysql', starts: ['startMariadb'] },
  postgres: { file: 'wait-postgres', starts: ['startPostgres'] },
  redis: { file: 'wait-redis', starts: ['startRedis'] },
  resource: { file: 'wait-resource', starts: ['startServer'] },
};

/** What a test lacks to be one of a protocol: its code is read, not its comments, and not what is skipped. */
function missingIn(source: string, protocol: string, starts: readonly string[]): readonly string[] {
  const { calls, texts, imports } = runningCode(source);
  const servers = [...imports].flatMap(([module, names]) => (module.startsWith('../support/servers/') ? names : []));
  return [
    ...starts.flatMap((start) => (servers.includes(start) ? [] : [`servers of ${start}`])),
    ...starts.flatMap((start) => (calls.has(start) ? [] : [`a call of ${start}`])),
    ...(texts.some((text) => new RegExp(`^\\S+=${protocol}:`).test(text) || text === `=${protocol}://`) ? [] : [`a target x=${protocol}:…`]),
    ...(calls.has('startWait') || calls.has('runProgram') ? [] : ['a wait']),
    ...(texts.some((text) => /\bready\b/.test(text)) ? [] : ['what a ready server leads to']),
  ];
}

function missing(protocol: string, { file, starts }: ServerTest): readonly string[] {
  const path = `test/scripts/${file}.test.ts`;
  return existsSync(join(root, path)) ? missingIn(read(path), protocol, starts) : [file];
}

const RIGHT = `
import { startRedis } from '../support/servers/redis';
import { startWait } from './wait-helpers';
test('ready', async () => {
  const server = await startRedis();
  expect(statesOf(await startWait({ targets: [\`cache=redis://127.0.0.1:\${server.port}\`] }).exit, 'cache')).toEqual(['ready after N s']);
});
`;

/** Arguments of those that take more than a host and a port. */
const ARGUMENTS: Readonly<Record<string, readonly unknown[]>> = {
  http: ['http://x'], resource: [{ kind: 'Job', name: 'x' }], command: [{ image: own, command: ['x'], proves: 'it works' }], dns: [{ host: 'x' }],
  migrated: [{ server: library.postgres({ host: 'x' }), tool: library.golangMigrate(), version: 1, databaseName: 'x', login: 'x' }],
};
const make = (name: string): Target => (targets as unknown as Record<string, (...args: readonly unknown[]) => Target>)[name]!(...(ARGUMENTS[name] ?? [{ host: 'x', port: 1 }]));
const specOf = (name: string) => make(name)._spec({ name: 'x', step: 'wait', clusterDomain: undefined });
const files = readdirSync(join(root, 'src/steps/wait')).filter((file) => existsSync(join(root, `src/scripts/probe-${file.replace('.ts', '')}.sh`)));

test('every file with a probe is in the list, and every probe has its file', () => {
  expect(files.map((file) => file.replace('.ts', '')).sort()).toEqual(Object.keys(targets).sort());
  const probes = readdirSync(join(root, 'src/scripts')).flatMap((file) => /^probe-(.*)\.sh$/.exec(file)?.[1] ?? []).filter((name) => name !== 'https');
  expect(probes.sort()).toEqual(Object.keys(targets).sort());
});

describe.each(Object.keys(targets))('%s', (name) => {
  test('is public', () => expect(library).toHaveProperty(name));
  test('stands in the sentence about what is no target', () => expect(notATarget('x')).toContain(`${name}(…)`));
  test('runs its probe', () => expect(specOf(name).parts).toContain(`probe-${name}`));
  test('its file exports a function of its name', () => expect(read(`src/steps/wait/${name}.ts`)).toMatch(new RegExp(`export function ${name}\\b`)));
  test('the table of docs/steps/wait-for-service.md has a row', () => expect(read('docs/steps/wait-for-service.md')).toMatch(new RegExp(`^\\| \`${name}\\(`, 'm')));
  test('the table of src/scripts/README.md has a row', () => expect(read('src/scripts/README.md')).toMatch(new RegExp(`^\\| \`NAME=${name}:`, 'm')));
  test('is tested against servers', () => {
    const tested = TESTED[name] ?? { file: `no entry for ${name} in TESTED: write test/scripts/wait-${name}.test.ts`, starts: [] };
    expect(missing(name, tested)).toEqual([]);
  });
});

test('what is tested is a protocol', () => expect(Object.keys(targets)).toEqual(expect.arrayContaining(Object.keys(TESTED))));

test.each<[what: string, code: string, missing: readonly string[]]>([
  ['nothing', RIGHT, []], ['the file', '', ['servers of startRedis', 'a call of startRedis', 'a target x=redis:…', 'a wait', 'what a ready server leads to']],
  ['the server', RIGHT.replace('await startRedis()', 'nothing'), ['a call of startRedis']],
  ['the target', RIGHT.replace('=redis:', '=tcp:'), ['a target x=redis:…']], ['the wait', RIGHT.replace('startWait(', 'other('), ['a wait']],
  ['all, in a comment', RIGHT.replace('test(', '/* test(').concat('*/'), ['a call of startRedis', 'a target x=redis:…', 'a wait', 'what a ready server leads to']],
  ['all, skipped', RIGHT.replace('test(', 'test.skip('), ['a call of startRedis', 'a target x=redis:…', 'a wait', 'what a ready server leads to']],
  ['a server of its own', RIGHT.replace('../support/servers/redis', './fakes'), ['servers of startRedis']],
])('a test that lacks %s is found', (_, code, found) => {
  expect(missingIn(code, 'redis', ['startRedis'])).toEqual(found);
});
