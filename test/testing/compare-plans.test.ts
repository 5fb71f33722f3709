import { Duration } from 'cdk8s';
import { comparePlans } from '../../src/testing';
import { plain, shop } from './stage';

const read = (plan: object) => JSON.parse(JSON.stringify(plan));

test('says nothing where nothing has changed', () => {
  expect(comparePlans(shop().startUpPlan, shop().startUpPlan)).toBe('');
});

test('takes plans that were written to a file as JSON', () => {
  expect(comparePlans(read(shop().startUpPlan), shop().startUpPlan)).toBe('');
});

test('takes a plan from before plans told of redirects: they are new', () => {
  const { steps, ...rest } = read(shop().startUpPlan) as { readonly steps: readonly object[] };
  const older = { ...rest, steps: steps.map((step) => ({ ...step, redirectsTo: undefined })) };
  expect(comparePlans(read(older), shop().startUpPlan)).toBe('~ fetch-config: may be redirected to nothing → *\n');
});

test('tells what differs within a step, each once, and what it does to the whole', () => {
  const before = shop().startUpPlan;
  const after = shop({ timeout: Duration.minutes(10), tool: 'migrate/migrate:v4.18.2' }).startUpPlan;
  expect(comparePlans(before, after)).toBe([
    '~ migrate: purpose migrates postgres with migrate/migrate:v4.18.1 (one at a time by a lock of its own: the tool takes a lock) → '
      + 'migrates postgres with migrate/migrate:v4.18.2 (one at a time by a lock of its own: the tool takes a lock)',
    '~ migrate: image migrate/migrate:v4.18.1 → migrate/migrate:v4.18.2',
    '~ migrate: gives up after 300 s → 600 s',
    '  worst case 560 s → 860 s',
    '+ note: the steps may take 860 s together, longer than progressDeadlineSeconds (600 s): Kubernetes would report a slow start as a failed '
      + 'rollout while the pods keep trying. Raise progressDeadline to more than 860 s, or shorten the timeout of "migrate" (600 s).',
    '',
  ].join('\n'));
});

test('tells steps that are new', () => {
  const lines = comparePlans(plain().startUpPlan, shop().startUpPlan).split('\n');
  expect(lines).toContain('+ 1. wait (WaitForService) waits until postgres (postgres://db:5432) is there, for at most 120 s');
  expect(lines).toContain('  worst case 0 s → 560 s');
});

test('tells steps that are gone', () => {
  expect(comparePlans(shop().startUpPlan, plain().startUpPlan)).toContain('- migrate (RunMigration) is gone\n');
});

test('tells that the order is another one, and does not take a new step for one', () => {
  const plan = shop().startUpPlan;
  const [wait, migrate, fetch] = plan.steps;
  expect(comparePlans(plan, { ...plan, steps: [fetch!, wait!, migrate!] })).toBe('  order wait, migrate, fetch-config → fetch-config, wait, migrate\n');
  expect(comparePlans({ ...plan, steps: [wait!, fetch!] }, plan)).not.toContain('order');
});

test('tells a note that is gone, other containers and another pod', () => {
  const plan = shop().startUpPlan;
  const other = { ...plan, name: 'shop-web-2', containers: ['app', 'proxy'], progressDeadlineSeconds: undefined, notes: [] };
  expect(comparePlans({ ...plan, notes: ['mind the gap'] }, other)).toBe([
    `  pod shop/web · Deployment ${plan.name} · restricted → shop/web · Deployment shop-web-2 · restricted`,
    '  then app → app, proxy',
    '  progress deadline 600 s → none',
    '- note: mind the gap',
    '',
  ].join('\n'));
});
