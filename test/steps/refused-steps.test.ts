import { Duration, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import {
  claim, CopyFiles, configMapFiles, type Files, hiding, image, onceIn, Pod, plainText, PreludeError, scratch, type WaitForService,
  type Workload, writable, WriteFiles,
} from '../../src';
import { Step, type StepDefinition } from '../../src/entries/steps';
import * as prelude from '../../src';
import { GARBAGE, PROPS, steps, workload } from '../input/calls';
import { manifestsOf, newChart } from '../support/kubernetes';

/*
 * A step that is refused, and the error caught, leaves nothing behind: not in the YAML, not in the plan, not in the tree. Its id is
 * free for the next one.
 */

const any = prelude as unknown as Record<string, any>;
const APP = image('a:1', { user: 1 });

/** All that people see of a workload. */
function seen(web: Workload) {
  if ('containers' in web.resource && !web.resource.containers.some(({ name }) => name === 'app')) web.addContainer('app', { image: APP });
  return {
    yaml: manifestsOf(web), plan: web.startUpPlan, suppressions: prelude.suppressionsOf(web), tree: web.node.findAll().map(({ node }) => node.path),
    told: web.node.findAll().flatMap(({ node }) => node.validate()),
  };
}

/** Tries what has to be refused, and catches that. */
function refused(build: () => unknown): void {
  expect(build).toThrow(PreludeError);
}

/** True where it was refused. */
function isRefused(build: () => unknown): boolean {
  try {
    build();
    return false;
  } catch {
    return true;
  }
}

const other = () => new WriteFiles(new Pod(newChart(), 'api'), 'other', { files: { a: '' } }).files;

/** What is wrong with otherwise good properties, by the stage that sees it. */
const WRONG: Record<string, object> = {
  'an unknown key': { unknown: 1 },
  'a timeout that is none': { timeout: 5 },
  'resources that are none': { resources: { cpu: { request: 'x' } } },
  'a handle of another pod': { after: [other()] },
};

describe.each(Object.keys(steps))('%s', (kind) => {
  const props = (web: Workload, db: WaitForService) => (steps[kind] as (typeof steps)[string])(web, db);
  const good = () => {
    const { web, db } = workload();
    new any[kind](web, 'step', props(web, db));
    return seen(web);
  };

  test.each(Object.entries(WRONG))('leaves nothing where it was given %s', (_, wrong) => {
    const { web, db } = workload();
    const given = props(web, db);
    refused(() => new any[kind](web, 'step', { ...given, ...wrong }));
    new any[kind](web, 'step', given);
    expect(seen(web)).toEqual(good());
  });

  test('leaves nothing whatever was wrong with whichever property', () => {
    const { web, db } = workload();
    const given = props(web, db);
    let count = 0;
    for (const prop of PROPS[kind] ?? []) {
      for (const bad of GARBAGE) {
        const fresh = workload();
        if (!isRefused(() => new any[kind](fresh.web, 'step', { ...props(fresh.web, fresh.db), [prop]: bad }))) continue;
        count += 1;
        refused(() => new any[kind](web, 'step', { ...given, [prop]: bad }));
      }
    }
    expect(count).toBeGreaterThan(30);
    new any[kind](web, 'step', given);
    expect(seen(web)).toEqual(good());
  });

  test('leaves nothing where its name is that of a container', () => {
    const { web, db } = workload();
    const given = props(web, db);
    web.addContainer('step', { image: APP });
    const before = JSON.stringify(seen(web));
    refused(() => new any[kind](web, 'step', given));
    expect(JSON.stringify(seen(web))).toBe(before);
  });
});

/** A step of one's own that writes all that a step can write. */
class Own<in out Id extends string = any> extends Step<Id> {
  readonly files: Files<Id, 'a'>;

  constructor(scope: Workload<Id>, id: string, definition: Partial<StepDefinition<Id>> = {}) {
    super(scope, id);
    const output = this.output({ writes: ['a'] });
    this.register({
      purpose: 'does something', image: image('a:1', { user: 1, filledDirectories: ['/srv'] }), program: { command: ['true'] },
      defaultTimeout: Duration.seconds(30), rerun: 'idempotent', output, env: { TOKEN: plainText('a', 'a test') }, reasons: { args: 'a test' },
      mounts: { '/srv': hiding(scratch(Size.mebibytes(1))) }, ...definition,
    });
    this.files = output.files;
  }
}

describe('a step of one\'s own', () => {
  const pod = () => new Pod(newChart(), 'web', { fsGroup: 1 });
  const good = () => {
    const web = pod();
    new Own(web, 'step');
    return seen(web);
  };

  test.each<[string, (web: Pod<'web'>) => Partial<StepDefinition>]>([
    ['its definition is checked', () => ({ kind: '' })],
    ['its definition has a property that is none', () => ({ knid: 'A' }) as never],
    ['its definition is resolved', () => ({ timeout: 5 as never })],
    ['the last of its definition is resolved', () => ({ after: [other()] as never })],
    ['what it does once goes with no output', (web) => ({ rerun: onceIn(claim(web, 'once', 'once')) })],
  ])('leaves nothing where it is refused when %s', (_, wrong) => {
    const web = pod();
    refused(() => new Own(web, 'step', wrong(web)));
    expect(web.node.tryFindChild('step')).toBeUndefined();
    new Own(web, 'step');
    // A volume that the user has declared stays.
    expect(JSON.stringify(seen(web))).toBe(JSON.stringify(good()).replace(/"volumes":\[/, (volumes) => (wrong(pod()).rerun instanceof Object
      ? '"volumes":[{"name":"once","persistentVolumeClaim":{"claimName":"once"}},' : volumes)));
  });

  test('leaves nothing where it is declared beside a volume of the same name', () => {
    const web = pod();
    claim(web, 'step', 'a');
    const before = JSON.stringify(seen(web));
    refused(() => new Own(web, 'step'));
    expect(web.node.tryFindChild('step')).toBeUndefined();
    expect(JSON.stringify(seen(web))).toBe(before);
  });

  test('keeps no one from scaling, nor files of others from being proven, once it was refused', () => {
    const web = pod();
    const data = claim(web, 'data', 'data');
    refused(() => new Own(web, 'once', { output: undefined, rerun: onceIn(data), timeout: 5 as never }));
    const first = new WriteFiles(web, 'first', { files: { a: '1' }, into: data });
    class Again extends Step {
      constructor() {
        super(web, 'again');
        // Handles are made after register; one that is made before is forgotten with its step.
        new prelude.Files(this.proof, this.volumeToFill(data, Size.mebibytes(1)), ['a']);
        this.register({ purpose: '', image: APP, program: { command: ['true'] }, defaultTimeout: Duration.seconds(1) });
      }
    }
    refused(() => new Again());
    web.addContainer('app', { image: APP, mounts: { '/a': first.files } });
    expect(JSON.stringify(seen(web).yaml)).not.toContain('steps.singleton');
  });

  test('is told of no key that is missing, once it was refused', () => {
    const web = pod();
    const settings = new kplus.ConfigMap(web, 'settings', { data: { b: '1' } });
    refused(() => new CopyFiles(web, 'copy', { from: configMapFiles(settings), files: ['a'], user: 1, whenPresent: 'never' as never }));
    expect(seen(web).told).toEqual([]);
    new CopyFiles(web, 'copy', { from: configMapFiles(settings), files: ['a'], user: 1 });
    expect(web.node.findAll().flatMap(({ node }) => node.validate()).join()).toContain('"a"');
  });

  test('is not taken out of the tree by a second call of register', () => {
    class Twice extends Own {
      again() { this.register({ purpose: 'a', image: APP, program: { command: ['true'] }, defaultTimeout: Duration.seconds(1) }); }
    }
    const web = pod();
    const step = new Twice(web, 'step');
    refused(() => step.again());
    expect(web.node.tryFindChild('step')).toBe(step);
    const unharmed = pod();
    new Twice(unharmed, 'step');
    expect(seen(web).yaml).toEqual(seen(unharmed).yaml);
  });
});

test('a container of the app that is refused leaves nothing', () => {
  const build = (wrong?: object) => {
    const web = new Pod(newChart(), 'web');
    const page = new WriteFiles(web, 'page', { files: { a: '' } });
    const props = { image: APP, env: { TOKEN: plainText('a', 'a test') }, mounts: { '/page': writable(page.files) } };
    if (wrong) refused(() => web.addContainer('app', { ...props, ...wrong }));
    web.addContainer('app', props);
    return seen(web);
  };
  for (const wrong of [{ resources: { cpu: { request: 'x' } } }, { ports: ['x'] }, { workingDir: 'x' }, { args: 5 }, { image: 'a:1' }]) {
    expect(build(wrong)).toEqual(build());
  }
});
