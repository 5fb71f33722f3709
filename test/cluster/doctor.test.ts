import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryDirectory } from '../support/temporary';
import { apply, podSpec, service, sh, workload } from './support/facts';
import { kubectl } from './support/kubectl';
import { describeIn } from './support/namespace';
import { initRunning } from './support/pods';

/* The command against a cluster, by a user who may read little. The causes are tested over recordings: test/doctor. */

const root = join(__dirname, '../..');

interface Told {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

async function doctor(args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Told> {
  const child = spawn(process.execPath, [join(root, 'node_modules/tsx/dist/cli.mjs'), join(root, 'src/cli/main.ts'), 'doctor', ...args], { env: { ...process.env, ...env } });
  let [stdout, stderr] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => { stdout += text; });
  child.stderr.setEncoding('utf8').on('data', (text: string) => { stderr += text; });
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, stdout, stderr })));
}

/** A kubeconfig of a service account that may list pods and events, and nothing else. */
async function littleRights(namespace: string): Promise<string> {
  const rules = [{ apiGroups: [''], resources: ['pods', 'events'], verbs: ['get', 'list'] }];
  const subject = { kind: 'ServiceAccount', name: 'reader', namespace };
  const rbac = { apiVersion: 'rbac.authorization.k8s.io/v1', metadata: { name: 'reader', namespace } };
  await kubectl(['apply', '-f', '-'], { input: JSON.stringify({ apiVersion: 'v1', kind: 'List', items: [
    { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'reader', namespace } }, { ...rbac, kind: 'Role', rules },
    { ...rbac, kind: 'RoleBinding', subjects: [subject], roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'reader' } },
  ] }) });
  const token = (await kubectl(['create', 'token', 'reader', '-n', namespace])).stdout.trim();
  const config = JSON.parse((await kubectl(['config', 'view', '--raw', '--minify', '-o', 'json'])).stdout) as { users: object[] };
  const file = join(temporaryDirectory('doctor-'), 'kubeconfig');
  writeFileSync(file, JSON.stringify({ ...config, users: config.users.map((user) => ({ ...user, user: { token } })) }));
  return file;
}

describeIn('doctor', 'privileged', 'doctor', (namespace) => {
  test('says what a pod waits for, to who may see Services and to who may not; changes nothing', async () => {
    await apply(namespace, [
      workload('Deployment', 'web', podSpec([sh('wait', 'until nc -z databse 80; do sleep 1; done')]), { replicas: 1 }), service('database', { app: 'database' }),
    ]);
    const pod = await namespace.untilPod('waiting', { app: 'web' }, (one) => (initRunning(one, 'wait') ? one : undefined));
    const all = await doctor(['deploy/web', '-n', namespace.name]);
    expect(all).toMatchObject({ code: 1, stderr: '', stdout: expect.stringMatching(/^Pod web-\S+ does not start: step "wait" has waited .*no Service "databse".*did you mean "database"\?/) });
    const little = await doctor([pod.metadata.name, '-n', namespace.name], { KUBECONFIG: await littleRights(namespace.name) });
    expect(little).toMatchObject({ code: 1, stdout: expect.stringMatching(/^Pod web-\S+ does not start: step "wait" has waited .* for databse:80: /) });
    expect(little.stderr).toContain('not read, because you have no permission: services,');
    expect(little.stdout).not.toContain('no Service');
    const after = await namespace.get('pod', pod.metadata.name);
    expect([after.metadata.resourceVersion, after.status.initContainerStatuses[0].restartCount]).toEqual([pod.metadata.resourceVersion, 0]);
  });
});
