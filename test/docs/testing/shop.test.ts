import { readFileSync, writeFileSync } from 'node:fs';
import { App, Testing, Yaml } from 'cdk8s';
import { checkManifests, comparePlans, mountsOf, podSecurityOf, stepsOf } from 'cdk8s-prelude/testing';
import { Shop } from './shop';

const { web } = new Shop(new App(), 'shop');

test('configuration is fetched once the database is there', () => {
  expect(stepsOf(web)).toEqual(['wait-for-db', 'fetch-config']);
});

test('the app finds its configuration, and cannot write it', () => {
  expect(mountsOf(web, 'app')).toEqual({ '/app/config': { of: 'emptyDir fetch-config', readOnly: true } });
});

test('the pods may run in a namespace that enforces `restricted`', () => {
  expect(podSecurityOf(web)).toBe('restricted');
});

test('what happens before the app has not changed; UPDATE=1 takes the new plan', () => {
  const file = `${__dirname}/shop.plan.json`;
  if (process.env.UPDATE === '1') writeFileSync(file, `${JSON.stringify(web.startUpPlan, undefined, 2)}\n`);
  expect(comparePlans(JSON.parse(readFileSync(file, 'utf8')), web.startUpPlan)).toBe('');
});

test('the manifests keep what synth has promised', () => {
  expect(checkManifests(Yaml.stringify(...Testing.synth(new Shop(new App(), 'shop')))).findings).toEqual([]);
});
