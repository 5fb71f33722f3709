/** Whether all tests are asked for: `npm run test:all`, as CI does. `npm test` leaves out what takes long and seldom finds more. */
export const askedAll = (): boolean => process.env.PRELUDE_TEST_ALL === '1';
