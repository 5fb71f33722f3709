/** Programs that Node runs as they are, by its own type stripping (22.18, 24): needs lib/ and the registry, which has Node itself. */
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { install, pack, readDirectory, root } from './support/packages';

const temporary = mkdtempSync(join(tmpdir(), 'prelude-stripping-'));
afterAll(() => rmSync(temporary, { recursive: true, force: true }));

let tarball = '';
beforeAll(() => { tarball = join(temporary, pack(root, temporary).filename); });

/** The package that holds nothing but the binary. */
const binary = `node-${process.platform}-${process.arch}`;

describe.each(['22.18', '24'])('Node %s', (version) => {
  const directory = join(temporary, version);
  beforeAll(() => {
    mkdirSync(join(directory, 'steps'), { recursive: true });
    const dependencies = { 'cdk8s': '^2.68.0', 'cdk8s-plus-28': '^2.2.0', 'constructs': '^10.0.0', 'cdk8s-prelude': `file:${tarball}`, [binary]: `~${version}` };
    writeFileSync(join(directory, 'package.json'), JSON.stringify({ name: 'stripped', private: true, type: 'module', dependencies }));
    install(directory);
    copyFileSync(join(root, 'examples/hello/main.ts'), join(directory, 'main.ts'));
    copyFileSync(join(root, 'examples/platform/src/load-feature-flags.ts'), join(directory, 'steps/load-feature-flags.ts'));
  });

  const run = (...args: string[]) => execFileSync(join(directory, 'node_modules', binary, 'bin/node'), args, {
    cwd: directory, encoding: 'utf8', env: { ...process.env, CDK8S_OUTDIR: join(directory, 'dist'), NODE_OPTIONS: '' },
  });

  test('runs an example without a compiler, to the YAML that stands beside it', () => {
    run('main.ts');
    expect(readDirectory(join(directory, 'dist'))).toEqual(readDirectory(join(root, 'examples/hello/dist')));
  });

  test('loads a step of a company', () => {
    expect(run('-e', "import('./steps/load-feature-flags.ts').then((step) => console.log(Object.keys(step).join()))")).toBe('FlagsLoaded,LoadFeatureFlags\n');
  });
});
