import { readFileSync } from 'node:fs';
import { diagnose, wantedLogs, type WantedLog } from '../doctor/doctor';
import { toText } from '../doctor/text';
import { isTarget } from '../doctor/workloads';
import { readObjects } from '../manifest/read-yaml';
import * as say from '../messages/doctor';
import { readCluster, readLogs, type SeenObjects } from './cluster-objects';
import { kubectlWith } from './kubectl';
import { parseOptions } from './options';
import { painted } from './paint';
import { progress } from './progress';
import { UsageError } from './usage-error';

export const OPTIONS = {
  'namespace': { type: 'string', short: 'n' }, 'context': { type: 'string' }, 'no-logs': { type: 'boolean', default: false }, 'format': { type: 'string', default: 'text' },
  'help': { type: 'boolean', short: 'h', default: false },
} as const;

/** Runs `doctor`; gives the exit code. */
export async function commandDoctor(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseOptions(args, OPTIONS);
  if (values.help) {
    process.stdout.write(say.help);
    return 0;
  }
  if (values.format !== 'text' && values.format !== 'json') throw new UsageError(say.notAFormat(values.format));
  const isPiped = positionals[0] === '-';
  const [target, ...others] = isPiped ? positionals.slice(1) : positionals;
  if (others.length > 0) throw new UsageError(say.tooMany);
  if (target !== undefined && !isTarget(target)) throw new UsageError(say.notATarget(target));
  // An option that looks like one more option would be one.
  const kubectl = kubectlWith([...values.namespace === undefined ? [] : [`--namespace=${values.namespace}`], ...values.context === undefined ? [] : [`--context=${values.context}`]]);
  const done = progress(say.asking);
  const seen = isPiped ? given(readFileSync(0, 'utf8')) : await readCluster(kubectl);
  const known = { ...seen, now: isPiped ? timeOf(seen.objects) : new Date() };
  const logs = isPiped || values['no-logs'] ? undefined : await readLogs(kubectl, nearestFirst(wantedLogs(known), target));
  done();
  const verdicts = diagnose({ ...known, target, ...(logs ? { logs } : {}) });
  if (seen.notSeen.length > 0) console.error(say.mayNotSee(seen.notSeen));
  if (verdicts.length === 0) {
    console.error(target === undefined ? say.noPods : say.notThere(target));
    return 2;
  }
  process.stdout.write(values.format === 'json' ? `${JSON.stringify({ version: 1, verdicts, notSeen: seen.notSeen }, undefined, 2)}\n`
    : toText(verdicts, known.now, target !== undefined, (text) => painted('bold', text)));
  return verdicts.some(({ stuck }) => stuck) ? 1 : 0;
}

/** What somebody piped in. A kind of which there is an object is taken to be there with all of them. */
function given(text: string): SeenObjects {
  const { objects, errors } = readObjects(text);
  if (errors.length > 0 || objects.length === 0) throw new UsageError(say.notJson);
  const manifests = objects.map(({ manifest }) => manifest);
  return { objects: manifests, complete: new Set(manifests.map(({ kind }) => kind ?? '')), notSeen: [] };
}

const HOUR = 3_600_000;

/** The time now, or that of a recording: when something last happened in it. */
function timeOf(objects: readonly object[]): Date {
  const times = [...JSON.stringify(objects).matchAll(/"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z)"/g)].map(([, time = '']) => Date.parse(time));
  const newest = times.reduce((one, other) => Math.max(one, other), 0);
  return newest > 0 && Date.now() - newest > HOUR ? new Date(newest) : new Date();
}

/** Logs of the pods that were asked for come first: not all are read. */
function nearestFirst(wanted: readonly WantedLog[], target: string | undefined): readonly WantedLog[] {
  const name = target?.slice(target.indexOf('/') + 1) ?? '';
  return [...wanted].sort((one, other) => Number(other.pod.startsWith(name)) - Number(one.pod.startsWith(name)));
}
