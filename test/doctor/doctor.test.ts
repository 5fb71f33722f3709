import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { diagnose, type Question, wantedLogs } from '../../src/doctor/doctor';
import { lineOf, toText } from '../../src/doctor/text';
import { CAUSES } from '../../src/doctor/verdict';
import { type Fault, FAULTS, WELL } from './faults';
import { recordingOf } from './recording';

/*
 * What doctor says of faults that were made on a real cluster (record.ts), each recorded as kubectl told it.
 */

const asked = (fault: Fault, less: Partial<Question> = {}) => diagnose({ ...recordingOf(fault.id), ...less, target: fault.target });
const NO_LOGS = { logs: new Map() };

test('there is a recording of every fault, and no other', () => {
  expect(readdirSync(join(__dirname, 'recorded')).sort()).toEqual([...FAULTS, ...WELL].map(({ id }) => `${id}.json`).sort());
  expect(FAULTS.length).toBeGreaterThanOrEqual(80);
});

test.each(FAULTS)('$id: $cause', (fault) => {
  const [verdict, ...others] = asked(fault);
  expect({ cause: verdict?.cause, says: verdict && lineOf(verdict) }).toEqual({ cause: fault.cause, says: expect.stringContaining(fault.says[0]!) });
  for (const part of fault.says) expect(lineOf(verdict!)).toContain(part);
  expect(others.filter(({ cause }) => cause !== fault.cause)).toEqual([]);
  expect(verdict).toMatchObject({ stuck: true, next: expect.stringMatching(/^kubectl /) });
  expect(verdict!.evidence.join() + String(verdict!.since)).not.toBe('undefined');
});

test.each(WELL)('$id: $cause', (fault) => {
  expect(asked(fault).map(({ cause, stuck }) => [cause, stuck])).toEqual([[fault.cause, false]]);
});

/** What is true of a fault as well, and says less: that it ended, that a name does not resolve. */
const LESS = new Set(['unknown', 'step-failed', 'crash', 'starting', 'name-unresolved', 'unschedulable']);

/** How many of the faults are found, and of which another cause is named. */
function counted(verdictsOf: (fault: Fault) => ReturnType<typeof diagnose>) {
  const named = FAULTS.map((fault) => ({ fault, causes: verdictsOf(fault).map(({ cause }) => cause) }));
  return {
    right: named.filter(({ fault, causes }) => causes.includes(fault.cause as never)).length,
    wrong: named.filter(({ fault, causes }) => !causes.includes(fault.cause as never) && causes.some((cause) => !LESS.has(cause))).map(({ fault, causes }) => `${fault.id}: ${causes.join()}`),
  };
}

test('who may read no logs is told no wrong cause, and most of the right ones', () => {
  const { right, wrong } = counted((fault) => asked(fault, NO_LOGS));
  expect(wrong).toEqual([]);
  expect(right).toBeGreaterThanOrEqual(70);
});

test('pods and events alone are enough for most, and lead to no wrong cause', () => {
  const { right, wrong } = counted((fault) => {
    const { objects, ...known } = recordingOf(fault.id);
    const few = (objects as readonly { readonly kind?: string }[]).filter(({ kind }) => kind === 'Pod' || kind === 'Event');
    const [, pod] = /^Pod (.*)$/.exec(asked(fault)[0]!.object) ?? [];
    return diagnose({ ...known, ...NO_LOGS, objects: few, complete: new Set(['Pod', 'Event']), target: pod });
  });
  expect(wrong).toEqual([]);
  expect(right).toBeGreaterThanOrEqual(50);
});

test('without a target, all that is stuck in the namespace is told, and who waits for whom', () => {
  const verdicts = diagnose(recordingOf('wait-chain'));
  expect(verdicts.map(({ object, cause }) => [object.replace(/-.*/, ''), cause])).toEqual([['Pod b', 'service-missing'], ['Pod web', 'service-not-ready']]);
  expect(diagnose(recordingOf('pod-security')).map(({ object, cause }) => [object, cause])).toEqual([['Deployment web', 'pod-security']]);
  expect(diagnose(recordingOf('well')).map(({ stuck }) => stuck)).toEqual([false]);
  expect(diagnose({ ...recordingOf('well'), target: 'deploy/other' })).toEqual([]);
});

test('names the step, the construct, and what the step says itself', () => {
  const [verdict] = diagnose({ ...recordingOf('step-wrong-name'), target: 'deploy/test-web' });
  expect(verdict).toMatchObject({ container: 'wait-for-db', construct: 'test/web', namespace: 'doctor-step-wrong-name' });
  expect(lineOf(verdict!)).toMatch(/^Pod test-web-\S+ does not start: step "wait-for-db" \(WaitForService of test\/web\) has waited \d+ min for db .* It says: "the name does not resolve"$/);
});

test('names the line of the program that built the step, where the manifest says so', () => {
  const { objects, ...known } = recordingOf('step-wrong-name');
  const withLine = JSON.parse(JSON.stringify(objects).replaceAll('{\\"name\\":\\"wait-for-db\\",', '{\\"name\\":\\"wait-for-db\\",\\"source\\":\\"src/main.ts:12\\",')) as typeof objects;
  const [verdict] = diagnose({ ...known, objects: withLine, target: 'deploy/test-web' });
  expect(verdict).toMatchObject({ construct: 'test/web', builtAt: 'src/main.ts:12' });
  expect(toText([verdict!], new Date(), true, (line) => line)).toContain('\n  built at src/main.ts:12\n');
  expect(diagnose({ ...known, objects, target: 'deploy/test-web' })[0]).toMatchObject({ builtAt: undefined });
});

test('a Service that may not be seen is not missing', () => {
  const recording = recordingOf('wait-wrong-name');
  const objects = (recording.objects as readonly { readonly kind?: string }[]).filter(({ kind }) => kind !== 'Service');
  const [verdict] = diagnose({ ...recording, objects, complete: new Set(['Pod']), target: 'deploy/web' });
  expect(verdict).toMatchObject({ cause: 'name-unresolved', says: expect.stringContaining("bad address 'databse'") });
});

test('pods of one workload with one cause are told once', () => {
  const { objects, ...known } = recordingOf('secret-missing');
  const twins = (objects as readonly { readonly kind?: string; readonly metadata: { readonly name?: string } }[]).flatMap((object) =>
    (object.kind === 'Pod' ? [object, { ...object, metadata: { ...object.metadata, name: 'web-twin' } }] : [object]));
  expect(diagnose({ ...known, objects: twins, target: 'deploy/web' }).map(({ cause, more }) => [cause, more])).toEqual([['secret-missing', 1]]);
});

test('passwords in logs are not repeated', () => {
  const [verdict] = diagnose({ ...recordingOf('migration-password'), target: 'deploy/web' });
  expect(JSON.stringify(verdict)).toContain('password authentication failed');
  expect(JSON.stringify(verdict)).not.toContain('another-one');
});

test('logs are wanted of the containers that are stuck, of the run that failed', () => {
  expect(wantedLogs(recordingOf('crash-init')).map(({ container, previous }) => [container, previous])).toEqual([['setup', true]]);
  expect(wantedLogs(recordingOf('wait-wrong-port')).map(({ container, previous }) => [container, previous])).toEqual([['wait', false]]);
  expect(wantedLogs(recordingOf('well'))).toEqual([]);
});

test('every cause is met by a fault, but for those that this cluster cannot have', () => {
  const met = new Set(FAULTS.map(({ cause }) => cause));
  expect(CAUSES.filter((cause) => !met.has(cause))).toEqual(['image-pull', 'unschedulable-taint', 'unschedulable', 'sandbox']);
});

const changed = (id: string, change: (text: string) => string): Question => {
  const recording = recordingOf(id);
  return { ...recording, objects: JSON.parse(change(JSON.stringify(recording.objects))) as readonly object[] };
};

test.each([
  ['image-pull', 'image-tag', (text: string) => text.replaceAll('not found', 'x').replaceAll('NotFound', 'Unauthorized').replaceAll('busybox:1.99: x', 'authorization failed: no basic auth credentials')],
  ['unschedulable-taint', 'node-selector', (text: string) => text.replaceAll("1 node(s) didn't match Pod's node affinity/selector, ", '')],
  ['unschedulable', 'node-selector', (text: string) => text.replaceAll("1 node(s) didn't match Pod's node affinity/selector, 1 node(s) had untolerated taint(s)", "2 node(s) didn't satisfy existing pods anti-affinity rules")],
  ['sandbox', 'host-path', (text: string) => text.replaceAll('FailedMount', 'FailedCreatePodSandBox').replaceAll('MountVolume.SetUp failed', 'Failed to create pod sandbox: plugin calico failed')],
])('%s, as other clusters say it', (cause, id, change) => {
  expect(diagnose({ ...changed(id, change), target: 'deploy/web' }).map((verdict) => verdict.cause)).toEqual([cause]);
});

test('what is null, missing or of another shape is no error', () => {
  for (const id of ['wait-wrong-name', 'crash-app', 'claim-class', 'sidecar-startup']) {
    const { objects, ...known } = recordingOf(id);
    for (const field of ['status', 'spec', 'metadata', 'conditions', 'state', 'containerStatuses', 'initContainerStatuses', 'selector', 'ports', 'message', 'command']) {
      const nulled = JSON.parse(JSON.stringify(objects), (key, value: unknown) => (key === field ? null : value)) as readonly object[];
      expect(() => diagnose({ ...known, objects: nulled })).not.toThrow();
      expect(() => diagnose({ ...known, objects: nulled, target: 'deploy/web' })).not.toThrow();
    }
  }
});

test('each takes far less than a second, and a namespace of 1,000 pods less than three', () => {
  const before = process.cpuUsage();
  for (const fault of FAULTS) asked(fault);
  const one = process.cpuUsage(before);
  expect((one.user + one.system) / 1000 / FAULTS.length).toBeLessThan(200);
  const { objects, ...known } = recordingOf('wait-crashing-target');
  const many = Array.from({ length: 500 }, (_, index) => JSON.parse(JSON.stringify(objects).replaceAll('doctor-wait-crashing-target', `n${index}`)) as readonly object[]).flat();
  const start = process.cpuUsage();
  expect(diagnose({ ...known, objects: many }).length).toBe(1000);
  const all = process.cpuUsage(start);
  expect((all.user + all.system) / 1000).toBeLessThan(3000);
});

describe('docs/doctor.md', () => {
  const page = readFileSync(join(__dirname, '../../docs/doctor.md'), 'utf8');
  const verdictOf = (id: string) => lineOf(asked(FAULTS.find((fault) => fault.id === id)!)[0]!);
  const shown = [...page.matchAll(/<!-- fault (\S+) -->\n```\n([^`]*)```/g)].map(([, id = '', text = '']) => ({ id, text }));

  test('shows verdicts as they are', () => {
    expect(shown.map(({ id, text }) => [id, text])).toEqual(shown.map(({ id }) => [id, `${verdictOf(id)}\n`]));
    expect(shown.length).toBeGreaterThan(4);
  });

  test('has every cause, and no other', () => {
    const listed = [...page.slice(page.indexOf('## Causes')).matchAll(/^\| (`[^|]*`) \|/gm)].flatMap(([, causes = '']) => [...causes.matchAll(/`([^`]+)`/g)].map(([, id]) => id));
    expect(listed.sort()).toEqual([...CAUSES].sort());
  });
});
