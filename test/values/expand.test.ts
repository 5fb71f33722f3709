import { EnvValue } from 'cdk8s-plus-28';
import {
  command, Deployment, expand, type Expansion, FetchConfig, helperImages, https, image, plainText, postgres, PreludeError, RunCommand,
  RunMigration, RunScript, secretKey, unsafe, WaitForService,
} from '../../src';
import { type ContainerJson, containerOf, newChart } from '../support/kubernetes';
import { Starter } from '../support/started';
import { describeWith, findTool } from '../support/tools';

/*
 * What Kubernetes expands because it is meant: by the library, kubelet's expansion and the script to the user's program, and
 * the secret nowhere in the YAML.
 */
const PASSWORD = 'p w"$(HOME)$$\'`*';
const URL = 'postgres://shop:$(DB_PASSWORD)@db/shop?price=$$(5)';
const EXPANDED = `postgres://shop:${PASSWORD}@db/shop?price=$(5)`;
const TOOL = image('registry.example.com/tool:1', { user: 1000 });
const env = { DATABASE_URL: expand(URL), DB_PASSWORD: secretKey('db', 'password'), PLAIN: expand('$$(DB_PASSWORD)') };

let starter: Starter;
beforeAll(() => {
  starter = new Starter();
});
afterAll(() => starter.remove());

function built(build: (web: Deployment<'web'>) => unknown): Deployment<'web'> {
  const web = new Deployment(newChart(), 'web');
  build(web);
  if (web.resource.containers.length === 0) web.addContainer('app', { image: TOOL });
  return web;
}
const container = (name: string, build: (web: Deployment<'web'>) => unknown): ContainerJson => containerOf(built(build), name);

const KINDS: Readonly<Record<string, (web: Deployment<'web'>) => unknown>> = {
  addContainer: (web) => web.addContainer('it', { image: TOOL, command: ['/program', expand(URL), expand('$$(PLAIN)')], args: [expand('$(PLAIN)!')], env }),
  RunCommand: (web) => new RunCommand(web, 'it', {
    image: TOOL, command: ['/program', expand(URL), expand('$$(PLAIN)'), expand('$(PLAIN)!')], env, purpose: 'tries', rerun: 'idempotent',
  }),
  RunMigration: (web) => new RunMigration(web, 'it', {
    database: new WaitForService(web, 'wait', { until: postgres({ host: 'db' }) }).ready, image: TOOL, oneAtATime: unsafe('a test'),
    command: ['/program', expand(URL), expand('$$(PLAIN)'), expand('$(PLAIN)!')], env,
  }),
  RunScript: (web) => new RunScript(web, 'it', {
    image: TOOL, script: 'exec /program "$@"', args: [expand(URL), expand('$$(PLAIN)'), expand('$(PLAIN)!')], env, purpose: 'tries', rerun: 'idempotent',
  }),
};

describeWith(['busybox', 'dash'], 'expand(…) reaches the program', () => {
  test.each(Object.entries(KINDS))('in the environment and the arguments of %s', (kind, build) => {
    const it = container('it', build);
    expect(JSON.stringify(it)).not.toContain(PASSWORD);
    if (kind === 'RunScript') {
      const script = it.args?.findIndex((word) => word.startsWith('exec')) ?? -1;
      it.args?.splice(script, 1, `exec ${starter.directory}/program "$@"`);
    }
    for (const shell of [undefined, findTool('dash')]) {
      const { argv, env: seen } = starter.start(it, { DB_PASSWORD: PASSWORD }, shell);
      expect(argv).toEqual([EXPANDED, '$(PLAIN)', '$(DB_PASSWORD)!']);
      expect(seen).toMatchObject({ DATABASE_URL: EXPANDED, DB_PASSWORD: PASSWORD, PLAIN: '$(DB_PASSWORD)' });
    }
  });
});

test('a variable stands after those that it refers to, and all others where they were', () => {
  const it = container('app', (web) => web.addContainer('app', {
    image: TOOL, env: { A: 'a', D: expand('$(C)$(B)'), B: expand('$(A)'), C: 'c', E: EnvValue.fromValue('e') },
  }));
  expect(it.env?.map(({ name }) => name)).toEqual(['A', 'C', 'B', 'D', 'E']);
});

test('the probe of command(…) takes them as well', () => {
  const until = command({ image: TOOL, command: ['probe', expand('$(HOST):5432')], env: { HOST: 'db' }, proves: 'it is there' });
  const { args } = container('wait', (web) => new WaitForService(web, 'wait', { until }));
  expect(args).toContain('$(HOST):5432');
});

const add = (props: object) => built((web) => web.addContainer('app', { image: TOOL, ...props }));

test.each<[string, () => unknown, string]>([
  ['no reference', () => expand('postgres://db'), 'expand(): expand(…) needs a text with at least one $(NAME); write a text without one as a plain string.'],
  ['no text', () => expand(5 as never), 'needs a text with at least one $(NAME)'],
  ['no name', () => expand('$(DB-HOST)'), '"$(DB-HOST)" is not a reference to a variable'],
  ['no end', () => expand('$(DB_HOST'), '"$(" is not a reference to a variable'],
  ['a variable of nobody', () => add({ env: { A: expand('$(B)') as Expansion<any> } }), 'test/web/app: the env of this container has no variable B'],
  ['itself', () => add({ env: { A: expand('x$(A)') } }), 'variables refer to each other in a cycle, so none of them has a value: A → A.'],
  ['one another', () => add({ env: { A: expand('$(B)'), B: expand('$(C)'), C: expand('$(B)') } }), 'none of them has a value: B → C → B.'],
  ['a literal password', () => add({ env: { A: expand('http://u:hunter2@$(B)/'), B: 'b' } }), 'env A contains a URL with a password'],
  ['in the place of the program', () => add({ command: [expand('$(B)')], env: { B: 'b' } }), 'the program cannot be an expand(…)'],
  ['without env', () => add({ command: ['x', expand('$(B)')] }), 'the env of this container has no variable B'],
  ['without env in args', () => add({ args: [expand('$(B)')] }), 'the env of this container has no variable B'],
])('%s is refused', (_, call, sentence) => {
  expect(call).toThrow(PreludeError);
  expect(call).toThrow(sentence);
});

test('a value of a step is not there yet when Kubernetes expands', () => {
  expect(() => built((web) => {
    const { files } = new FetchConfig(web, 'fetch', { from: https('https://a/region') });
    web.addContainer('app', { image: TOOL, command: ['x', expand('$(REGION)')], env: { REGION: files.value('region') } });
  })).toThrow('REGION gets its value from a step when the container starts, after Kubernetes has expanded $(REGION)');
});

test('a plain string with a reference as its password names expand(…)', () => {
  const url = 'postgres://shop:$(DB_PASSWORD)@db/shop' as string;
  const sentence = 'a plain string is not expanded, so $(DB_PASSWORD) would stay as it is: give expand(\'…$(DB_PASSWORD)…\'), and define DB_PASSWORD';
  expect(() => add({ env: { ...env, URL: url } })).toThrow(sentence);
  expect(() => add({ args: [url], env })).toThrow(sentence);
  expect(() => add({ command: ['x', url], env })).toThrow(sentence);
  expect(() => built((web) => new RunScript(web, 'it', { script: 'true', args: [url], purpose: 'tries', rerun: 'idempotent' }))).toThrow(sentence);
  // A command of a shell, a path, a port: nobody means a password.
  add({ command: ['sh', '-c', 'psql postgres://u:$(password)@db'], args: ['http://a/$(X)@b', '$(X)@b'], env: { A: plainText(url, 'a template of the app\'s own') } });
});

test('an image whose shell is its own expands as well', () => {
  const it = container('it', (web) => new RunScript(web, 'it', {
    image: helperImages.busybox, script: 'echo "$1"', args: [expand('$(A)')], env: { A: 'a' }, purpose: 'tries', rerun: 'idempotent',
  }));
  expect(it.args?.at(-1)).toBe('$(A)');
});
