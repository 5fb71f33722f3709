import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as library from '../../src';
import { notATarget } from '../../src/messages/readiness';
import * as targets from '../../src/steps/wait/targets';
import type { Target } from '../../src';

/* What a protocol needs beside its line in src/steps/wait/targets.ts: each is named here where it is missing. */

const root = join(__dirname, '../..');
const read = (file: string) => readFileSync(join(root, file), 'utf8');
const own = library.image('registry.example.com/x:1.0.0', { user: 1 });

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
    const tests = readdirSync(join(root, 'test/scripts')).filter((file) => /^wait.*\.test\.ts$/.test(file)).map((file) => read(`test/scripts/${file}`)).join();
    expect(tests).toMatch(new RegExp(`=${name}:`));
  });
});
