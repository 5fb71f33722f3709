/**
 * examples/platform and examples/teams as a company has them: cdk8s-prelude and @acme/platform are packed, the platform's tests run
 * against the packed library, and the teams install both tarballs and synthesize what is committed beside them.
 */
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { install, pack, readDirectory, root, runIn, synthesize, tsc } from './support/packages';

const temporary = mkdtempSync(join(tmpdir(), 'prelude-company-'));
afterAll(() => rmSync(temporary, { recursive: true, force: true }));

const examples = join(root, 'examples');
const teams = readdirSync(join(examples, 'teams'));
const platform = join(temporary, 'platform');
const TSX = 'node_modules/tsx/dist/cli.mjs';

let library: string;
let tarball: string;

/** A copy of an example without what was made of it, as a clone has it. */
function clone(from: string, to: string): void {
  cpSync(from, to, { recursive: true, filter: (file) => !/\/(node_modules|lib|dist)$/.test(file) });
}

beforeAll(() => {
  mkdirSync(join(temporary, 'tarballs'));
  library = join(temporary, 'tarballs', pack(root, join(temporary, 'tarballs')).filename);
  clone(join(examples, 'platform'), platform);
  install(platform, library);
  tsc(platform, '-p', '.');
  tarball = join(temporary, 'tarballs', pack(platform, join(temporary, 'tarballs')).filename);
});

test('the platform is packed with what it needs, and nothing else', () => {
  const files = runIn(temporary, 'tar', '-tzf', tarball).trim().split('\n').map((file) => file.replace('package/', ''));
  expect(files).toEqual(expect.arrayContaining(['package.json', 'lib/index.js', 'lib/index.d.ts']));
  expect(files.filter((file) => file !== 'package.json' && !/^lib\/.+(\.js|\.d\.ts)$/.test(file))).toEqual([]);
});

test('the platform has no copy of the library of its own', () => {
  const { dependencies = {}, peerDependencies } = JSON.parse(readFileSync(join(platform, 'package.json'), 'utf8')) as Record<string, Record<string, string>>;
  expect(peerDependencies).toHaveProperty('cdk8s-prelude');
  expect(dependencies).not.toHaveProperty('cdk8s-prelude');
});

test('the tests of the platform pass', () => {
  expect(runIn(platform, process.execPath, '--import', 'tsx', '--test', 'test/platform.test.ts')).toMatch(/^# pass [1-9]\d*$/m);
});

describe.each(teams)('team %s', (team) => {
  const directory = join(temporary, 'teams', team);

  beforeAll(() => {
    clone(join(examples, 'teams', team), directory);
    install(directory, library, tarball);
  });

  test('has one copy of the library', () => {
    expect(existsSync(join(directory, 'node_modules/@acme/platform/lib/index.js'))).toBe(true);
    expect(existsSync(join(directory, 'node_modules/@acme/platform/node_modules'))).toBe(false);
  });

  test('type-checks', () => expect(tsc(directory, '-p', '.')).toBe(''));

  test('synthesizes what is committed', () => {
    expect(synthesize(directory, TSX, 'main.ts')).toEqual(readDirectory(join(examples, 'teams', team, 'dist')));
  });
});
