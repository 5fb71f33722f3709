import {
  claim, command, Deployment, dns, FetchConfig, FixPermissions, git, http, https, image, mysql, Pod, postgres, redis, RunCommand, RunMigration,
  RunScript, type Target, tcp, toolLocks, VerifyPermissions, WaitForService,
} from '../../src';
import { embedded } from '../../src/scripts/embedded';
import { newChart, podOf } from '../support/kubernetes';

/** Functions of the scripts, but for those whose names are ordinary words. */
const functionsIn = (text: string): readonly string[] => [...text.matchAll(/^([a-z]+_[a-z_]+)\(\) /gm)].map(([, name]) => name!);
const functions = [...new Set(Object.values(embedded).flatMap(functionsIn))]
  // Only called where a line of curl was read.
  .filter((name) => name !== 'trouble_https');

/** The functions that a program calls and does not have: shells notice that when they get there, and not before. */
function missingIn(program: string): readonly string[] {
  const defined = new Set(functionsIn(program));
  return functions.filter((name) => !defined.has(name) && new RegExp(`(?<![\\w$-])${name}(?![\\w=(-])`).test(program));
}

const app = { image: image('a:1', { user: 1000 }) };
const targets: Readonly<Record<string, Target>> = {
  command: command({ image: app.image, command: ['x'], proves: 'something' }),
  dns: dns({ host: 'a' }),
  http: http('http://a'),
  https: http('https://a'),
  mysql: mysql({ host: 'a' }),
  postgres: postgres({ host: 'a' }),
  redis: redis({ host: 'a' }),
  tcp: tcp({ host: 'a', port: 1 }),
};

test.each(Object.entries(targets))('a wait for %s alone has all functions that it calls', (_, target) => {
  const web = new Deployment(newChart(), 'web');
  new WaitForService(web, 'wait', { until: target });
  web.addContainer('app', app);
  for (const { command: words } of podOf(web).initContainers ?? []) expect(missingIn(words?.at(-2) ?? '')).toEqual([]);
});

test('all other steps have all functions that they call', () => {
  const pod = new Pod(newChart(), 'web', { podSecurity: 'baseline' });
  const db = new WaitForService(pod, 'wait', { until: postgres({ host: 'db' }) });
  new RunMigration(pod, 'migrate', { database: db.ready, ...app, command: ['x'], oneAtATime: toolLocks('atlas') });
  new FetchConfig(pod, 'fetch', { from: https('https://a/b') });
  new FetchConfig(pod, 'clone', { from: git('https://a/b.git') });
  new FixPermissions(pod, 'fix', { volume: claim(pod, 'data', 'data'), owner: 1 });
  new VerifyPermissions(pod, 'verify', { volume: claim(pod, 'more', 'more'), user: 1 });
  new RunCommand(pod, 'command', { ...app, command: ['x'], purpose: 'runs', secondRun: 'idempotent', writes: ['x'] });
  new RunScript(pod, 'script', { script: 'true', purpose: 'runs', secondRun: 'idempotent' });
  pod.addContainer('app', app);
  const programs = podOf(pod).initContainers?.map(({ name, command: words }) => [name, missingIn(words?.at(-2) ?? '')]);
  expect(programs).toEqual(['wait', 'migrate', 'fetch', 'clone', 'fix', 'verify', 'command', 'script'].map((name) => [name, []]));
});
