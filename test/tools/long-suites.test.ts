import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { LONG_SUITES, longSuites } from '../../tools/long-suites';

test.each(LONG_SUITES)('%s is there', (suite) => {
  const file = join(__dirname, `../${suite}.test.ts`);
  expect(existsSync(file)).toBe(true);
  expect(new RegExp(longSuites).test(file)).toBe(true);
});

test('no other suite is left out', () => expect(new RegExp(longSuites).test(join(__dirname, '../scripts/wait-http.test.ts'))).toBe(false));
