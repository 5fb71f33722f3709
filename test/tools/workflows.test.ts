import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

/* The workflows of GitHub run what is there, and have no more rights than they need. `npx projen` writes them (.projenrc.ts). */

interface Job {
  readonly 'permissions': Readonly<Record<string, string>>;
  readonly 'runs-on': string;
  readonly 'needs'?: string;
  readonly 'timeout-minutes'?: number;
  readonly 'strategy'?: { readonly matrix: { readonly os: readonly string[] } };
  readonly 'steps': readonly { readonly run?: string; readonly uses?: string }[];
}

const root = join(__dirname, '../..');
const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { readonly scripts: Readonly<Record<string, string>> };
const jobsOf = (name: string) => (parse(readFileSync(join(root, `.github/workflows/${name}.yml`), 'utf8')) as { readonly jobs: Readonly<Record<string, Job>> }).jobs;
const [build, release] = [jobsOf('build'), jobsOf('release')];
const commands = [build, release].flatMap((jobs) => Object.values(jobs)).flatMap(({ steps }) => steps.flatMap(({ run }) => run ?? []));

test('every script that they run is there', () => {
  const named = commands.flatMap((command) => /^npm run ([\w:-]+)$/.exec(command)?.[1] ?? []);
  expect(named.length).toBeGreaterThan(2);
  expect(named.filter((name) => scripts[name] === undefined)).toEqual([]);
  const patterns = (scripts['test:portable'] ?? '').split(' ').filter((word) => word.startsWith('test/'));
  expect(patterns.length).toBeGreaterThan(5);
  expect(patterns.filter((path) => !existsSync(join(root, path)))).toEqual([]);
});

test('all runs on Linux, the library itself on macOS and Windows', () => {
  expect(build.linux?.steps.map(({ run }) => run)).toContain('.ci/run');
  expect(build.portable?.strategy?.matrix.os).toEqual(['macos-latest', 'windows-latest']);
});

test('only the job that publishes may sign, and only after all tests', () => {
  const all = [...Object.values(build), release.linux!];
  expect(all.map(({ permissions }) => permissions)).toEqual(all.map(() => ({ contents: 'read' })));
  expect(release.publish).toMatchObject({ needs: 'linux', permissions: { 'contents': 'read', 'id-token': 'write' } });
  expect(release.publish?.steps.at(-1)?.run).toBe('npm publish --provenance');
});

test('no job runs for ever', () => {
  for (const job of [...Object.values(build), ...Object.values(release)]) expect(job['timeout-minutes']).toBeLessThanOrEqual(90);
});
