import { Duration, Size } from 'cdk8s';
// As users have it: nothing but the public names.
import {
  claim, Deployment, Done, Files, Handle, helperImages, image, Job, notIdempotent, onceIn, Pod, postgres, PreludeError, scratch, WaitForService,
  type Workload, writable,
} from 'cdk8s-prelude';
import { Step, type StepDefinition } from 'cdk8s-prelude/steps';
import { RegisterService } from '../docs/own-steps/register-service';
import { TuneNetwork } from '../docs/own-steps/tune-network';
import { containerOf, manifestOf, newChart, podOf } from '../support/kubernetes';

/** A step of one's own that says whatever a test wants. */
class Own<in out Id extends string = any> extends Step<Id> {
  readonly done: Done<Id>;

  constructor(scope: Workload<Id>, id: string, definition: Partial<StepDefinition<Id>> = {}) {
    super(scope, id);
    this.register({ ...good, ...definition });
    this.done = new Done<Id>(this.proof);
  }
}

/** A step whose command writes a volume by itself. */
class Unpack<in out Id extends string = any> extends Step<Id> {
  readonly files: Files<Id, 'index.html'>;

  constructor(scope: Workload<Id>, id: string, into?: ReturnType<typeof claim<Id>>) {
    super(scope, id);
    const volume = this.volumeToFill(into, Size.mebibytes(8));
    this.register({ ...good, fills: { '/pages': volume } });
    this.files = new Files<Id, 'index.html'>(this.proof, volume, ['index.html']);
  }
}

const good = {
  purpose: 'does something', image: helperImages.busybox, program: { command: ['true'] }, defaultTimeout: Duration.seconds(30),
} satisfies StepDefinition;
const tool = image('registry.example.com/tool:1', { user: 1000, tools: ['tool'] });
const app = { image: image('a:1', { user: 1 }) };
const web = (podSecurity: 'restricted' | 'baseline' | 'privileged' = 'restricted') => new Deployment(newChart(), 'web', { podSecurity });

describe('a step of one\'s own', () => {
  test('is an init container like any other: hardened, with a deadline, in the order of the code', () => {
    const pod = web();
    const db = new WaitForService(pod, 'wait', { until: postgres({ host: 'db' }) });
    const first = new Own(pod, 'first', { needs: [db.ready], waitsFor: ['http://a'], gives: ['a thing'], attempts: 3 });
    new Own(pod, 'second', { image: tool, program: { command: ['tool'], gracePeriod: Duration.seconds(3) }, after: [first.done], timeout: Duration.seconds(7) });
    pod.addContainer('app', app);
    expect(podOf(pod).initContainers?.map(({ name }) => name)).toEqual(['wait', 'first', 'second']);
    expect(pod.startUpPlan.steps.slice(1)).toMatchObject([
      { name: 'first', kind: 'Own', after: ['wait'], waitsFor: ['http://a'], gives: ['a thing'], attempts: 3, deadlineSeconds: 30 },
      { name: 'second', after: ['first'], attempts: 1, deadlineSeconds: 7 },
    ]);
    expect(containerOf(pod, 'second')).toMatchObject({
      args: ['--timeout', '7', '--grace', '3', '--', 'tool'],
      command: ['/prelude-bin/busybox', 'sh', '/prelude/run.sh'],
      securityContext: { runAsUser: 1000, runAsNonRoot: true, readOnlyRootFilesystem: true, allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
      resources: { requests: { cpu: '50m', memory: '64Mi' }, limits: { cpu: '1000m', memory: '512Mi' } },
    });
    expect(manifestOf(pod).spec.template.metadata.annotations['cdk8s-prelude/first']).toBe('does something, for at most 30 s');
  });

  test('writes a volume, and gives its files', () => {
    const job = new Job(newChart(), 'job');
    const own = new Unpack(job, 'own');
    const kept = new Unpack(job, 'kept', claim(job, 'data', 'shop-data'));
    job.addContainer('app', { ...app, mounts: { '/own/index.html': own.files.file('index.html'), '/kept': kept.files } });
    expect(containerOf(job, 'app').volumeMounts).toEqual([
      { name: 'own', mountPath: '/own/index.html', subPath: 'index.html', readOnly: true }, { name: 'data', mountPath: '/kept', readOnly: true },
    ]);
    expect(podOf(job).volumes).toEqual([
      { name: 'own', emptyDir: { sizeLimit: '8Mi' } }, { name: 'data', persistentVolumeClaim: { claimName: 'shop-data' } },
    ]);
  });

  test('loses the proof of its files to whoever writes them', () => {
    const pod = web();
    const { files } = new Unpack(pod, 'own');
    pod.addContainer('reader', { ...app, mounts: { '/pages': files } });
    pod.addContainer('writer', { ...app, mounts: { '/pages': writable(files) } });
    expect(() => podOf(pod)).toThrow('container "writer" mounts the files of step "own" writable');
  });

  test('has handles of its own', () => {
    class Warm<in out Id extends string = any> extends Handle<Id> {
      readonly warm = true as const;
    }
    class WarmUp<in out Id extends string = any> extends Own<Id> {
      readonly warm = new Warm<Id>(this.proof);
    }
    const pod = web();
    const { warm } = new WarmUp(pod, 'warm-up');
    expect([warm.pod, warm.step]).toEqual(['web', 'warm-up']);
    new Own(pod, 'later', { after: [warm] });
    pod.addContainer('app', app);
    expect(pod.startUpPlan.steps[1]!.after).toEqual(['warm-up']);
  });

  test('is refused handles of other pods, wherever it takes them', () => {
    const other = new Own(new Pod(newChart(), 'api'), 'own');
    const files = new Unpack(new Pod(newChart(), 'api'), 'own').files;
    const sentence = 'a handle of pod "api" is not assignable to pod "web": build the step on "web" as well';
    for (const definition of [{ needs: [other.done] }, { after: [other.done] }, { mounts: { '/x': files } }]) {
      expect(() => new Own(web(), 'own', definition as never)).toThrow(sentence);
    }
  });

  test('may use the tools that the image has', () => {
    expect(() => new Own(web(), 'own', { image: tool, program: { command: ['curl'] } })).toThrow('image "registry.example.com/tool:1" has no "curl"');
    expect(() => new Own(web(), 'own', { image: tool, program: { script: 'true' } })).toThrow('image "registry.example.com/tool:1" has no "sh"');
    expect(() => new Own(web(), 'own', { tools: ['jq'] })).toThrow(/has no "jq"/);
  });

  test('is root with capabilities where the level of the pod allows it', () => {
    const root = { user: 0, capabilities: ['CHOWN'] } as const;
    const pod = web('baseline');
    new Own(pod, 'own', root);
    pod.addContainer('app', app);
    expect(containerOf(pod, 'own').securityContext).toMatchObject({ runAsUser: 0, capabilities: { add: ['CHOWN'], drop: ['ALL'] } });
    expect(() => new Own(web(), 'own', root)).toThrow('\'restricted\' does not allow root, but Own runs as root');
    expect(() => new Own(web(), 'own', { kind: 'SetOwner', ...root })).toThrow('SetOwner runs as root');
    expect(() => new Own(web('baseline'), 'own', { user: 0, capabilities: ['NET_ADMIN'] })).toThrow('capability "NET_ADMIN" is not allowed at level \'baseline\': use \'privileged\'');
    expect(() => new Own(web('privileged'), 'own', { user: 0, capabilities: ['ALL'] as never })).toThrow('capability "ALL" grants every capability');
    expect(() => new Own(web('privileged'), 'own', { capabilities: ['CHOWN'] })).toThrow('capabilities work only for root');
    expect(() => new Own(web('baseline'), 'own', { user: 0, privileged: true })).toThrow('\'baseline\' does not allow access beyond the container, but Own uses it');
  });

  test('says what a second run does', () => {
    const pod = web();
    new Own(pod, 'own', { rerun: notIdempotent('it is a test') });
    pod.addContainer('app', app);
    expect(pod.startUpPlan.steps[0]!.purpose).toBe('does something (NOT idempotent: it is a test), for at most 30 s');
  });

  test('runs parts of the library\'s scripts, whose output is their own', () => {
    const program = { parts: ['common', 'install'], args: ['--to', '/x'] } as const;
    expect(new Own(web(), 'own', { program }).name).toBe('own');
    expect(() => new Own(web(), 'own', { program, rerun: notIdempotent('a test'), output: {} as never })).toThrow('output must be what output(…) of the step returned');
    class Both<Id extends string> extends Step<Id> {
      constructor(scope: Workload<Id>, id: string) {
        super(scope, id);
        this.register({ ...good, program, output: this.output({ writes: ['a'] }) });
      }
    }
    expect(() => new Both(web(), 'own')).toThrow('output and rerun need a command or a script');
  });

  test('writes no files for others where it is done once: the next pod would have none of them', () => {
    class Once<Id extends string> extends Step<Id> {
      readonly files: Files<Id, 'a'>;

      constructor(scope: Workload<Id>, id: string, rerun: StepDefinition<Id>['rerun']) {
        super(scope, id);
        const output = this.output({ writes: ['a'] });
        this.register({ ...good, output, rerun });
        this.files = output.files;
      }
    }
    const job = () => new Job(newChart(), 'job', { podReplacementPolicy: 'Failed' });
    const [first, second] = [job(), job()];
    expect(() => new Once(first, 'own', onceIn(claim(first, 'data', 'shop-data')))).toThrow('job/own: a step with onceIn(…) cannot write files for the pod');
    expect(new Once(second, 'own', notIdempotent('a test')).files.names).toEqual(['a']);
  });

  test('registers once', () => {
    class Twice<Id extends string> extends Own<Id> {
      again() { this.register(good); }
    }
    expect(() => new Twice(web(), 'own').again()).toThrow('the pod already has a container "own"');
  });
});

describe('garbage in a definition is answered with the library\'s own error', () => {
  const GARBAGE: readonly any[] = [null, 42, NaN, -1, '', ' ', '\0', 'A B', [], {}, [undefined], [null], [[]], { a: 1 }, { a: undefined }, () => 1, Symbol.iterator, true];
  const FIELDS: readonly (keyof StepDefinition)[] = [
    'kind', 'purpose', 'image', 'program', 'tools', 'output', 'rerun', 'timeout', 'defaultTimeout', 'attempts', 'env', 'variables', 'mounts', 'sources',
    'fills', 'user', 'group', 'capabilities', 'privileged', 'workingDir', 'resources', 'defaultResources', 'needs', 'after', 'waitsFor', 'asks', 'gives',
  ];
  const attempt = (what: string, make: () => unknown) => {
    try {
      make();
    } catch (error) {
      // What only the rendered manifest shows is told by the rules over it.
      if (/\(rule [a-z-]+\)/.test((error as Error).message)) return;
      if (!(error instanceof PreludeError)) throw new Error(`${what}: ${(error as Error).stack}`);
      expect(error.path).toContain('web/own');
    }
  };

  test.each(FIELDS)('%s', (field) => {
    for (const bad of GARBAGE) {
      attempt(String(bad), () => {
        const pod = web();
        new Own(pod, 'own', { [field]: bad });
        pod.addContainer('app', app);
        // What was taken is a pod that can be written.
        expect(podOf(pod).initContainers?.length).toBeGreaterThan(0);
      });
    }
  });

  test('within a program', () => {
    for (const bad of [...GARBAGE, undefined]) {
      for (const program of [
        { command: bad }, { script: bad }, { script: 'true', args: bad }, { command: ['true'], gracePeriod: bad }, { parts: bad, args: [] },
        { parts: ['common', 'install'], args: bad },
      ]) attempt(JSON.stringify(program), () => new Own(web(), 'own', { program: program as never }));
    }
  });

  test('no definition, and a property that there is not', () => {
    class Bare extends Step {
      constructor(scope: Workload, definition: any) {
        super(scope, 'own');
        this.register(definition);
      }
    }
    for (const bad of [undefined, ...GARBAGE]) expect(() => new Bare(web(), bad)).toThrow(PreludeError);
    expect(() => new Own(web(), 'own', { tool: ['x'] } as never)).toThrow('"tool" is not a property');
  });
});

describe('the examples of docs/own-steps.md', () => {
  test('RegisterService refuses what it says it does', () => {
    const pod = web();
    const props = { registry: {} as never, url: 'http://consul:8500', service: 'A B', token: {} as never };
    expect(() => new RegisterService(pod, 'register', props)).toThrow('test/web/register: service has lower case letters, digits and "-". Given: "A B".');
  });

  test('TuneNetwork is possible where the level allows it', () => {
    const pod = web('privileged');
    new TuneNetwork(pod, 'tune');
    pod.addContainer('app', { ...app, mounts: { '/tmp': scratch(Size.mebibytes(1)) } });
    expect(containerOf(pod, 'tune').securityContext).toMatchObject({ privileged: true, runAsUser: 0 });
    expect(() => new TuneNetwork(web('baseline') as never, 'tune')).toThrow('\'baseline\' does not allow access beyond the container, but TuneNetwork uses it');
  });
});

describe('see', () => {
  test('stands in the YAML and in the plan, after the purpose', () => {
    const made = web();
    new Own(made, 'own', { see: 'https://wiki.acme.example/own' });
    made.addContainer('app', app);
    const says = 'does something, for at most 30 s; see https://wiki.acme.example/own';
    expect(manifestOf(made).spec.template.metadata.annotations['cdk8s-prelude/own']).toBe(says);
    expect(made.startUpPlanText).toContain(says);
  });

  test.each(['wiki', 'ftp://wiki.acme.example', 7, 'https://me:secret@wiki.acme.example'])('is refused where it is %p', (see) => {
    expect(() => new Own(web(), 'own', { see: see as string })).toThrow(PreludeError);
  });
});
