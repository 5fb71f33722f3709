import fc from 'fast-check';
import { isLabel, labelOf } from '../../src/checks/names';

test('what Kubernetes takes as a label is kept', () => {
  expect(['a', 'web-scratch-1', 'x'.repeat(63)].map(labelOf)).toEqual(['a', 'web-scratch-1', 'x'.repeat(63)]);
});

test('a name with dots, or a long one, becomes a label that no other name becomes', () => {
  expect(labelOf('config-map-kube-root-ca.crt')).toMatch(/^config-map-kube-root-ca-crt-[0-9a-f]{8}$/);
  const name = fc.stringMatching(/^[a-z0-9]([a-z0-9.-]{0,120}[a-z0-9])?$/);
  fc.assert(fc.property(name, name, (one, other) => isLabel(labelOf(one)) && (one === other || labelOf(one) !== labelOf(other))));
});

test('two containers with long names have scratch space of their own', () => {
  expect(labelOf(`${'a'.repeat(62)}b-scratch-1`)).not.toBe(labelOf(`${'a'.repeat(62)}c-scratch-1`));
});
