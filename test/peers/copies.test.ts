/** Two copies of the packed library in one node_modules, as a platform package brings about that has it among its dependencies. */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pack, root, runIn, tsc } from './support/packages';

const temporary = realpathSync(mkdtempSync(join(tmpdir(), 'prelude-copies-')));
afterAll(() => rmSync(temporary, { recursive: true, force: true }));

const team = join(temporary, 'node_modules/cdk8s-prelude');
const platform = join(temporary, 'node_modules/@acme/platform');
const nested = join(platform, 'node_modules/cdk8s-prelude');

beforeAll(() => {
  const { filename } = pack(root, temporary);
  for (const directory of [team, nested]) {
    mkdirSync(directory, { recursive: true });
    runIn(directory, 'tar', '-xzf', join(temporary, filename), '--strip-components=1');
  }
  const manifest = JSON.parse(readFileSync(join(nested, 'package.json'), 'utf8')) as { readonly dependencies: object };
  writeFileSync(join(nested, 'package.json'), JSON.stringify({ ...manifest, version: '9.9.9' }));
  for (const name of ['cdk8s', 'cdk8s-plus-28', 'constructs', '@types', ...Object.keys(manifest.dependencies)]) {
    symlinkSync(join(root, 'node_modules', name), join(temporary, 'node_modules', name));
  }
  mkdirSync(join(platform, 'lib'));
  writeFileSync(join(platform, 'package.json'), JSON.stringify({ name: '@acme/platform', version: '1.0.0', main: 'lib/index.js', types: 'lib/index.d.ts' }));
  writeFileSync(join(platform, 'lib/index.d.ts'), [
    `import { Deployment } from 'cdk8s-prelude';`,
    `export declare class AcmeWebService<out Id extends string = string> extends Deployment<Id> {}`,
    `export { defineStandard } from 'cdk8s-prelude';`,
  ].join('\n'));
  writeFileSync(join(platform, 'lib/index.js'), [
    `const { Deployment, defineStandard } = require('cdk8s-prelude');`,
    `exports.AcmeWebService = class AcmeWebService extends Deployment {};`,
    `exports.defineStandard = defineStandard;`,
  ].join('\n'));
});

const PROLOGUE = `
import { App, Chart, Size } from 'cdk8s';
import { AcmeWebService, defineStandard } from '@acme/platform';
import { Deployment, image, postgres, scratch, WaitForService } from 'cdk8s-prelude';
const app = new App();
const chart = new Chart(app, 'shop');
`;

const OPTIONS = ['--strict', '--module', 'node16', '--moduleResolution', 'node16', '--target', 'es2022', '--skipLibCheck', '--types', 'node'];

/** Compiles the program of a team and runs it; returns what either says. */
function told(program: string): { byCompiler: string; atRunTime: string } {
  const directory = mkdtempSync(join(temporary, 'team-'));
  writeFileSync(join(directory, 'main.ts'), PROLOGUE + program);
  return {
    byCompiler: messageOf(() => tsc(directory, 'main.ts', ...OPTIONS)),
    atRunTime: messageOf(() => runIn(directory, process.execPath, 'main.js')),
  };
}

/** What a command that fails says, without its own line. */
function messageOf(run: () => string): string {
  try {
    run();
    return '';
  } catch (error) {
    return (error as Error).message.replace(/^.*\n/, '').trim();
  }
}

const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
const REMEDY = 'Install only one: list cdk8s-prelude in peerDependencies of packages that build on it, not in dependencies';

test.each([
  ['a step of one on a workload of the other', `new WaitForService(new AcmeWebService(chart, 'web'), 'wait', { until: postgres({ host: 'db' }) });`],
  ['workloads of both in one app', `new AcmeWebService(chart, 'web'); new Deployment(chart, 'api');`],
  ['standards of one, workloads of the other', `defineStandard({ name: 'Acme' }).setOn(app); new Deployment(chart, 'api');`],
  ['a value of one given to the other', `
    new AcmeWebService(chart, 'web').addContainer('app', {
      image: image('registry.example.com/shop:1.4.2', { user: 1000 }), mounts: { '/tmp': scratch(Size.mebibytes(1)) as any },
    });`],
])('%s: tells both copies and what to do', (_, program) => {
  const { atRunTime } = told(program);
  expect(atRunTime).toContain(`PreludeError`);
  expect(atRunTime).toContain(`${version} in ${team}`);
  expect(atRunTime).toContain(`9.9.9 in ${nested}`);
  expect(atRunTime).toContain(REMEDY);
});

test('the compiler says it on two lines', () => {
  const { byCompiler } = told(`new WaitForService(new AcmeWebService(chart, 'web'), 'wait', { until: postgres({ host: 'db' }) });`);
  const [first, second, ...more] = byCompiler.split('\n');
  expect(first).toMatch(/^main\.ts\(7,20\): error TS2345: Argument of type 'AcmeWebService<"web">' is not assignable to parameter of type 'Workload</);
  expect(second).toBe(`  Types have separate declarations of a private property ''the scope of a step must be a workload of this library: new Deployment(…), or adopt(…).''.`);
  expect(more).toEqual([]);
});

test('two copies that do not meet are nobody\'s business', () => {
  const program = `
    const other = new Chart(new App(), 'other');
    new AcmeWebService(chart, 'web').addContainer('app', { image: image('registry.example.com/shop:1.4.2', { user: 1000 }) });
    new Deployment(other, 'api').addContainer('app', { image: image('registry.example.com/api:1.4.2', { user: 1000 }) });
    app.synth();`;
  expect(told(program)).toEqual({ byCompiler: '', atRunTime: '' });
});

test('one copy under two paths is one copy', () => {
  rmSync(nested, { recursive: true });
  symlinkSync(team, nested);
  try {
    expect(told(`new AcmeWebService(chart, 'web'); new Deployment(chart, 'api');`)).toEqual({ byCompiler: '', atRunTime: '' });
  } finally {
    rmSync(nested);
    cpSync(team, nested, { recursive: true });
  }
});
