import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Logs } from '../../src/doctor/cluster';
import type { Question } from '../../src/doctor/doctor';

interface Recorded {
  readonly at: string;
  readonly objects: ReadonlyArray<{ readonly metadata?: { readonly namespace?: string } }>;
  readonly logs: Readonly<Record<string, string>>;
}

/** The kinds that `record.ts` asks for. */
const COMPLETE: ReadonlySet<string> = new Set(['Pod', 'Event', 'Service', 'EndpointSlice', 'PersistentVolumeClaim', 'Deployment', 'ReplicaSet', 'StatefulSet', 'DaemonSet', 'Job', 'CronJob']);

/** What was recorded of a fault. */
export function recordingOf(id: string): Question & { readonly logs: ReadonlyMap<string, Logs> } {
  const { at, objects, logs } = JSON.parse(readFileSync(join(__dirname, 'recorded', `${id}.json`), 'utf8')) as Recorded;
  const read = new Map<string, Logs>();
  for (const [key, log] of Object.entries(logs)) {
    const [pod, container, previous] = key.split(' ');
    const place = `${objects[0]?.metadata?.namespace ?? ''}/${pod}/${container}`;
    read.set(place, { ...read.get(place), ...(previous === undefined ? { current: log } : { previous: log }) });
  }
  return { objects, logs: read, complete: COMPLETE, now: new Date(at) };
}
