#!/usr/bin/env node
/**
 * `cdk8s-prelude check [FILE…]`: `checkManifests` for pipelines, over files or standard input. Ends with 0 where all is well, 1 where
 * something is wrong, 2 where nothing could be checked.
 */
import { readFileSync } from 'node:fs';
import { finding } from '../messages/synth';
import { nothingToCheck, usage } from '../messages/testing';
import { type CheckedManifests, checkManifests } from './check';

const STANDARD_INPUT = 0;

function check(files: readonly string[]): number {
  const results = files.length === 0 ? [checkFile()] : files.map(checkFile);
  const checked = results.flatMap((file) => file.checked);
  const findings = results.flatMap((file) => file.findings);
  if (checked.length === 0) console.error(nothingToCheck);
  else console.log(`${checked.length} checked, ${findings.length} wrong: ${checked.join(', ')}`);
  if (checked.length === 0) return 2;
  return findings.length === 0 ? 0 : 1;
}

/** What is wrong is told with the name of the file that it stands in. */
function checkFile(file?: string): CheckedManifests {
  const within = file === undefined ? '' : `${file}: `;
  try {
    const checked = checkManifests(readFileSync(file ?? STANDARD_INPUT, 'utf8'));
    for (const found of checked.findings) console.error(`${within}${found.object}: ${finding(found)}`);
    return checked;
  } catch (error) {
    throw new Error(`${within}${error instanceof Error ? error.message : String(error)}`);
  }
}

function main([command, ...files]: readonly string[]): number {
  if (command === 'check' && !files.some((file) => file.startsWith('-'))) return check(files);
  console.error(usage);
  return 2;
}

try {
  process.exitCode = main(process.argv.slice(2));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 2;
}
