/** `npx tsx bench/check.ts [PODS]`: the processor time that `check` takes for many pods: the healthy manifests of the tests, again and again under other names. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkFiles } from '../src/cli/check-files';

const HEALTHY = join(__dirname, '../test/check/healthy');
const ROUNDS = 3;

const texts = readdirSync(HEALTHY).filter((file) => file.endsWith('.yaml')).map((name) => readFileSync(join(HEALTHY, name), 'utf8'));
const once = checkFiles(texts.map((text, index) => ({ name: `${index}.yaml`, text }))).checked.length;
const copies = Math.ceil(Number(process.argv[2] ?? 1000) / once);
/** Each copy is in a namespace of its own, so that no name is there twice. */
const files = Array.from({ length: copies }, (_, copy) => texts.map((text, index) => ({
  name: `${copy}-${index}.yaml`, text: text.replaceAll(/(metadata: \{ name: [^,}]+)(, namespace: [\w-]+)?/g, `$1, namespace: copy-${copy}`),
}))).flat();

const seconds = Array.from({ length: ROUNDS }, () => {
  const before = process.cpuUsage();
  const { checked, findings } = checkFiles(files);
  const { user, system } = process.cpuUsage(before);
  console.log(`${checked.length} pods, ${findings.length} findings: ${((user + system) / 1e6).toFixed(2)} s of processor time`);
  return (user + system) / 1e6;
});
console.log(`the least: ${Math.min(...seconds).toFixed(2)} s`);
