/**
 * `npm run release:programs -- 0.3.0`: notes what the programs of the version that is being made are, and that 0.3.0 comes next. Run once
 * for each release, with the version after it. A program that does not change until then keeps its version, so the ConfigMaps that hold
 * it keep their names, and no pod rolls.
 */
import { writeFileSync } from 'node:fs';
import { embeddedFile, programsNow, readVersions, renderEmbedded, type Versions, versionsFile } from './embed-scripts';

const VERSION = /^(\d+)\.(\d+)\.(\d+)$/;

/** What is to be noted. */
export function afterRelease(versions: Versions, next: string, scripts?: Readonly<Record<string, string>>): Versions {
  if (!VERSION.test(next)) throw new Error(`"${next}" is not a version such as 0.3.0: give the one that comes after ${versions.next}`);
  if (!isNewer(next, versions.next)) throw new Error(`${next} does not come after ${versions.next}, which is being released`);
  return { next, released: programsNow(versions, scripts) };
}

function isNewer(one: string, other: string): boolean {
  const [a, b] = [one, other].map((version) => version.split('.').map(Number));
  const differs = a!.findIndex((part, index) => part !== b![index]);
  return differs >= 0 && a![differs]! > b![differs]!;
}

if (require.main === module) {
  const before = readVersions();
  try {
    const after = afterRelease(before, process.argv[2] ?? '');
    writeFileSync(versionsFile, `${JSON.stringify(after, null, 2)}\n`);
    writeFileSync(embeddedFile, renderEmbedded(after));
    const changed = Object.values(after.released).filter(({ version }) => version === before.next).length;
    console.log(`Released with ${before.next}: ${changed} of ${Object.keys(after.released).length} programs are new or have changed. ${after.next} comes next.`);
  } catch (error) {
    console.error((error as Error).message);
    process.exitCode = 1;
  }
}
