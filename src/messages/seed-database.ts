/* What is said of databases that are seeded. */

export const noSql = 'sql names at least one piece of SQL: text, a file of an earlier step, configMapKey(…) or secretKey(…).';
export const notSql = (what: string) =>
  `${what} takes SQL as text, plainText(…), a file of an earlier step (config.file('seed.sql')), configMapKey(…) or secretKey(…).`;
export const notAMarker =
  'marker is the name that the data goes by in the database, such as "products": letters, digits, ".", "_" and "-", at most 100.';
export const notALogin = (what: string) => `${what} is a string without control characters, or secretKey(…).`;
export const passwordIsSecret = 'password takes secretKey(…): a literal would stand in the YAML.';
export const neverInterrupted =
  'whenInterrupted is for MySQL, where DDL cannot be taken back: in PostgreSQL a run that is interrupted leaves nothing.';
export const seededWithOther = (step: string, marker: string, version: number) =>
  `step ${step} seeds the same database under the same name ("${marker}", version ${version}) with other SQL: whichever of the two runs second fails at every start. ` +
  "Give this one a marker or a version of its own, or say whenChanged: 'run' (each SQL once) or 'keep' (the first one only).";
