import { spawnSync } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { program } from '../support/program';
import { makeCertificates } from '../support/servers/certificates';
import { type Handler, startServer, type TestServer } from '../support/servers/https-server';
import { forEachShell, type Shell } from '../support/shells';
import { temporaryDirectory } from '../support/temporary';
import { describeWith, findTool } from '../support/tools';
import { startWait, statesOf } from './wait-helpers';

interface Json { readonly [field: string]: unknown }

const condition = (type: string, status: string, more: Json = {}): Json => ({ lastTransitionTime: '2026-11-30T10:00:00Z', type, status, ...more });
const of = (kind: string, spec: Json, status: Json, metadata: Json = {}): Json => ({
  apiVersion: 'v1', kind, metadata: { name: 'x', generation: 2, managedFields: [{ fieldsV1: { 'f:status': { 'f:conditions': {} } } }], ...metadata }, spec, status,
});
const GOOD = { observedGeneration: 2, replicas: 3, updatedReplicas: 3, availableReplicas: 3, readyReplicas: 3 };
const deployment = (status: Json, spec: Json = {}, metadata: Json = {}) => of('Deployment', { replicas: 3, ...spec }, { ...GOOD, ...status }, metadata);
const set = (status: Json, spec: Json = {}) =>
  of('StatefulSet', { replicas: 3, updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: 0 } }, ...spec }, { ...GOOD, currentRevision: 'b', updateRevision: 'b', ...status });
const daemons = (status: Json, spec: Json = {}) =>
  of('DaemonSet', { updateStrategy: { type: 'RollingUpdate' }, ...spec }, { observedGeneration: 2, desiredNumberScheduled: 2, updatedNumberScheduled: 2, numberAvailable: 2, ...status });
const job = (status: Json, spec: Json = {}) => of('Job', { completions: 3, ...spec }, status);

/** What the object is, how it is asked, and what is said of it. */
const STATES: ReadonlyArray<readonly [until: string, kind: string, object: Json, said: string]> = [
  ['complete', 'job', job({ active: 1, succeeded: 1 }), 'not 1 of 3 succeeded, 1 active, 0 failed'],
  ['complete', 'job', job({ succeeded: 3, conditions: [condition('SuccessCriteriaMet', 'True'), condition('Complete', 'True')] }), 'ready complete'],
  ['complete', 'job', job({ conditions: [condition('Failed', 'True', { reason: 'BackoffLimitExceeded', message: 'Job has reached the "limit", {now}' })] }),
    'failed has failed: BackoffLimitExceeded: Job has reached the "limit", {now}'],
  ['complete', 'job', job({ conditions: [condition('FailureTarget', 'True', { reason: 'PodFailurePolicy' })] }), 'failed has failed: PodFailurePolicy'],
  ['complete', 'job', job({ conditions: [condition('Failed', 'False')] }), 'not 0 of 3 succeeded, 0 active, 0 failed'],
  ['complete', 'job', job({ conditions: [condition('Suspended', 'True')] }, { suspend: true }), 'not is suspended'],
  ['complete', 'job', { ...job({ conditions: [condition('Complete', 'True')] }), metadata: { deletionTimestamp: '2026-11-30T10:00:00Z' } }, 'not is being deleted'],
  ['available', 'deployment', deployment({ conditions: [condition('Available', 'True')] }), 'ready Available is True'],
  ['available', 'deployment', deployment({ observedGeneration: 1, conditions: [condition('Available', 'True')] }), 'not its controller has not seen the last change yet'],
  ['available', 'deployment', of('Deployment', { replicas: 1 }, {}), 'not its controller has not seen it yet'],
  ['available', 'deployment', deployment({ conditions: [condition('Available', 'True')] }, { replicas: 0 }), 'not is scaled to 0'],
  ['available', 'deployment', deployment({ conditions: [condition('Available', 'False', { reason: 'MinimumReplicasUnavailable' })] }), 'not Available is False (MinimumReplicasUnavailable)'],
  ['rolled-out', 'deployment', deployment({}), 'ready rolled out'],
  ['rolled-out', 'deployment', deployment({ updatedReplicas: 1 }), 'not 1 of 3 pods are updated'],
  ['rolled-out', 'deployment', deployment({ replicas: 4 }), 'not 1 pods of the last revision are there'],
  ['rolled-out', 'deployment', deployment({ availableReplicas: 2 }), 'not 2 of 3 pods are available'],
  ['rolled-out', 'deployment', deployment({ terminatingReplicas: 2 }), 'not 2 pods are ending'],
  ['rolled-out', 'deployment', deployment({ observedGeneration: 1 }), 'not its controller has not seen the last change yet'],
  ['rolled-out', 'deployment', deployment({}, { paused: true }), 'not is paused'],
  ['rolled-out', 'deployment', deployment({ updatedReplicas: 1, conditions: [condition('Progressing', 'False', { reason: 'ProgressDeadlineExceeded' })] }),
    'failed has not rolled out: ProgressDeadlineExceeded'],
  ['rolled-out', 'statefulset', set({}), 'ready rolled out'],
  ['rolled-out', 'statefulset', set({ availableReplicas: 2 }), 'not 2 of 3 pods are available'],
  ['rolled-out', 'statefulset', set({ currentRevision: 'a' }), 'not pods of the last revision are there'],
  ['rolled-out', 'statefulset', set({ updatedReplicas: 1, currentRevision: 'a' }, { updateStrategy: { rollingUpdate: { partition: 2 } } }), 'ready rolled out'],
  ['rolled-out', 'statefulset', set({}, { updateStrategy: { type: 'OnDelete' } }), 'failed its pods are replaced by hand (OnDelete): no rollout ends'],
  ['rolled-out', 'daemonset', daemons({}), 'ready rolled out'],
  ['rolled-out', 'daemonset', daemons({ updatedNumberScheduled: 1 }), 'not 1 of 2 pods are updated'],
  ['rolled-out', 'daemonset', daemons({ numberAvailable: 0 }), 'not 0 of 2 pods are available'],
  ['ready', 'pod', of('Pod', {}, { phase: 'Running', conditions: [condition('Ready', 'True')] }), 'ready Ready is True'],
  ['ready', 'pod', of('Pod', {}, { phase: 'Pending' }), 'not has no condition Ready yet'],
  ['ready', 'pod', of('Pod', {}, { phase: 'Failed', reason: 'Evicted' }), 'failed has ended: Failed, Evicted'],
  ['bound', 'persistentvolumeclaim', of('PersistentVolumeClaim', {}, { phase: 'Bound' }), 'ready bound'],
  ['bound', 'persistentvolumeclaim', of('PersistentVolumeClaim', {}, { phase: 'Lost' }), 'failed has lost its volume'],
  ['bound', 'persistentvolumeclaim', of('PersistentVolumeClaim', {}, {}), 'not is new'],
  ['established', 'customresourcedefinition', of('CustomResourceDefinition', { versions: [{ schema: { properties: { status: { type: 'object', conditions: [condition('Established', 'False')] } } } }] },
    { conditions: [condition('NamesAccepted', 'True'), condition('Established', 'True')] }), 'ready Established is True'],
  ['established', 'customresourcedefinition', of('CustomResourceDefinition', {}, { conditions: [condition('NamesAccepted', 'False', { reason: 'Conflict' })] }), 'not its names are not accepted: Conflict'],
  ['condition=Ready=True', 'certificate', of('Certificate', {}, { conditions: [condition('Ready', 'True', { observedGeneration: 1 })] }), 'not its controller has not seen the last change yet'],
  ['condition=Ready=True', 'certificate', of('Certificate', {}, { conditions: [condition('Ready', 'True', { observedGeneration: 2 })] }), 'ready Ready is True'],
  ['condition=ready=true', 'certificate', of('Certificate', {}, { conditions: [condition('Ready', 'True')] }), 'ready ready is True'],
  ['condition=Ready=True', 'certificate', of('Certificate', {}, {}), 'not has no condition Ready yet'],
  ['condition=Stalled=False', 'kustomization', of('Kustomization', {}, { conditions: [condition('Stalled', 'False')] }), 'ready Stalled is False'],
  ['field=status.phase=Running', 'cluster', of('Cluster', {}, { phase: 'Running' }), 'ready status.phase is Running'],
  ['field=status.phase=Running', 'cluster', of('Cluster', {}, { phase: 'a "b", c\\d' }), 'not status.phase is a "b", c\\d'],
  ['field=status.members.1.ready=true', 'cluster', of('Cluster', {}, { members: [{ ready: false }, { ready: true }] }), 'ready status.members.1.ready is true'],
  ['field=status.phase=Running', 'cluster', of('Cluster', { phase: 'Running' }, {}), 'not has no status.phase yet'],
];

describeWith(['busybox', 'curl', 'openssl'], 'wait for objects of Kubernetes', () => {
  const certificates = makeCertificates();
  const access = temporaryDirectory('prelude-access-', 0o755);
  writeFileSync(join(access, 'token'), 't0ken-of-the-pod');
  writeFileSync(join(access, 'namespace'), 'shop');
  symlinkSync(certificates.ca, join(access, 'ca.crt'));
  const text = program('common', 'clients', 'kube-api', 'watch-job', 'probe-resource', 'wait').replace('KUBE_ACCESS=/prelude-token', `KUBE_ACCESS=${access}`);

  const servers: TestServer[] = [];
  afterAll(() => Promise.all(servers.map((server) => server.close())));

  /** A wait for what a server of the test answers. */
  async function waitFor(shell: Shell, handler: Handler, { timeout = 10, target = ['job=resource://import/apis/batch/v1/jobs', '--kind', 'job', '--until', 'complete'] } = {}) {
    const server = await startServer(handler, certificates.good);
    servers.push(server);
    const env = { KUBERNETES_SERVICE_HOST: 'localhost', KUBERNETES_SERVICE_PORT: String(server.port), HTTPS_PROXY: 'http://127.0.0.1:1' };
    const exit = await startWait({ shell, text, timeout, targets: target, env }).exit;
    return { exit, server, states: statesOf(exit, 'job') };
  }
  const json = (object: object): Handler => (_, response) => response.end(JSON.stringify(object));
  /** The last one for all that follow. */
  const inTurn = (handlers: readonly Handler[]): Handler =>
    (request, response, nth) => handlers[Math.min(nth, handlers.length) - 1]!(request, response, nth);
  const status = (code: number): Handler => (_, response) => response.writeHead(code).end('{"kind":"Status"}');

  describe.each(['awk', 'busybox awk'])('as %s reads them', (awk) => {
    const bin = temporaryDirectory('prelude-awk-');
    mkdirSync(join(bin, 'bin'));
    if (awk !== 'awk') symlinkSync(findTool('busybox')!, join(bin, 'bin/awk'));
    const judge = program('probe-resource');
    test.each(STATES)('%s of a %s (%#)', (until, kind, object, said) => {
      for (const found of [JSON.stringify(object), JSON.stringify(object, null, 2).replace(/\n/g, '')]) {
        const { stdout } = spawnSync('sh', ['-c', `${judge}\nfound=$1 until=$2 kind=$3; judge`, 'sh', found, until, kind],
          { encoding: 'utf8', env: { PATH: `${join(bin, 'bin')}:${process.env.PATH}` } });
        expect(stdout).toBe(`${said}\n`);
      }
    });

    test('an answer that is cut off, that is none, and a large one', () => {
      const large = JSON.stringify(of('CustomResourceDefinition', { versions: Array.from({ length: 4000 }, (_, index) => ({ name: `v${index}`, text: 'a, "b": {c}' })) }, { conditions: [condition('Established', 'True')] }));
      const said = (found: string) => spawnSync('sh', ['-c', `${judge}\nread -r found; until=established kind=x; judge`], { input: `${found}\n`, encoding: 'utf8', env: { PATH: `${join(bin, 'bin')}:${process.env.PATH}` } }).stdout;
      expect(said(large.slice(0, -5))).toBe('the answer of the API server is not whole\n');
      expect(said('<html>')).toBe('the answer of the API server is not whole\n');
      const start = performance.now();
      expect(said(large)).toBe('ready Established is True\n');
      expect(performance.now() - start).toBeLessThan(10_000);
    });
  });

  forEachShell((shell) => {
    test('asks the cache by the token, and what is stored once it looks right', async () => {
      const { exit, server, states } = await waitFor(shell, (_, response, nth) => response.end(JSON.stringify(job(nth < 2 ? { active: 1 } : { conditions: [condition('Complete', 'True')] }))));
      expect(states).toEqual(['job/import: 0 of 3 succeeded, 1 active, 0 failed', 'ready after N s: job/import: complete']);
      expect(exit).toMatchObject({ code: 0, terminationMessage: '' });
      const path = '/apis/batch/v1/namespaces/shop/jobs/import';
      expect(server.requests.map((request) => request.path)).toEqual([`${path}?resourceVersion=0`, `${path}?resourceVersion=0`, path]);
      expect(server.requests.every(({ headers }) => headers.authorization === 'Bearer t0ken-of-the-pod')).toBe(true);
      expect(exit.output).not.toContain('t0ken');
    });

    test('does not believe a cache that shows what is no more so', async () => {
      const { states } = await waitFor(shell, (request, response) =>
        response.end(JSON.stringify(job(request.url!.includes('resourceVersion=0') ? { conditions: [condition('Complete', 'True')] } : { active: 1 }))), { timeout: 3 });
      expect(states).toEqual(['job/import: 0 of 3 succeeded, 1 active, 0 failed']);
    });

    test('a Job that has failed, and an object that is gone, end the wait at once', async () => {
      const failed = await waitFor(shell, json(job({ conditions: [condition('Failed', 'True', { reason: 'DeadlineExceeded' })] })), { timeout: 60 });
      expect(failed.exit).toMatchObject({ code: 1, terminationMessage: 'job (import): job/import: has failed: DeadlineExceeded\n' });
      expect(failed.exit.ms).toBeLessThan(15_000);
      const gone = await waitFor(shell, inTurn([json(job({ active: 1 })), status(404)]), { timeout: 60 });
      expect(gone.exit.code).toBe(1);
      expect(gone.exit.terminationMessage).toMatch(/^job \(import\): job\/import was there, and is gone$/m);
    });

    test('waits for what is not there yet, for a right that comes late, and for an API server that is busy or away', async () => {
      const answers = [status(404), status(403), status(401), status(429), status(500), ((_, response) => response.destroy()) as Handler, json(job({ conditions: [condition('Complete', 'True')] }))];
      const { states, exit } = await waitFor(shell, inTurn(answers), { timeout: 60 });
      expect(states.slice(0, 4)).toEqual([
        'job/import is not there yet', "the pod's ServiceAccount may not get job/import: a Role is missing, or not there yet",
        'the API server does not take the token of the pod (401)', 'the API server is too busy (429)',
      ]);
      expect(states[4]).toMatch(/^the API server cannot be asked: .*#500$/);
      expect(states.at(-1)).toBe('ready after N s: job/import: complete');
      expect(exit.code).toBe(0);
    }, 90_000);

    test('names other namespaces and objects of the cluster, and never believes another authority', async () => {
      const there = await waitFor(shell, json(of('CustomResourceDefinition', {}, { conditions: [condition('Established', 'True')] })),
        { target: ['job=resource://a.example.com/apis/apiextensions.k8s.io/v1/customresourcedefinitions', '--kind', 'crd', '--until', 'established', '--scope', 'cluster'] });
      expect(there.server.requests.at(-1)!.path).toBe('/apis/apiextensions.k8s.io/v1/customresourcedefinitions/a.example.com');
      const other = await waitFor(shell, json(of('Pod', {}, { conditions: [condition('Ready', 'True')] })),
        { target: ['job=resource://a/api/v1/namespaces/data/pods', '--kind', 'pod', '--until', 'ready'] });
      expect(other.server.requests.at(-1)!.path).toBe('/api/v1/namespaces/data/pods/a');
      const strange = await startServer(json(job({})), certificates.wrongName);
      servers.push(strange);
      const exit = await startWait({
        shell, text, timeout: 3, targets: ['job=resource://import/apis/batch/v1/jobs', '--kind', 'job', '--until', 'complete'],
        env: { KUBERNETES_SERVICE_HOST: 'localhost', KUBERNETES_SERVICE_PORT: String(strange.port) },
      }).exit;
      expect(exit.code).toBe(124);
      expect(strange.requests).toEqual([]);
    });
  });
});
