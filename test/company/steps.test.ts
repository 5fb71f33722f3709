import * as prelude from '../../src';
import { STEPS } from '../../src/company/steps';

test('a standard hands out every step of the library', () => {
  const exported = Object.entries(prelude as Readonly<Record<string, unknown>>)
    .filter(([, value]) => typeof value === 'function' && value.prototype instanceof prelude.Step)
    .map(([name]) => name);
  expect(exported.length).toBeGreaterThan(10);
  expect(Object.keys(STEPS).sort()).toEqual(exported.sort());
});
