import { Chart, Duration, Size, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import * as prelude from '../../src';
import { newChart } from '../support/kubernetes';
import { calls, GARBAGE, goodCalls, workload } from './calls';

const any = prelude as unknown as Record<string, any>;
const APP = prelude.image('a:1', { user: 1 });

/*
 * What is taken of the garbage, by what it is given as: the first that fits. All else is refused, be it silence in JavaScript.
 */
const FLAG = [true];
const NUMBER = [42];
const WORDS = ['A B', '../x', 'a'.repeat(300)];
const TEXT = ['', ' ', ...WORDS];
const NAME = [' ', 'A B', 'a'.repeat(300)];
const RECORD = [{}];
const LIST = [[]];
const TAKEN: readonly (readonly [RegExp, readonly unknown[]])[] = [
  [/^defineStandard\(\{ (name|owner|forbiddenSteps\.\w+|naming\.because):/, WORDS],
  [/^defineStandard\(\{ annotations\.pods\.\w+:/, TEXT],
  [/^defineStandard\(\{ labels\.\w+:/, ['']],
  [/^defineStandard\(\{ annotations\.pods:/, RECORD],
  [/^defineStandard\(\{ (registries|registryMap)\.[\w.]+:/, ['a'.repeat(300)]],
  [/etadata\.labels\.\w+:/, ['']],
  [/etadata\.annotations\.\w+:|( env| headers|\{ env|\{ headers)\.\w+:|WriteFiles\(\{ files\./, TEXT],
  [/RenderConfig.*\.values\.A:/, [...TEXT, 42, -1, true]],
  [/ (command|args)\.\d:|plainText\(argument 1|\{ (login|databaseName|bodyContains):/, TEXT],
  [/\{ (podSecurityBecause|because|purpose|proves|script|sql|tools\.\d):|^(unsafe|notIdempotent|ownLock)\(|(plainText\(argument 2|suppressRule\(workload, rule)/, WORDS],
  [/\{ (as|certificate|key|path|username|files\.\d|writes\.\d|directories\.\d|notEmpty\.\d):/, NAME],
  [/^resource of any kind\(\{ clusterScoped:/, FLAG],
  [/^resource of any kind\(\{ condition:/, ['a'.repeat(300)]],
  [/^resource of any kind\(\{ field\.value:/, [' ', 'A B', '../x', 42, -1, true]],
  [/\{ revision:/, ['A B', '../x']],
  [/\{ ref:/, ['../x', 'a'.repeat(300)]],
  [/\{ (automountServiceAccountToken|isolate|rollOnConfigChange|publishNotReadyAddresses|suspend|readOnlyRootFilesystem):/, FLAG],
  [/\{ (keepHistory|supportsFsGroup|writable|digests|privileged):/, FLAG],
  [/\{ (fsGroup|replicas|backoffLimit|parallelism|completions|successfulJobsRetained|failedJobsRetained|user|group|owner|strip|attempts|version|depth|port|ports\.\d):/, NUMBER],
  [/\{ (after|tools|capabilities|files|only|args|ports|pullSecrets|rules):/, LIST],
  [/\{ (metadata|podMetadata|dns|resources|env|mounts|headers|lifecycle|labels|annotations|registryMap|helperImages|deadlines|sha256):/, RECORD],
  [/\{ (forbiddenSteps|features|(resources|metadata|podMetadata)\.\w+|resources\.steps\.\w+|resources\.steps):/, RECORD],
  [/^new \w+\(props|^(https|git|http)\(argument 2|^allVerified|^leaseLock\(/, RECORD],
];
const takenAs = (name: string): readonly unknown[] => [undefined, ...TAKEN.find(([pattern]) => pattern.test(name))?.[1] ?? []];

/** What was taken is rendered as well: what cdk8s-plus is handed, it looks at only then. */
function render(made: unknown): void {
  if (!Construct.isConstruct(made)) return;
  const chart = Chart.of(made);
  for (const construct of chart.node.findAll()) {
    if (construct instanceof prelude.Workload && 'containers' in construct.resource && construct.resource.containers.length === 0) construct.addContainer('app', { image: APP });
  }
  Testing.synth(chart);
}

describe('garbage is answered with the library\'s own error, and nothing is taken that is none', () => {
  test.each(Object.entries(calls))('%s', (name, call) => {
    const taken = GARBAGE.filter((bad) => {
      try {
        render(call(bad));
        return true;
      } catch (error) {
        const { message, stack } = error as Error;
        // Findings of the library come in one error of cdk8s; what is anybody's TypeError comes with these words.
        if (message.startsWith('Validation failed') && !/Failed serializing|TypeError/.test(message)) return false;
        if (!(error instanceof prelude.PreludeError)) throw new Error(`given ${String(bad)}: ${stack}`);
        expect(error.path).not.toBe('');
        expect(error.sentence).toMatch(/ /);
        return false;
      }
    });
    const fit = takenAs(name);
    expect(taken.filter((bad) => !fit.some((good) => JSON.stringify(good) === JSON.stringify(bad) && typeof good === typeof bad))).toEqual([]);
  });
});

test.each(goodCalls)('the good values of $name are taken', ({ call }) => render(call()));

test('what is given wrongly is named with its path, what was given and what to do', () => {
  const web = new prelude.Deployment(new Chart(newChart('app'), 'shop'), 'web');
  expect(() => new prelude.WaitForService(web, 'Wait', { until: prelude.tcp({ host: 'db', port: 1 }) })).toThrow(
    'app/shop/web: "Wait" is not a valid container name: the id of a step '
    + 'becomes the name of its container, so use lowercase letters, digits and "-", at most 63 '
    + 'characters, with a letter or digit at both ends. Given: "Wait". (rule container-names)');
});

test('a workload of cdk8s-plus is no scope of a step before it is adopted', () => {
  const plain = new kplus.Deployment(newChart(), 'web');
  expect(() => new any.WaitForService(plain, 'wait', { until: prelude.dns({ host: 'db' }) })).toThrow(/adopt\(…\)/);
});

test.each<[string, () => unknown, string]>([
  ['NaN', () => prelude.tcp({ host: 'a', port: NaN }), 'Given: NaN.'],
  ['NaN in a list', () => prelude.http('http://a', { statuses: [NaN, []] as never }), 'Given: NaN.'],
  ['a mode without 0o', () => {
    const { web } = workload();
    return new prelude.FixPermissions(web, 'fix', { volume: prelude.claim(web, 'a', 'a'), owner: 1, directoryMode: 755 });
  }, 'directoryMode 755 is a decimal number, which is 0o1363 in octal: write 0o755. Given: 755.'],
  ['a handle', () => {
    const { web, db } = workload();
    return new any.WaitForService(web, 'again', { until: prelude.dns({ host: 'a' }), after: db.ready });
  }, 'Given: an object of class Ready.'],
  ['a URL object', () => any.https(new URL('https://x/y')), 'Given: URL https://x/y.'],
  ['a construct', () => prelude.image(newChart('shop') as never, { user: 1 }), 'Given: Chart shop.'],
  ['requests and limits', () => workload().web.addContainer('app', { image: APP, resources: { requests: { cpu: '1' } } as never }),
    'test/web/app: resources must be { cpu, memory, ephemeralStorage }, each with request and limit. Given: {"requests":{"cpu":"1"}}.'],
  ['an amount without a unit', () => workload().web.addContainer('app', { image: APP, resources: { cpu: { request: 2 } } as never }),
    'resources.cpu.request must be an object of cdk8s, such as Cpu.millis(…) or Cpu.units(…). Given: 2.'],
  ['a file by its name', () => prelude.http('https://x/', { ca: 'ca.crt' as never }),
    'http(): ca must be configMapKey(\'name\', \'key\') or secretKey(\'name\', \'key\'): the file itself stays in the cluster. Given: "ca.crt".'],
  ['known hosts as text', () => prelude.git('git@a:b', { sshKey: prelude.secretKey('a', 'b'), knownHosts: 'github.com ssh-ed25519 …' as never }),
    'git(): knownHosts must be configMapKey('],
  ['two lines as a user', () => prelude.git('https://a/b', { username: 'a\nhelper=x' }), 'git(): username must be the name of a user'],
  ['NUL in a ref', () => prelude.git('https://a/b', { ref: 'a\0b' }), 'git(): this is not a valid name of a branch or tag.'],
  ['no status', () => prelude.http('http://a', { statuses: [] }), 'http(): statuses must be numbers from 100 to 599'],
  ['a deadline below a second', () => new prelude.Deployment(newChart(), 'web', { progressDeadline: Duration.millis(10) }),
    'test/web: progressDeadline must be a whole number of seconds, at least 1. Given: "10 ms".'],
  ['a deadline that nobody can keep', () => new prelude.Deployment(newChart(), 'web', { minReady: Duration.minutes(20) }),
    'test/web: minReady must be shorter than progressDeadline (600 s): otherwise no rollout can succeed. Given: "1200 s".'],
  ['a name that is none', () => new prelude.Job(newChart(), 'web', { metadata: { name: 'Bad_Name' } }), 'test/web: metadata.name must be the name of a Kubernetes object'],
  ['an annotation of the library', () => new prelude.Job(newChart(), 'web', { podMetadata: { annotations: { 'cdk8s-prelude/wait': 'mine' } } }),
    'test/web: podMetadata contains an annotation that begins with "cdk8s-prelude/", which is reserved for the library: choose another key. Given: "cdk8s-prelude/wait".'],
  ['room for nothing', () => new prelude.RunScript(workload().web, 'run', { script: 'true', purpose: 'tries', rerun: 'idempotent', maxSize: Size.mebibytes(1) }),
    'maxSize applies only to files that the step writes'],
])('%s is told as what it is', (_, call, told) => {
  expect(call).toThrow(prelude.PreludeError);
  expect(call).toThrow(told);
});
