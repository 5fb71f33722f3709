import { App, Chart } from 'cdk8s';
import fc from 'fast-check';
import { parseAllDocuments } from 'yaml';
import { Deployment, image, plainText, postgres, RunMigration, unsafe, WaitForService } from '../../src';
import { expand } from '../support/expansion';
import type { ContainerJson } from '../support/kubernetes';
import { Starter } from '../support/started';
import { describeWith } from '../support/tools';

/*
 * Values go the whole way: through the library, the YAML file, kubelet's expansion, the command array and the script, to the
 * argv and the environment of the user's program.
 */

let starter: Starter;
beforeAll(() => {
  starter = new Starter();
});
afterAll(() => starter.remove());

const piece = fc.oneof(
  fc.constantFrom(' ', '"', "'", '$', '`', '\n', '*', '$(NAME)', '$(HOME)', '$$', '$$(NAME)', '\\', '-', '--', '{}', '$NAME', '${NAME}', '%s', '%', '#', ';', '&&',
    '|', '<', '>', '~', '!', '?', '[a]', '\t', '\r\n', 'é', '日本', '=', ':', 'null', '---', "'''", '$((1+1))', '$(id)', '`id`', 'PRELUDE_X', ''),
  fc.string({ unit: 'grapheme', maxLength: 4 }).filter((text) => !text.includes('\0')),
);
const value = fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join(''));

function containerFor(args: readonly string[], env: Readonly<Record<string, string>>): ContainerJson {
  const app = new App({ outdir: starter.directory });
  const web = new Deployment(new Chart(app, 'test'), 'web');
  const db = new WaitForService(web, 'wait', { until: postgres({ host: 'db' }) });
  new RunMigration(web, 'migrate', {
    database: db.ready,
    image: image('registry.example.com/tool:1', { user: 1000 }),
    command: ['/program', ...args],
    env: Object.fromEntries(Object.entries(env).map(([name, text]) => [name, plainText(text, 'a test')])),
    oneAtATime: unsafe('a test'),
  });
  web.addContainer('app', { image: image('registry.example.com/app:1', { user: 1000 }) });
  const documents = parseAllDocuments(app.synthYaml()).map((document) => document.toJS());
  const pod = documents.find(({ kind }) => kind === 'Deployment').spec.template.spec;
  return pod.initContainers.find(({ name }: ContainerJson) => name === 'migrate');
}

describeWith(['busybox'], 'values arrive unchanged', () => {
  test('as arguments and as variables, whatever they hold', () => {
    fc.assert(fc.property(fc.array(value, { maxLength: 12 }), fc.array(value, { maxLength: 12 }), (args, values) => {
      const env = Object.fromEntries(values.map((text, index) => [`V_${index}`, text]));
      const { argv, env: seen } = starter.start(containerFor(args, env));
      expect(argv).toEqual(args);
      for (const [name, text] of Object.entries(env)) expect(seen[name]).toBe(text);
      expect(Object.keys(seen).filter((name) => name.startsWith('PRELUDE_'))).toEqual([]);
    }), { numRuns: 40 });
  }, 120_000);
});

test('a literal is not expanded even where a Service has set the variable', () => {
  const variables = { DB_PORT: 'tcp://10.0.0.1:5432' };
  const { args = [] } = containerFor(['$(DB_PORT)', '$$(DB_PORT)', '$$$'], {});
  expect(args.slice(-3).map((word) => expand(word, variables))).toEqual(['$(DB_PORT)', '$$(DB_PORT)', '$$$']);
});
