import { ApiObject, JsonPatch } from 'cdk8s';
import { Deployment, image, RunCommand, RunScript } from '../../src';
import { check } from '../../src/rules';
import { newChart } from '../support/kubernetes';

const shop = image('registry.example.com/shop:1.4.2', { user: 1000 });
const sentence = /"alembic upgrade" is a migration, and several of these pods can run it at the same time: .*Use RunMigration/;

/** What the rule finds of a pod whose app is started by this. */
function found(kind: string, spec: object, container: object, group: 'containers' | 'initContainers' = 'containers') {
  const pod = { [group]: [{ name: 'app', image: 'shop:1', ...container }] };
  const findings = check({ path: 'test/web', kind, level: 'privileged', spec: pod as never, metadata: {}, steps: [], manifest: { kind, spec } });
  return findings.filter(({ rule }) => rule === 'migrations');
}
const upgrade = { command: ['sh', '-c', 'alembic upgrade head && exec uvicorn app:app'] };

test('finds it in the app, in init containers, by args alone', () => {
  expect(found('Deployment', { replicas: 3 }, upgrade)).toEqual([{ rule: 'migrations', where: 'containers[app].command', sentence: expect.stringMatching(sentence) }]);
  expect(found('Deployment', { replicas: 3 }, upgrade, 'initContainers')).toMatchObject([{ where: 'initContainers[app].command' }]);
  expect(found('DaemonSet', {}, { args: ['alembic', 'upgrade', 'head'] })).toMatchObject([{ where: 'containers[app].args' }]);
  expect(found('StatefulSet', { replicas: 2 }, upgrade)).toHaveLength(1);
  expect(found('Deployment', { replicas: 1 }, upgrade)).toHaveLength(1);
});

test('passes where one pod runs at a time, and what only asks', () => {
  for (const kind of ['Pod', 'Job', 'CronJob']) expect(found(kind, {}, upgrade)).toEqual([]);
  expect(found('StatefulSet', {}, upgrade)).toEqual([]);
  expect(found('Deployment', { replicas: 1, strategy: { type: 'Recreate' } }, upgrade)).toEqual([]);
  expect(found('Deployment', { replicas: 3 }, { command: ['python', 'manage.py', 'migrate', '--check'] })).toEqual([]);
});

test('the constructors of RunCommand and RunScript say the same', () => {
  const web = new Deployment(newChart(), 'web');
  const run = { purpose: 'prepares the schema', rerun: 'idempotent', image: shop } as const;
  expect(() => new RunCommand(web, 'prepare', { ...run, command: ['alembic', 'upgrade', 'head'] })).toThrow(sentence);
  expect(() => new RunScript(web, 'script', { ...run, script: 'cd /app\nalembic upgrade head' })).toThrow(/\(rule migrations\)/);
});

test('a patch that brings one in is found, and can be suppressed with a reason', () => {
  const web = new Deployment(newChart(), 'web');
  web.addContainer('app', { image: shop, command: ['uvicorn', 'app:app'] });
  ApiObject.of(web.resource).addJsonPatch(JsonPatch.replace('/spec/template/spec/containers/0/command', ['alembic', 'upgrade', 'head']));
  expect(() => (web.node.root as import('cdk8s').App).synthYaml()).toThrow(sentence);
});
