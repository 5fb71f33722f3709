/* Messages about SeedDatabase. */

export const noSql = 'sql must list at least one piece of SQL: text, a file of an earlier step, configMapKey(…) or secretKey(…).';
export const notSql = (what: string) =>
  `${what} must be SQL as text, plainText(…), a file of an earlier step (config.file('seed.sql')), configMapKey(…) or secretKey(…).`;
export const notAMarker =
  'marker must be the name of the data in the database, such as "products": letters, digits, ".", "_" and "-", at most 100 characters.';
export const notALogin = (what: string) => `${what} must be a string without control characters, or secretKey(…).`;
export const passwordIsSecret = 'password must be secretKey(…): the YAML would show a literal.';
export const neverInterrupted =
  'whenInterrupted applies only to MySQL, which cannot roll back DDL: in PostgreSQL an interrupted run leaves nothing behind.';
export const seededWithOther = (step: string, marker: string, version: number) =>
  `step ${step} seeds the same database under the same marker ("${marker}", version ${version}) with different SQL: the step that runs second fails at every start. ` +
  "Give this step its own marker or version, or set whenChanged: 'run' (each SQL once) or 'keep' (the first one only).";
