import { podOf } from '../../src/manifest/pod-of';
import { check } from '../../src/rules';
import { minimalPod } from './pods';
import { VALIDATION_CASES } from './validation-cases';

/* What the API server's validation refuses; test/cluster/validation.test.ts tries the same objects on a cluster. */

const RULES: readonly string[] = ['ports', 'numbers', 'object-names'];
const rulesOf = (object: any, version = '1.37') => [...new Set(check({
  path: 'shop/a', kind: object.kind, level: 'privileged', ...podOf(object), manifest: object, steps: [], asked: { kubernetesVersion: { value: version, by: 'standard "Acme"' } },
}).map(({ rule }) => rule).filter((rule) => RULES.includes(rule)))];

test.each(VALIDATION_CASES.map((one) => [one.title, one] as const))('%s', (_title, { object, rule }) => {
  expect(rulesOf(object)).toEqual(rule === undefined ? [] : [rule]);
});

test('a Service that begins with a digit, before 1.36', () => {
  expect(rulesOf({ apiVersion: 'v1', kind: 'Service', metadata: { name: '1a' } }, '1.35')).toEqual(['object-names']);
});

test('says where, what was given, and what to write', () => {
  const pod = minimalPod('restricted', ({ spec, metadata }) => {
    metadata.name = 'Web';
    Object.assign(spec.containers[0], { ports: [{ containerPort: 70000, name: 'Web' }], livenessProbe: { httpGet: { port: 80 }, periodSeconds: -1 } });
  });
  const findings = check({ path: 'a', kind: 'Pod', level: 'restricted', spec: pod.spec, metadata: pod.metadata, manifest: { apiVersion: 'v1', kind: 'Pod', ...pod }, steps: [] });
  expect(findings.filter(({ rule }) => RULES.includes(rule))).toEqual([
    { rule: 'ports', where: 'containers[app].ports[0].containerPort', sentence: 'Kubernetes refuses this number: use a whole number from 1 to 65535.', given: '70000' },
    {
      rule: 'ports', where: 'containers[app].ports[0].name',
      sentence: '"Web" is not a valid port name: use at most 15 lowercase letters, digits and single "-", at least one letter, and no "-" at the ends.',
    },
    { rule: 'numbers', where: 'containers[app].livenessProbe.periodSeconds', sentence: 'Kubernetes refuses this number: use a whole number from 0 to 2147483647.', given: '-1' },
    {
      rule: 'object-names', where: 'metadata.name',
      sentence: 'this is not a valid name of a Pod: it must have at most 253 lowercase letters, digits, "-" and ".", with a letter or digit at both ends of each part.',
      given: 'Web',
    },
  ]);
});
