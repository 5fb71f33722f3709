import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkFiles } from '../../src/cli/check-files';
import { declarationsOf } from '../../src/declared/facts';
import { factsOf } from '../../src/declared/read-facts';
import { containersOf } from '../../src/manifest/containers';
import { podsIn } from '../../src/manifest/pods-in';
import { nameOf, readObjects } from '../../src/manifest/read-yaml';
import { canRun, check, inputsOf, type RenderedPod, type Rule, type RuleInput, RULES } from '../../src/rules';
import { APP_RULES } from '../../src/rules/app';

/* What each rule reads is what it says that it reads. */

const root = join(__dirname, '../..');
const files = readdirSync(join(root, 'examples'), { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.k8s.yaml'))
  .map((name) => ({ name, text: readFileSync(join(root, 'examples', name), 'utf8') }));

/** Where each input is found in a pod. */
const PLACES: Readonly<Record<string, readonly RuleInput[]>> = {
  steps: ['facts'], declared: ['facts'], singleton: ['facts'], leaves: ['facts'], filledDirectories: ['facts'], asked: ['standard', 'version'],
};

const manifests = files.flatMap(({ text }) => readObjects(text).objects).map(({ manifest }) => manifest);
const pods = manifests.flatMap((manifest) => podsIn(manifest).map(({ spec, metadata }): RenderedPod => {
  const facts = factsOf(metadata);
  const kubernetesVersion = { value: '1.36', by: 'a test' };
  const level = 'restricted';
  return { path: 'x/web', kind: String(manifest.kind), level, spec, metadata, manifest, asked: { kubernetesVersion }, ...(facts ? declarationsOf(facts) : { steps: [] }) };
}));

/** The inputs that a rule reads of any of the pods. */
function readBy(rule: (typeof RULES)[number]): ReadonlySet<string> {
  const read = new Set<string>();
  for (const pod of pods) {
    const shown = new Proxy({ ...pod, containers: containersOf(pod.spec) }, {
      get: (object, name) => {
        if (typeof name === 'string' && name in PLACES) read.add(name);
        return Reflect.get(object, name) as unknown;
      },
    });
    rule.check(shown, () => undefined);
  }
  return read;
}

test.each(RULES.map((rule) => [rule.id, rule] as const))('%s says what it reads', (_, rule) => {
  const said = [...rule.needs ?? [], ...rule.uses ?? []];
  const unsaid = [...readBy(rule)].filter((place) => !PLACES[place]!.some((input) => said.includes(input)));
  expect(unsaid).toEqual([]);
});

test('there are pods to read', () => expect(pods.length).toBeGreaterThan(20));
test('rules over the app need all manifests', () => expect(APP_RULES.filter(({ needs }) => !needs.includes('manifests'))).toEqual([]));
test('no rule says twice that it reads something', () => {
  const twice = [...RULES, ...APP_RULES].filter(({ needs = [], uses = [] }) => needs.some((need) => uses.includes(need)));
  expect(twice.map(({ id }) => id)).toEqual([]);
});

const bare: RenderedPod = { ...pods[0]!, steps: [] };
const { declared: _declared, singleton: _singleton, leaves: _leaves, asked: _asked, filledDirectories: _filled, ...plain } = bare;

test('a pod alone comes with nothing, one of the library with facts, one in a program with what standards ask', () => {
  expect(inputsOf(plain)).toEqual([]);
  expect(inputsOf({ ...plain, steps: ['wait'] })).toEqual(['facts']);
  expect(inputsOf({ ...plain, singleton: [], asked: {} })).toEqual(['facts', 'standard']);
  expect(canRun({ needs: ['facts'] }, [])).toBe(false);
  expect(canRun({}, [])).toBe(true);
});

test('a rule of your own that needs facts is run where there are some', () => {
  const value: Rule = { id: 'own', title: 'x', why: 'x', needs: ['facts'], check: (_, report) => report({ where: 'x', sentence: 'x' }) };
  const own = { value, by: 'a test' };
  const found = (pod: RenderedPod) => check(pod, [own]).some(({ rule }) => rule === 'own');
  expect(found(plain)).toBe(false);
  expect(found({ ...plain, steps: ['wait'], spec: pods[0]!.spec })).toBe(true);
});

describe('check says which rules were not run', () => {
  const foreign = { name: 'web.yaml', text: 'kind: Pod\napiVersion: v1\nmetadata: { name: web }\nspec: { containers: [{ name: app, image: "example.com/app:1" }] }\n' };
  const notRun = (...inputs: (typeof files)[number][]) =>
    Object.fromEntries(checkFiles(inputs).notRun.map(({ rule, needs, objects }) => [rule, { needs, objects }]));

  test('on an object that is not of the library', () => {
    expect(notRun(foreign)).toMatchObject({
      'init-order': { needs: ['facts'], objects: ['Pod web'] }, 'image-digests': { needs: ['standard'], objects: ['Pod web'] }, 'scaled-singleton': { needs: ['facts'] },
    });
    expect(Object.keys(notRun(foreign))).not.toContain('kubernetes-version');
  });

  test('with facts only what standards ask is missing; a rule that nobody asked for is not named', () => {
    const ours = files.find(({ name }) => name.startsWith('shop/'))!;
    const [made] = readObjects(ours.text).objects.filter(({ manifest }) => podsIn(manifest).some(({ metadata }) => factsOf(metadata) !== undefined));
    const name = nameOf(made!.manifest);
    const missing = Object.entries(notRun(ours)).filter(([, { objects }]) => objects.includes(name)).map(([rule]) => rule);
    expect(missing.sort()).toEqual(['allowed-registries', 'image-digests']);
    expect(checkFiles([foreign], { rules: new Set(['mounts']) }).notRun).toEqual([]);
  });
});
