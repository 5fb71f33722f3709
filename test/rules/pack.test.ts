import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import fc from 'fast-check';
import { MANIFEST_RULE_IDS } from '../../src/messages/rule-ids';
import { APP_RULES } from '../../src/rules/app';
import { check, RULES } from '../../src/rules';
import type { RenderedPod } from '../../src/rules';
import { asFinished, type Draft, finishedWorkload, minimalPod } from './pods';

const directory = join(__dirname, '../../src/rules');
/** Files that hold no rule. */
const SHARED = ['containers', 'images', 'index', 'json', 'own-rules', 'quantity', 'references', 'remember', 'rule', 'seccomp-profile', 'scripts', 'standards', 'stored-secrets',
  'volume-uses'];

const filesOf = (path: string) => readdirSync(path).filter((file) => file.endsWith('.ts')).map((file) => basename(file, '.ts'));

describe('the pack', () => {
  test('holds the rule of every file, and each file is called as its rule', () => {
    const files = [...filesOf(directory), ...filesOf(join(directory, 'pod-security')), ...filesOf(join(directory, 'scripts'))].filter((file) => !SHARED.includes(file));
    expect(RULES.map(({ id }) => id).sort()).toEqual(files.sort());
  });

  test('the list of ids has them all, and those over the whole app', () => {
    expect([...MANIFEST_RULE_IDS].sort()).toEqual([...RULES, ...APP_RULES].map(({ id }) => id).sort());
  });

  test.each(RULES)('$id says what it asks, why, and where to read on', ({ title, why, see, levels }) => {
    expect(title).toMatch(/^\S.*[^.]$/);
    expect(why).toMatch(/\.$/);
    expect(see).toMatch(/^https:\/\/kubernetes\.io\/docs\//);
    expect(levels).not.toEqual([]);
  });

});

/** Replaces one thing somewhere in a JSON document by something else. */
function replaceOne(json: Draft, path: number[], by: unknown): Draft {
  let at = json;
  for (;;) {
    const keys = Object.keys(at);
    const key = keys[(path.shift() ?? 0) % keys.length];
    if (key === undefined) return json;
    const next = at[key];
    if (path.length === 0 || typeof next !== 'object' || next === null || Object.keys(next).length === 0) {
      at[key] = structuredClone(by);
      return json;
    }
    at = next;
  }
}

describe('checking', () => {
  const anything = fc.oneof(fc.jsonValue(), fc.constantFrom(null, '', 0, true, [], {}, [null], ['x'], [{}], { a: null }));
  const somewhere = fc.array(fc.nat(50), { minLength: 1, maxLength: 9 });

  test('never throws, whatever JSON a patch leaves in the pod', () => {
    fc.assert(fc.property(fc.array(fc.tuple(somewhere, anything), { minLength: 1, maxLength: 4 }), (patches) => {
      const pod = finishedWorkload(({ manifest, leaves }) => {
        leaves.push({ step: 'migrate', volume: 'config', path: 'key', directory: false, mode: 0o600, isForUser: false });
        Object.assign(manifest.spec.template.spec, { ephemeralContainers: [{ name: 'debug' }], os: { name: 'linux' }, resources: { limits: {} } });
        for (const [path, by] of patches) replaceOne(manifest.spec.template, [...path], by);
      });
      const { spec, metadata } = (pod.manifest as Draft).spec.template;
      const patched: RenderedPod = { ...pod, spec: Object(spec), metadata: Object(metadata) };
      for (const { sentence, where } of check(patched)) {
        expect(sentence).not.toMatch(/undefined|\[object/);
        expect(where).not.toMatch(/undefined|\[object/);
      }
    }), { numRuns: 500 });
  });

  test('leaves the pod as it is, and says the same again', () => {
    const pod = asFinished(minimalPod('baseline'), 'restricted');
    const before = JSON.stringify(pod);
    const freeze = (json: Draft): void => {
      Object.freeze(json);
      for (const value of Object.values(json)) if (typeof value === 'object' && value !== null) freeze(value);
    };
    freeze(pod);
    expect(check(pod)).toEqual(check(pod));
    expect(check(pod).length).toBeGreaterThan(0);
    expect(JSON.stringify(pod)).toBe(before);
  });

  test('no finding shows the value of a secret', () => {
    const pod = finishedWorkload(({ spec }) => {
      spec.containers[0].env = [{ name: 'DB_PASSWORD', value: `hunter2${'x'.repeat(140_000)}` }, { name: 'URL', value: 'redis://:hunter2@cache' }];
      spec.containers[0].args = ['redis://:hunter2@cache'];
    });
    expect(check(pod).filter(({ severity }) => severity !== 'warning').map(({ rule }) => rule)).toEqual(['plain-secrets', 'plain-secrets', 'plain-secrets', 'argument-size']);
    expect(JSON.stringify(check(pod))).not.toContain('hunter2');
  });
});
