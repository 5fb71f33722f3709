import { inspect } from 'node:util';
import * as prelude from '../../src';
import { withoutSecrets } from '../../src/secrets/find';
import { calls, workload } from '../input/calls';

/* Errors are read in the logs of pipelines: none tells what the detector would find, whatever was given where. */

const MARK = 'hunter2mark';
const URL_WITH_LOGIN = `https://u:${MARK}@h.example.com:99999/x`;
const TOKEN = `glpat-${MARK}0123456789`;
const SECRETS: readonly unknown[] = [
  URL_WITH_LOGIN, TOKEN, `DB_PASSWORD=${MARK}`, `u:${MARK}@reg.example.com/x:1`, `Authorization: Bearer ${MARK}`, `x --password ${MARK}`,
  [`DB_PASSWORD=${MARK}`], ['x', '--password', MARK], { password: URL_WITH_LOGIN }, { a: { DB_PASSWORD: { v: URL_WITH_LOGIN } } }, { [TOKEN]: 1 },
];

const told = (error: unknown) => [(error as Error).message, (error as Error).stack, inspect(error, { depth: 9 }), JSON.stringify(error)].join('\n');

test.each(Object.entries(calls))('%s', (_, call) => {
  for (const secret of SECRETS) {
    let error: unknown;
    try {
      call(secret);
    } catch (thrown) {
      error = thrown;
    }
    if (error !== undefined) expect(told(error)).not.toContain(MARK);
  }
});

const any = prelude as unknown as Record<string, any>;
const APP = prelude.image('a:1', { user: 1 });
test.each<[string, () => unknown]>([
  ['a URL', () => any.https('https://u:hunter2@h:99999/x')], ['a repository', () => any.git('https//u:hunter2@h/x.git')],
  ['an image', () => any.image('u:hunter2@reg.io/x:1')], ['headers', () => any.https('https://h/x', { headers: 'Authorization: hunter2' })],
  ['a variable of an object', () => workload().web.addContainer('a', { image: APP, env: { DB_PASSWORD: { v: 'hunter2' } } } as never)],
  ['a list of variables', () => workload().web.addContainer('b', { image: APP, env: ['DB_PASSWORD=hunter2'] } as never)],
  ['a text of variables', () => workload().web.addContainer('c', { image: APP, env: 'DB_PASSWORD=hunter2' } as never)],
  ['a text as command', () => workload().web.addContainer('d', { image: APP, command: 'x --password hunter2' } as never)],
  ['the name of a Secret', () => any.secretKey('hunter2!', 'x')], ['the key of a Secret', () => any.secretKey('x', 'hunter2!')],
])('%s is refused without it', (_, make) => {
  let error: unknown;
  try {
    make();
  } catch (thrown) {
    error = thrown;
  }
  expect(error).toBeInstanceOf(prelude.PreludeError);
  expect(told(error)).not.toContain('hunter2');
});

test('what is no secret stays as it is', () => {
  expect(withoutSecrets('env TOKEN names a secret: give secretKey(…)')).toBe('env TOKEN names a secret: give secretKey(…)');
});
