/**
 * Projects as `cdk8s init typescript-app` makes them (cdk8s-cli 2.207: `module: CommonJS` without moduleResolution, lib es2016, no
 * skipLibCheck, ts-jest), with cdk8s-plus of other versions beside the library. The tsconfig is not touched.
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { install, pack, root, runIn } from './support/packages';

const temporary = mkdtempSync(join(tmpdir(), 'prelude-init-'));
afterAll(() => rmSync(temporary, { recursive: true, force: true }));

const { devDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { devDependencies: Record<string, string> };

/** What cdk8s-cli writes, word for word. */
const TSCONFIG = {
  compilerOptions: {
    alwaysStrict: true, declaration: true, experimentalDecorators: true, inlineSourceMap: true, inlineSources: true, lib: ['es2016'],
    module: 'CommonJS', noEmit: false, noEmitOnError: true, noFallthroughCasesInSwitch: true, noImplicitAny: true, noImplicitReturns: true,
    noImplicitThis: true, noUnusedLocals: true, noUnusedParameters: true, resolveJsonModule: true, strict: true, strictNullChecks: true,
    strictPropertyInitialization: true, stripInternal: true, target: 'ES2017',
  },
  include: ['**/*.ts'],
  exclude: ['node_modules'],
};

/** Everything of cdk8s-plus that the library takes, made by one version of it. */
const program = (version: number): string => `
import { App, Chart, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-${version}';
import {
  adopt, claim, configMapFiles, configMapKey, Deployment, image, postgres, secretFiles, secretKey, tcp, WaitForService, WriteFiles,
} from 'cdk8s-prelude';
import type { Rule } from 'cdk8s-prelude/rules';
import { Step } from 'cdk8s-prelude/steps';
import { stepsOf } from 'cdk8s-prelude/testing';

export const rule: Pick<Rule, 'id'> = { id: 'x-y' };
const app = new App();
const chart = new Chart(app, 'shop');
const own = new kplus.Deployment(chart, 'own', { securityContext: { user: 1000 } as never });
const container = own.addContainer({ name: 'app', image: 'registry.example.com/a:1.0.0', portNumber: 8080, securityContext: { user: 1000 } });
const service = own.exposeViaService({ name: 'own' });
const secret = new kplus.Secret(chart, 'secret', { stringData: { password: 'x' } });
const map = new kplus.ConfigMap(chart, 'map', { data: { a: '1' } });
const pvc = new kplus.PersistentVolumeClaim(chart, 'pvc', {
  storage: Size.gibibytes(1), accessModes: [kplus.PersistentVolumeAccessMode.READ_WRITE_MANY],
});
const adopted = adopt(own, 'own', { fsGroup: 1000 });
new WriteFiles(adopted, 'files', { files: { a: '1' } }).files.mountInto(container, '/files');
const job = adopt(new kplus.Job(chart, 'job', {
  containers: [{ name: 'j', image: 'registry.example.com/a:1.0.0', securityContext: { user: 1000 } }],
}), 'job');
const wait: Step = new WaitForService(job, 'wait', { until: { db: postgres({ host: 'db' }), own: tcp({ host: service, port: 8080 }) } });
if (wait.name !== 'wait') throw new Error(wait.name);
const web = new Deployment(chart, 'web', {
  serviceAccount: new kplus.ServiceAccount(chart, 'account'), automountServiceAccountToken: true, fsGroup: 1000, select: { app: 'shop' },
});
web.addContainer('app', {
  image: image('registry.example.com/tool:1.0.0', { user: 1000, group: 1000 }),
  ports: [{ number: 8080, name: 'http', protocol: kplus.Protocol.TCP }],
  readiness: kplus.Probe.fromHttpGet('/', { port: 8080 }), liveness: kplus.Probe.fromTcpSocket({ port: 8080 }),
  startup: kplus.Probe.fromCommand(['true']), lifecycle: { preStop: kplus.Handler.fromCommand(['sleep', '1']) },
  resources: { cpu: { request: kplus.Cpu.millis(10) }, memory: { limit: Size.mebibytes(256) } },
  env: { P: secretKey(secret, 'password'), A: configMapKey(map, 'a'), V: kplus.EnvValue.fromValue('x') },
  mounts: { '/s': secretFiles(secret), '/m': configMapFiles(map), '/d': claim(web, 'data', pvc) },
});
app.synth();
if (stepsOf(adopted).length !== 1) throw new Error('one step');
`;

const JEST_TEST = `
import { stepsOf } from 'cdk8s-prelude/testing';
import { Chart, Testing } from 'cdk8s';
import { Deployment, image, postgres, WaitForService } from 'cdk8s-prelude';

test('a step is there', () => {
  const web = new Deployment(new Chart(Testing.app(), 'shop'), 'web');
  new WaitForService(web, 'wait', { until: postgres({ host: 'db' }) });
  web.addContainer('app', { image: image('registry.example.com/shop:1.4.2', { user: 1000 }) });
  expect(stepsOf(web)).toEqual(['wait']);
});
`;

interface Manifest {
  readonly kind: string;
  readonly metadata: { readonly name: string };
  readonly spec?: { readonly selector?: unknown };
}

const yamlOf: Record<number, string> = {};
let tarball: string;
beforeAll(() => {
  tarball = join(temporary, pack(root, temporary).filename);
});

/** An empty project, installed. */
function project(name: string, dependencies: Record<string, string>): string {
  const directory = join(temporary, name);
  mkdirSync(directory);
  const all = { 'cdk8s': '^2.68.12', 'constructs': '^10.3.0', 'cdk8s-prelude': `file:${tarball}`, '@types/node': '^20', 'typescript': '5.9.x', ...dependencies };
  writeFileSync(join(directory, 'package.json'), JSON.stringify({ name, private: true, dependencies: all }));
  writeFileSync(join(directory, 'tsconfig.json'), JSON.stringify(TSCONFIG));
  install(directory);
  return directory;
}

describe.each([28, 31, 34])('cdk8s-plus-%i', (version) => {
  let directory: string;
  beforeAll(() => {
    directory = project(`plus-${version}`, { [`cdk8s-plus-${version}`]: '*' });
    writeFileSync(join(directory, 'main.ts'), program(version));
  });

  test('compiles with the tsconfig of cdk8s init, which is not touched', () => {
    expect(runIn(directory, process.execPath, 'node_modules/typescript/bin/tsc', '--build')).toBe('');
  });

  test('synthesizes', () => {
    runIn(directory, process.execPath, 'main.js');
    yamlOf[version] = readFileSync(join(directory, 'dist/shop.k8s.yaml'), 'utf8');
    const manifests = parseAllDocuments(yamlOf[version]).map((document) => document.toJS() as Manifest);
    expect(manifests.find(({ kind, metadata }) => kind === 'Deployment' && metadata.name.startsWith('shop-web'))?.spec?.selector)
      .toEqual({ matchLabels: { app: 'shop' } });
  });
});

test('the pods of the library are the same beside every version', () => {
  const web = (version: number) => parseAllDocuments(yamlOf[version]!).map((document) => document.toJS() as Manifest)
    .find(({ kind, metadata }) => kind === 'Deployment' && metadata.name.startsWith('shop-web'));
  expect(web(31)).toEqual(web(28));
  expect(web(34)).toEqual(web(28));
});

test('cdk8s-prelude/testing is found under ts-jest', () => {
  const directory = project('ts-jest', { 'jest': devDependencies.jest!, 'ts-jest': '^29.4.5', '@types/jest': '^30' });
  writeFileSync(join(directory, 'main.test.ts'), JEST_TEST);
  writeFileSync(join(directory, 'jest.config.js'), `module.exports = { roots: ['<rootDir>'], transform: { '^.+\\\\.tsx?$': 'ts-jest' } };`);
  expect(() => runIn(directory, process.execPath, 'node_modules/jest/bin/jest.js', '--ci')).not.toThrow();
});

test.each([
  ['verbatimModuleSyntax and erasableSyntaxOnly', 'main.mts', { module: 'nodenext', target: 'es2022', verbatimModuleSyntax: true, erasableSyntaxOnly: true }],
  ['a bundler', 'main.ts', { module: 'esnext', moduleResolution: 'bundler', target: 'es2022' }],
])('compiles with %s', (_, file, options) => {
  const directory = project(`options-${file.replace('.', '-')}`, {});
  writeFileSync(join(directory, file), program(28));
  writeFileSync(join(directory, 'tsconfig.json'), JSON.stringify({ compilerOptions: { strict: true, noEmit: true, skipLibCheck: true, types: ['node'], ...options } }));
  expect(runIn(directory, process.execPath, 'node_modules/typescript/bin/tsc', '-p', '.')).toBe('');
});
