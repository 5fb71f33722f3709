import {
  command, configMapKey, Deployment, expand, FetchConfig, https, image, plainText, RunCommand, RunScript, secretKey, WaitForService,
} from '../../src';
import { containerOf, newChart } from '../support/kubernetes';

/* A plain string arrives as it is written: one that names a variable of its own container was meant otherwise. */

const APP = image('registry.example.com/shop:1.4.2', { user: 1000 });
const env = { DB_USER: secretKey('db', 'user'), HOST: configMapKey('cache', 'host'), date: 'x' };
const app = (props: object) => () => {
  const web = new Deployment(newChart(), 'web');
  web.addContainer('app', { image: APP, env, ...props } as never);
  return containerOf(web, 'app');
};
const told = (name: string) => `a plain string is not expanded, so $(${name}) would stay as it is: give expand('…$(${name})…')`;

test.each<[string, object, string]>([
  ['an argument', { args: ['--cache=$(HOST)'] }, 'HOST'],
  ['a word of a command', { command: ['app', '--user', '$(DB_USER)'] }, 'DB_USER'],
  ['the value of a variable', { env: { ...env, URL: 'https://$(HOST)/x' } }, 'HOST'],
  ['a variable in small letters', { args: ['$(date)'] }, 'date'],
  ['the text of a shell', { command: ['sh', '-c', 'app --user=$(DB_USER)'] }, 'DB_USER'],
])('%s that names a variable of the container', (_, props, name) => {
  expect(app(props)).toThrow(told(name));
});

test.each<[string, object]>([
  ['no variable of the container', { args: ['$(OTHER)', 'a$(', '$()', '$(a b)'] }],
  ['a command of a shell', { command: ['sh', '-c', 'echo $(date)'] }],
  ['what is plain text with a reason', { env: { ...env, TOKEN: plainText('a $(HOST)', 'it is a template of the app') } }],
  ['an escape', { args: ['$$(HOST)'] }],
  ['a shell\'s own way', { command: ['sh', '-c', 'echo "$HOST" ${HOST}'] }],
])('%s is taken, and arrives as it is', (_, props) => {
  expect(app(props)).not.toThrow();
});

test('the very text is an expansion without a reference', () => {
  expect(app({ args: [expand('--literal=$$(HOST)')] })().args).toEqual(['--literal=$$(HOST)']);
  expect(() => expand('no reference')).toThrow('expand(…) needs a text with at least one $(NAME)');
});

test('steps: commands, arguments, environments, waits by command; a value of a step cannot be expanded', () => {
  const web = new Deployment(newChart(), 'web');
  const once = { purpose: 'does its work', rerun: 'idempotent', image: APP, env } as const;
  expect(() => new RunCommand(web, 'a', { ...once, command: ['tool', '--username=$(DB_USER)', 'update'] })).toThrow(told('DB_USER'));
  expect(() => new RunCommand(web, 'b', { ...once, command: ['x'], env: { ...env, URL: 'https://$(HOST)' } })).toThrow(told('HOST'));
  expect(() => new RunScript(web, 'c', { ...once, script: 'echo $(date) "$HOST"', args: ['$(HOST)'] } as never)).toThrow(told('HOST'));
  expect(() => new WaitForService(web, 'd', { until: command({ image: APP, command: ['ask', '$(HOST)'], proves: 'it answers', env }) })).toThrow(told('HOST'));
  const config = new FetchConfig(web, 'fetch', { from: https('https://config.example.com/region') });
  expect(() => web.addContainer('app', { image: APP, command: ['app', '$(REGION)'], env: { REGION: config.files.value('region' as never) } }))
    .toThrow('REGION gets its value from a step when the container starts');
});
