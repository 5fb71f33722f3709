/*
 * `node load.js PACKAGE NAME…` prints how many milliseconds of processor time it takes to load a package and to take names from it:
 * what stands behind a name may be loaded only then.
 */
const used = () => (process.cpuUsage().user + process.cpuUsage().system) / 1000;

const [name = '', ...names] = process.argv.slice(2);
const start = used();
// eslint-disable-next-line @typescript-eslint/no-require-imports
const loaded = require(name) as Readonly<Record<string, unknown>>;
for (const one of names) if (loaded[one] === undefined) throw new Error(`${name} has no ${one}`);
process.stdout.write(String(used() - start));
