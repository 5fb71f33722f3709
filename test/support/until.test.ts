import { until } from './until';

test('gives what the condition gave, as soon as it holds', async () => {
  let asked = 0;
  expect(await until(() => (asked += 1) === 3 && 'there', 'three', { every: 1 })).toBe('there');
  expect(asked).toBe(3);
});

test('throws what was waited for, and how far it came', async () => {
  let asked = 0;
  await expect(until(async () => { asked += 1; return false; }, () => `the impossible, ${asked > 1}`, { deadline: 30, every: 1 })).rejects
    .toThrow('waited 0.03 s for the impossible, true');
});
