/*
 * `node load.js PACKAGE` prints how many milliseconds of processor time it takes to load a package.
 */
const used = () => (process.cpuUsage().user + process.cpuUsage().system) / 1000;

const start = used();
// eslint-disable-next-line @typescript-eslint/no-require-imports
require(process.argv[2] ?? '');
process.stdout.write(String(used() - start));
