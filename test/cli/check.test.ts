import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkFiles } from '../../src/cli/check-files';
import { podsIn } from '../../src/manifest/pods-in';
import { RULES } from '../../src/rules';
import { temporaryDirectory } from '../support/temporary';

const TSX = join(__dirname, '../../node_modules/tsx/dist/cli.mjs');
const MAIN = join(__dirname, '../../src/cli/main.ts');
function run(args: readonly string[], { input = '', env = {}, cwd }: { input?: string; env?: Record<string, string>; cwd?: string } = {}) {
  const { GITHUB_ACTIONS: _, FORCE_COLOR: __, ...rest } = process.env;
  return spawnSync(process.execPath, [TSX, MAIN, 'check', ...args], { input, encoding: 'utf8', cwd, env: { ...rest, ...env } });
}
const found = (text: string, options = {}) => checkFiles([{ name: 'a.yaml', text }], options).findings
  .map(({ file, place: { line, column }, rule, severity }) => `${file}:${line}:${column} ${severity} ${rule}`);

const BAD = `apiVersion: v1
kind: Pod
metadata: { name: a }
spec:
  hostNetwork: yes
  initContainers:
    - name: w
      image: busybox:latest
      securityContext: { <<: { privileged: true } }
      resources: &small { requests: { cpu: 10m, memory: 16Mi }, limits: { memory: 64Mi } }
  containers:
    - { name: c, image: 'shop:1', resources: *small }
`;
const GOOD = BAD.replace('  hostNetwork: yes\n', '').replace(':latest', ':1').replace(/ {6}securityContext.*\n/, '');

test('a pod that nobody here made is checked, at the places where it is wrong', () => {
  expect(found(BAD)).toEqual(['a.yaml:8:7 warning pinned-images', 'a.yaml:5:3 error host-namespaces', 'a.yaml:9:32 error privileged']);
  expect(found(GOOD)).toEqual([]);
});

test('the level is the one given, that of the namespace, or baseline', () => {
  const namespace = (level: string) => `kind: Namespace\nmetadata: { name: ops, labels: { pod-security.kubernetes.io/enforce: ${level} } }\n---\n`;
  const inOps = BAD.replace('{ name: a }', '{ name: a, namespace: ops }');
  expect(found(`${namespace('privileged')}${inOps}`)).toEqual(['a.yaml:11:7 warning pinned-images']);
  expect(found(`${namespace('restricted')}${GOOD.replace('{ name: a }', '{ name: a, namespace: ops }')}`).join()).toContain('error run-as-non-root');
  expect(found(GOOD, { level: 'restricted' }).join()).toContain('error run-as-non-root');
  expect(found(BAD, { level: 'privileged' })).toEqual(['a.yaml:8:7 warning pinned-images']);
});

test('sentences speak of YAML and of no code', () => {
  const text = BAD.replace('hostNetwork: yes', 'hostNetwork: yes\n  volumes: [{ name: v, hostPath: { path: /x } }]')
    .replace("image: 'shop:1',", "image: 'shop:1', env: [{ name: DB_PASSWORD, value: hunter2 }], ports: [{ hostPort: 80 }], securityContext: { capabilities: { add: [SYS_ADMIN] }, procMount: Unmasked },");
  for (const level of ['baseline', 'restricted'] as const) {
    const sentences = checkFiles([{ name: 'a', text }], { level }).findings.map(({ sentence }) => sentence);
    expect(sentences.length).toBeGreaterThan(5);
    for (const sentence of sentences) expect(sentence).not.toMatch(/podSecurity:|\(…\)|hunter2/);
  }
});

test('a rule is suppressed by an annotation with a reason, and not by one without', () => {
  const annotated = (value: string) => BAD.replace('{ name: a }', `{ name: a, annotations: { cdk8s-prelude/suppress.pinned-images: ${value} } }`);
  expect(found(annotated('"a mirror pins it"')).join()).not.toContain('pinned-images');
  expect(found(annotated('" "')).join()).toContain('pinned-images');
});

test.each([
  ['PodTemplate', 'kind: PodTemplate\ntemplate: { spec: { containers: [{ name: c, image: x }] } }', ['template']],
  ['Rollout', 'kind: Rollout\nspec: { template: { spec: { containers: [{ name: c, image: x }] } } }', ['spec', 'template']],
  ['CronJob', 'kind: CronJob\nspec: { jobTemplate: { spec: { template: { spec: { containers: [{ name: c, image: x }] } } } } }', ['spec', 'jobTemplate', 'spec', 'template']],
  ['ScaledJob', 'kind: ScaledJob\nspec: { jobTargetRef: { template: { spec: { containers: [{ name: c, image: x }] } } } }', ['spec', 'jobTargetRef', 'template']],
])('the pod of a %s is found', (kind, text, path) => {
  const { findings, checked } = checkFiles([{ name: 'a', text }]);
  expect(checked).toEqual([`${kind} without a name`]);
  expect(findings.map(({ rule, place }) => `${rule} ${place.line}`)).toContain('pinned-images 2');
  expect(podsIn({ spec: { template: { spec: { containers: [{ name: 'c', image: 'x' }] } } } })[0]?.path).toEqual(['spec', 'template']);
  expect(path.length).toBeGreaterThan(0);
});

test('what is true of no pod alone is found too: a key that a ConfigMap has not, a name given twice, a circle of steps', () => {
  const reads = GOOD.replace('name: c,', 'name: c, env: [{ name: A, valueFrom: { configMapKeyRef: { name: m, key: b } } }],');
  expect(found(`${reads}---\nkind: ConfigMap\nmetadata: { name: m }\ndata: { a: x }\n`)).toEqual(['a.yaml:10:24 error object-keys']);
  expect(found(`${GOOD}---\n${GOOD}`)).toEqual([expect.stringMatching(/^a\.yaml:\d+:13 error unique-workloads$/)]);
  const waits = (name: string, host: string) => GOOD.replace('{ name: a }', `
  name: ${name}
  labels: { app: ${name} }
  annotations:
    cdk8s-prelude/steps.facts: '{"version":1,"path":"shop/${name}","level":"privileged","steps":[{"name":"w","kind":"WaitForService","deadline":9,"waitsFor":[{"protocol":"tcp","host":"${host}","port":1}]}]}'`);
  const service = (name: string) => `kind: Service\nmetadata: { name: ${name} }\nspec: { selector: { app: ${name} }, ports: [{ port: 1 }] }\n`;
  const findings = checkFiles([{ name: 'a', text: [waits('one', 'two'), waits('two', 'one'), service('one'), service('two')].join('---\n') }], { rules: new Set(['wait-cycle']) }).findings;
  expect(findings).toMatchObject([{ rule: 'wait-cycle', construct: 'shop/one', sentence: expect.stringContaining('Pod one waits for Pod two (service two) waits for Pod one (service one)') }]);
});

test('what Helm has rendered says which template it is of', () => {
  const { findings: [finding] } = checkFiles([{ name: '-', text: `---\n# Source: shop/templates/web.yaml\n${BAD}` }]);
  expect(finding?.source).toBe('shop/templates/web.yaml');
});

describe('the command', () => {
  const directory = () => {
    const made = temporaryDirectory('prelude-cli-');
    mkdirSync(join(made, 'deep'));
    writeFileSync(join(made, 'bad.yaml'), BAD);
    writeFileSync(join(made, 'deep', 'good.json'), JSON.stringify({ kind: 'Service' }));
    writeFileSync(join(made, 'deep', 'good.yml'), GOOD);
    writeFileSync(join(made, 'README.md'), '# no manifest: [');
    return made;
  };

  test.each(['text', 'json', 'sarif', 'github', 'junit'])('ends with the same codes in %s', (format) => {
    const codes = [BAD, GOOD, 'kind: Service\n', 'a: ['].map((input) => run(['--format', format], { input }).status);
    expect(codes).toEqual([1, 0, 2, 2]);
  });

  test('looks through directories, and writes further reports', () => {
    const cwd = directory();
    const { status, stdout } = run(['--report', 'sarif=f.sarif', '--report', 'junit=f.xml', '--report', 'json=f.json', '.'], { cwd });
    expect([status, stdout.trim().split('\n').at(-1)]).toEqual([1, '2 pods checked: 2 errors, 1 warning, 0 notes']);
    expect(stdout).toContain('bad.yaml:5:3: error: Pod a hostNetwork: ');
    const sarif = JSON.parse(readFileSync(join(cwd, 'f.sarif'), 'utf8'));
    expect(sarif).toMatchObject({ version: '2.1.0', runs: [{ tool: { driver: { name: 'cdk8s-prelude', version: expect.stringMatching(/^\d/) } } }] });
    const [{ results, tool: { driver } }] = sarif.runs;
    expect(results.map((result: any) => [result.ruleId, result.level, result.locations[0].physicalLocation])).toContainEqual(
      ['host-namespaces', 'error', { artifactLocation: { uri: 'bad.yaml' }, region: { startLine: 5, startColumn: 3 } }]);
    expect(driver.rules.map(({ id }: any) => id).sort()).toEqual([...new Set(results.map(({ ruleId }: any) => ruleId))].sort());
    expect(new Set(results.map((result: any) => result.partialFingerprints['cdk8s-prelude/v1'])).size).toBe(3);
    expect(JSON.parse(readFileSync(join(cwd, 'f.json'), 'utf8'))).toMatchObject({ version: 1, findings: [{ file: 'bad.yaml', line: 8 }, {}, {}] });
    expect(readFileSync(join(cwd, 'f.xml'), 'utf8')).toMatch(/<testsuite name="bad\.yaml" tests="3" failures="3"/);
  });

  test('leaves out what a baseline lists, wherever it stands by now, and nothing that is new', () => {
    const cwd = directory();
    expect(run(['--write-baseline', 'old.json', 'bad.yaml'], { cwd }).status).toBe(0);
    writeFileSync(join(cwd, 'bad.yaml'), `# a comment\n${BAD}`);
    expect(run(['--baseline', 'old.json', 'bad.yaml'], { cwd })).toMatchObject({ status: 0, stdout: '1 pod checked: 0 errors, 0 warnings, 0 notes; 3 old findings in the baseline not shown\n' });
    writeFileSync(join(cwd, 'bad.yaml'), BAD.replace('hostNetwork: yes', 'hostNetwork: yes\n  hostPID: on'));
    const { status, stdout } = run(['--baseline', 'old.json', 'bad.yaml'], { cwd });
    expect([status, stdout]).toEqual([1, expect.stringContaining('hostPID')]);
    expect(run(['--baseline', 'bad.yaml', 'bad.yaml'], { cwd })).toMatchObject({ status: 2, stderr: expect.stringContaining('not a list of findings') });
  });

  test.each([
    [['--level', 'strong'], 'use one of'], [['--rules', 'nonsense'], 'no such rule'], [['--format', 'xml'], 'not a format'], [['--report', 'json'], 'FORMAT=FILE'],
    [['--fail-on', 'never'], 'error, warning or note'], [['--nonsense'], 'Unknown option'], [['/nonexistent'], 'no such file'],
  ])('says in one line what is wrong with %j', (args, says) => {
    const { status, stderr } = run(args, { input: GOOD });
    expect([status, stderr.trim().split('\n').length]).toEqual([2, 1]);
    expect(stderr).toContain(says);
  });

  test('fails on what it is told to', () => {
    const noted = GOOD.replace(', limits: { memory: 64Mi }', '');
    expect(run([], { input: noted }).status).toBe(0);
    expect(run(['--fail-on', 'note'], { input: noted }).status).toBe(1);
    expect(run(['--fail-on', 'error'], { input: GOOD.replace('busybox:1', 'busybox') }).status).toBe(0);
  });

  test('has colours where they are wanted, annotations on GitHub, and a page of help', () => {
    expect(run([], { input: BAD, env: { FORCE_COLOR: '1' } }).stdout).toContain('\u001B[31merror');
    expect(run([], { input: BAD, env: { FORCE_COLOR: '1', NO_COLOR: '1' } }).stdout).not.toContain('\u001B');
    expect(run([], { input: BAD, env: { GITHUB_ACTIONS: 'true' } }).stdout).toContain('::error file=-,line=5,col=3,title=host-namespaces::');
    expect(run(['--help'])).toMatchObject({ status: 0, stdout: expect.stringContaining('Examples:') });
  });
});

test('the command loads neither cdk8s nor cdk8s-plus', () => {
  const script = "require('./src/cli/main'); console.log(JSON.stringify(Object.keys(require.cache).filter((file) => /node_modules\\/(cdk8s|constructs)/.test(file))))";
  const { stdout } = spawnSync(process.execPath, ['--import', 'tsx', '-e', script, 'x', '--help'], { cwd: join(__dirname, '../..'), encoding: 'utf8' });
  expect(stdout.trim().split('\n').at(-1)).toBe('[]');
});

test('1,000 pods are checked in under three seconds of processor time', () => {
  const text = Array.from({ length: 1000 }, (_, index) => BAD.replace('{ name: a }', `{ name: a-${index} }`)).join('---\n');
  // The least of some runs: on a busy machine each takes more.
  const seconds = [1, 2, 3].map(() => {
    const before = process.cpuUsage();
    expect(checkFiles([{ name: 'a', text }]).checked).toHaveLength(1000);
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1e6;
  });
  expect(Math.min(...seconds)).toBeLessThan(3);
});

test('rules have ids that reports can hold', () => expect(RULES.every(({ id }) => /^[a-z0-9-]+$/.test(id))).toBe(true));
