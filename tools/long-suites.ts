/**
 * The suites that take longest: real servers on their bad days, and what is measured or generated at length. `npm test` leaves them out,
 * so that it takes less than five minutes on two cores; `npm run test:all` and `npx jest test/scripts/wait.test.ts` run them.
 */
export const LONG_SUITES = [
  'bench', 'cli/check', 'input/garbage', 'scripts/clone', 'scripts/clone-bad-days', 'scripts/clone-safety', 'scripts/data', 'scripts/fetch-bad-days',
  'scripts/lock', 'scripts/redirects', 'scripts/render-env', 'scripts/seed-mysql', 'scripts/seed-postgres', 'scripts/unpack',
  'scripts/verify-certificate', 'scripts/wait', 'secrets/errors', 'synth/write-yaml',
] as const;

/** Their paths, as a pattern for jest. */
export const longSuites = `/test/(${LONG_SUITES.join('|')})\\.test\\.ts$`;
