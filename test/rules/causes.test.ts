import { ApiObject, App, Chart, JsonPatch } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Deployment, image, RunCommand, RunScript, WriteFiles } from '../../src';

/* What is told names the cause, and the place that a person has written. */

const shop = image('registry.example.com/shop:1.4.2', { user: 1000 });
const once = { image: shop, purpose: 'runs', rerun: 'idempotent' } as const;
const any = (value: unknown) => value as never;
const INIT = '/spec/template/spec/initContainers';

/** What is said of a program, and whether the constructor says it. */
function told(program: (web: Deployment<'web'>) => unknown, props: object = {}): { readonly by: 'constructor' | 'synth' | 'nobody'; readonly message: string } {
  const chart = new Chart(new App({ outdir: '/nonexistent' }), 'shop');
  const web = new Deployment(chart, 'web', any(props)) as Deployment<'web'>;
  try {
    program(web);
  } catch (error) {
    return { by: 'constructor', message: (error as Error).message };
  }
  if (web.resource.containers.length === 0) web.addContainer('app', { image: shop });
  try {
    (chart.node.root as App).synthYaml();
    return { by: 'nobody', message: '' };
  } catch (error) {
    return { by: 'synth', message: (error as Error).message };
  }
}

describe('a step that a patch has renamed', () => {
  const patched = (name: string) => told((web) => {
    new WriteFiles(web, 'files', { files: { a: '1' } });
    new WriteFiles(web, 'more', { files: { a: '2' } });
    ApiObject.of(web.resource).addJsonPatch(JsonPatch.replace(`${INIT}/0/name`, name));
  }).message.split('\n').slice(1).map((line) => line.trim());

  test('is told as what it is, and only as that', () => {
    expect(patched('write-files')).toEqual([
      '[shop/web] initContainers[write-files].name: init container "write-files" has the place and the program of step "files", and another name, which its handles do not ' +
      'know: remove the patch that renames it, or give the step this id in the code. Given: write-files. (rule init-order)',
    ]);
  });
  test('comes before what is wrong with the name', () => {
    expect(patched('Write_Files')).toEqual([
      expect.stringContaining('initContainers[Write_Files].name: init container "Write_Files" has the place and the program of step "files"'),
      expect.stringMatching(/"Write_Files" is not a valid container name.*\(rule container-names\)/),
    ]);
  });
  test('is still missing where it is taken out, or is another program under another name', () => {
    const taken = (patch: JsonPatch) => told((web) => {
      new WriteFiles(web, 'files', { files: { a: '1' } });
      ApiObject.of(web.resource).addJsonPatch(patch);
    }).message;
    expect(taken(JsonPatch.remove(`${INIT}/0`))).toContain('step "files" is not among the init containers');
    expect(taken(JsonPatch.replace(`${INIT}/0`, { name: 'x', image: 'registry.example.com/a:1' }))).toContain('step "files" is not among the init containers');
  });
});

describe('a secret among the words of a command', () => {
  const run = (command: readonly string[]) => (web: Deployment<'web'>) => new RunCommand(web, 'run', { ...once, command: any(command) });
  const app = (props: object) => (web: Deployment<'web'>) => web.addContainer('app', any({ image: shop, ...props }));

  test.each<[what: string, program: (web: Deployment<'web'>) => unknown, says: string]>([
    ['--api-token=X of a step', run(['shopctl', 'login', '--api-token=abc123']), 'shop/web/run: argument --api-token=… names a secret (command[2]), and everyone'],
    ['--password X of a step', run(['shopctl', '--password', 'hunter2']), 'shop/web/run: argument --password=… names a secret (command[2]), and everyone'],
    ['an option of a program', run(['redis-cli', '-a', 'hunter2', 'ping']), 'shop/web/run: argument -a names a secret (command[2])'],
    ['a URL', run(['psql', 'postgres://shop:hunter2@db/shop']), 'shop/web/run: command[1] contains a URL with a password'],
    ['an argument of a script', (web) => new RunScript(web, 'run', { ...once, script: 'echo "$1"', args: ['a', '--api-token=abc123'] }),
      'shop/web/run: argument --api-token=… names a secret (args[1])'],
    ['the command of the app', app({ command: ['shopctl', '--password', 'hunter2'] }), 'shop/web/app: argument --password=… names a secret (command[2])'],
    ['arguments of the app, by its program', app({ command: ['redis-cli'], args: ['-a', 'hunter2'] }), 'shop/web/app: argument -a names a secret (args[1])'],
  ])('%s is told by the constructor, at its place', (_what, program, says) => {
    const { by, message } = told(program);
    expect(by).toBe('constructor');
    expect(message).toContain(says);
    expect(message).toContain('(rule plain-secrets)');
    expect(message).not.toMatch(/abc123|hunter2/);
  });

  test('is taken with a reason in an annotation of the pods, given before', () => {
    const explained = (name: string, program: (web: Deployment<'web'>) => unknown) => told((web) => {
      web.resource.podMetadata.addAnnotation(`cdk8s-prelude/plain-text.${name}`, 'a token of the demo');
      program(web);
    });
    expect(explained('run.args', run(['shopctl', '--api-token=abc123']))).toEqual({ by: 'nobody', message: '' });
    expect(explained('app.command', app({ command: ['shopctl', '--password', 'hunter2'] }))).toEqual({ by: 'nobody', message: '' });
    expect(explained('other.args', run(['shopctl', '--api-token=abc123'])).by).toBe('constructor');
  });

  test.each([[['shopctl', '--password-file', '/run/password']], [['ssh', '-p', '22']], [['shopctl', '--no-password']], [['mkdir', '-p', '/data']]])('%j is none', (command) => {
    expect(told(run(command))).toEqual({ by: 'nobody', message: '' });
  });
});

describe('$(NAME) where Kubernetes expands nothing', () => {
  const app = (props: object) => told((web) => web.addContainer('app', any({ image: shop, env: { A: '1' }, ...props })));
  const command = ['ready', '$(A)'];

  test.each<[what: string, props: object]>([
    ['readiness', { readiness: kplus.Probe.fromCommand(command) }], ['liveness', { liveness: kplus.Probe.fromCommand(command) }],
    ['preStop', { lifecycle: { preStop: kplus.Handler.fromCommand(command) } }], ['workingDir', { workingDir: '/data/$(A)' }],
  ])('%s is refused', (what, props) => expect(app(props)).toEqual({
    by: 'constructor', message: expect.stringContaining(`shop/web/app: Kubernetes expands no $(A) in ${what}: let a shell read the variable`),
  }));

  test('what names no variable of the container is taken as it is', () => {
    expect(app({ readiness: kplus.Probe.fromCommand(['sh', '-c', 'test "$(date +%H)" -gt 1']), workingDir: '/data/$(B)' }).by).toBe('nobody');
    expect(app({ readiness: kplus.Probe.fromCommand(['ready', '$$(A)']) }).by).toBe('nobody');
  });
});
