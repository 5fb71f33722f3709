import { SCRIPT_RULES } from '../../src/rules/scripts';
import { check, POD_RULES } from '../../src/rules';
import type { WrittenFile } from '../../src/declared/pod';
import { finishedWorkload, type Draft, type WorkloadDraft } from './pods';

type Change = (draft: WorkloadDraft) => void;

/** What a rule refuses, and the nearest thing that it accepts. */
interface Refusal {
  readonly title: string;
  readonly change: Change;
  readonly where: string;
  readonly sentence: string;
  readonly given?: string;
}
interface RuleCases {
  readonly refuses: readonly Refusal[];
  readonly accepts: ReadonlyArray<readonly [title: string, change: Change]>;
}

const app = (draft: WorkloadDraft): Draft => draft.spec.containers[0];
const wait = (draft: WorkloadDraft): Draft => draft.spec.initContainers[0];
const env = (...variables: Draft[]): Change => (draft) => { app(draft).env = variables; };
const args = (...words: string[]): Change => (draft) => { app(draft).args = words; };
const image = (reference: string): Change => (draft) => { app(draft).image = reference; };
const mount = (...mounts: Draft[]): Change => (draft) => { app(draft).volumeMounts = mounts; };
const resources = (limits: Draft, requests: Draft): Change => (draft) => { app(draft).resources = { limits, requests }; };
const kind = (name: string, restartPolicy?: string): Change => ({ manifest, spec }) => {
  manifest.kind = name;
  spec.restartPolicy = restartPolicy;
};
/** Makes the first step one that copies a directory of its image into the volume `config`. */
const copies = (directory: string, draft: WorkloadDraft) => {
  wait(draft).args = ['--timeout', '120', '--from', directory, '--to', '/prelude-copy'];
  wait(draft).volumeMounts = [{ name: 'config', mountPath: '/prelude-copy' }];
};
/** The code that the workload is made of, and what a patch has made of it. */
const declares = (declared: Partial<NonNullable<WorkloadDraft['declared']>>, ...changes: Change[]): Change => (draft) => {
  draft.declared = { steps: JSON.parse(JSON.stringify(draft.spec.initContainers)), reads: [], writes: [], ...declared };
  for (const change of changes) change(draft);
};
const read = (container: string, step = 'wait-for-db') => ({ container, step, volume: 'config', verified: false });
const configOf = ({ volumeMounts }: Draft): Draft => volumeMounts.find(({ name }: Draft) => name === 'config');
/** A second container of the app. */
const second = (config: Draft = {}): Change => (draft) => {
  draft.spec.containers.push({ ...app(draft), name: 'second', volumeMounts: [{ ...configOf(app(draft)), ...config }] });
};
const claimed: Change = ({ spec }) => { spec.volumes[1] = { name: 'config', persistentVolumeClaim: { claimName: 'config' } }; };
const writes = (writer: string, reader: string, step = 'wait-for-db') =>
  `container "${writer}" mounts the files of step "${step}" writable, so nothing proves what container "${reader}" reads: mount ` +
  'them read-only in both, or writable(…) in both.';
const relies = (of: string, spec: Draft): Change => (draft) => {
  draft.manifest.kind = of;
  draft.singleton = ['migrate'];
  Object.assign(draft.manifest.spec, spec);
};
const TWO_PODS = '"web" can have two pods at the same time: step "migrate" relies on there being only one pod. Remove the patch, or make ' +
  'the change in the code, which then asks how to keep two apart (replicas of StatefulSet, podReplacementPolicy and parallelism of Job, oneAtATime of RunMigration).';
const gracePeriod = (grace: number, pod?: number): Change => (draft) => {
  wait(draft).args = ['--timeout', '120', '--grace', String(grace), '--', 'tool'];
  draft.spec.terminationGracePeriodSeconds = pod;
};
/** Has the second step leave a file or directory in the volume `config`. */
const leaves = (left: Partial<WrittenFile>, change: Change = () => undefined): Change => (draft) => {
  draft.spec.initContainers[1].volumeMounts = [{ name: 'config', mountPath: '/files' }];
  draft.leaves.push({ step: 'migrate', volume: 'config', path: 'x', directory: false, mode: 0o644, isForUser: true, ...left });
  change(draft);
};
/** Has the app started with a value of a step. */
const valued: Change = (draft) => {
  app(draft).command = ['/prelude-bin/busybox', 'sh', '-c', 'main() { become "$file" "$@"; }', 'app'];
  app(draft).args = ['--from', '/prelude-values', 'REGION', '--', 'serve', '--port', '80'];
  app(draft).volumeMounts = [{ name: 'config', mountPath: '/prelude-values/REGION', subPath: 'region', readOnly: true }];
};
const PROBE = { httpGet: { path: '/', port: 8080 } };
const annotate = (key: string, value: string): Change => ({ metadata }) => { metadata.annotations[key] = value; };

const anonymous = (reference: string): Change => (draft) => {
  app(draft).image = reference;
  delete app(draft).securityContext.runAsUser;
};

const BY = 'standard "Acme" (set on shop)';
const ask = (asked: WorkloadDraft['asked'], change: Change = () => undefined): Change => (draft) => {
  draft.asked = asked;
  change(draft);
};
const registries = (...value: string[]) => ({ registries: { value, by: BY } });
const DIGESTS = { digests: { value: true, by: BY } };
const version = (value: string) => ({ kubernetesVersion: { value, by: BY } });
const DIGEST = `registry.example.com:5000/shop@sha256:${'ab'.repeat(32)}`;

const CASES: Readonly<Record<string, RuleCases>> = {
  'init-order': {
    refuses: [
      {
        title: 'a step that a patch has taken out',
        change: ({ spec }) => { spec.initContainers.shift(); },
        where: 'initContainers',
        sentence: 'step "wait-for-db" is not among the init containers of the rendered pod, so containers that need it would start without ' +
          'it: a patch has removed it; remove that patch, or remove the step from the code.',
      },
      {
        title: 'a step that a patch has made a sidecar of',
        change: ({ spec }) => { spec.initContainers[0]!.restartPolicy = 'Always'; },
        where: 'initContainers[wait-for-db].restartPolicy',
        sentence: 'step "wait-for-db" has restartPolicy Always, which makes it a sidecar: Kubernetes starts the next container without waiting for ' +
          'its end, so its handles prove nothing; remove the patch that sets restartPolicy.',
        given: 'Always',
      },
      {
        title: 'a sidecar of the code that a patch has made to end',
        change: declares({ runsOn: ['wait-for-db'] }),
        where: 'initContainers[wait-for-db].restartPolicy',
        sentence: 'step "wait-for-db" is declared as a sidecar but has no restartPolicy Always: Kubernetes waits for its end before it starts the ' +
          'next container, so the pod never starts; remove the patch that removes restartPolicy.',
      },
      {
        title: 'a step that a patch has moved',
        change: ({ spec }) => { spec.initContainers.reverse(); },
        where: 'initContainers[migrate]',
        sentence: 'step "migrate" would run before "wait-for-db", which comes first in the ' +
          'code: a patch has moved it; remove that patch, because the handles prove the order of the code.',
      },
      {
        title: 'a step that a patch has put among the containers',
        change: ({ spec }) => { spec.containers.push(spec.initContainers.pop()); },
        where: 'initContainers',
        sentence: 'step "migrate" is not among the init containers of the rendered pod, so containers that need it would start without ' +
          'it: a patch has removed it; remove that patch, or remove the step from the code.',
      },
    ],
    accepts: [
      ['somebody\'s own init container between the steps', ({ spec }) => {
        spec.initContainers.splice(1, 0, { ...spec.initContainers[0], name: 'mine' });
      }],
      ['a sidecar of the code', declares({ runsOn: ['wait-for-db'] }, (draft) => { wait(draft).restartPolicy = 'Always'; })],
      ['no steps and no init containers', (draft) => { draft.steps.length = 0; delete draft.spec.initContainers; }],
    ],
  },

  'step-programs': {
    refuses: ([
      ['another command', 'command', 'command', { command: ['true'] }],
      ['no command, so that of the image', 'command', 'command', { command: undefined }],
      ['something that is no list', 'command', 'command', { command: 'true' }],
      ['the same program in another shell', 'command', 'command', { command: ['/usr/bin/env', 'sh', '-c', 'exec serve "$@"', 'wait-for-db'] }],
      ['another host', 'args', 'arguments', { args: ['--port', '9090'] }],
      ['one argument more', 'args', 'arguments', { args: ['--port', '8080', '--insecure'] }],
      ['the same arguments in another order', 'args', 'arguments', { args: ['8080', '--port'] }],
      ['another image', 'image', 'image', { image: 'registry.k8s.io/pause:3.10' }],
      ['one variable more', 'env', 'environment', { env: [
        { name: 'DB_HOST', value: 'db' }, { name: 'DB_PASSWORD', valueFrom: { secretKeyRef: { name: 'db', key: 'password' } } }, { name: 'LD_PRELOAD', value: '/lib/x.so' },
      ] }],
      ['the key of another Secret', 'env', 'environment', { env: [
        { name: 'DB_HOST', value: 'db' }, { name: 'DB_PASSWORD', valueFrom: { secretKeyRef: { name: 'other', key: 'password' } } },
      ] }],
      ['variables of a ConfigMap', 'envFrom', 'environment (envFrom)', { envFrom: [{ configMapRef: { name: 'more' } }] }],
      ['another working directory', 'workingDir', 'working directory', { workingDir: '/nowhere' }],
      ['a mount that it needs', 'volumeMounts', 'volume mounts', { volumeMounts: [{ name: 'tmp', mountPath: '/tmp' }] }],
      ['a mount that it may write', 'volumeMounts', 'volume mounts', { volumeMounts: [{ name: 'tmp', mountPath: '/tmp' }, { name: 'config', mountPath: '/app/config' }] }],
      ['a right that it has not', 'securityContext', 'security context', { securityContext: {
        allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'], add: ['CHOWN'] }, privileged: false, readOnlyRootFilesystem: true,
        runAsNonRoot: true, runAsUser: 65534, seccompProfile: { type: 'RuntimeDefault' },
      } }],
      ['another user', 'securityContext', 'security context', { securityContext: { runAsUser: 1000 } }],
    ] as const).map(([title, field, called, change]) => ({
      title,
      change: declares({}, (draft) => { Object.assign(wait(draft), change); }),
      where: `initContainers[wait-for-db].${field}`,
      sentence: `step "wait-for-db" has a different ${called} than in the code, so its handles prove nothing: ` +
        'remove the patch that changes it, set it in the properties of the step, or write your own step.',
    })),
    accepts: [
      ['what the code says', declares({})],
      ['more memory', declares({}, (draft) => { wait(draft).resources = { limits: { memory: '64Mi' }, requests: { cpu: '10m', memory: '16Mi' } }; })],
      ['how the image is pulled, and where messages go', declares({}, (draft) => {
        Object.assign(wait(draft), { imagePullPolicy: 'Always', terminationMessagePolicy: 'FallbackToLogsOnError' });
      })],
      ['labels and annotations', declares({}, (draft) => { draft.metadata.labels.team = 'shop'; })],
      ['keys in another order, and lists that are empty', declares({}, (draft) => {
        const { env: variables, ...rest } = wait(draft);
        const reordered = variables.map(({ name, ...value }: Draft) => ({ ...value, name }));
        draft.spec.initContainers[0] = { envFrom: [], volumeDevices: null, ...rest, env: reordered };
      })],
      ['another command of the app', declares({}, (draft) => { app(draft).command = ['true']; })],
      ['anything where the code is not known', (draft) => { wait(draft).command = ['true']; }],
    ],
  },

  'proven-files': {
    refuses: [
      {
        title: 'a reader that a patch has put before the step',
        change: declares({ reads: [read('migrate', 'wait-for-db')] }, ({ spec }) => { spec.initContainers.reverse(); }),
        where: 'initContainers[migrate]',
        sentence: 'container "migrate" reads the files of step "wait-for-db" and would start before ' +
          'it: a patch has moved it; remove that patch, because the handles prove the order of the code.',
      },
      {
        title: 'a reader that a patch has made a writer, beside another reader',
        change: declares({ reads: [read('app'), read('second')] }, second(), (draft) => { delete configOf(app(draft)).readOnly; }),
        where: 'containers[app].volumeMounts[config].readOnly',
        sentence: writes('app', 'second'),
      },
      {
        title: 'a writer that a patch has added',
        change: declares({ reads: [read('app')] }, second({ readOnly: false })),
        where: 'containers[second].volumeMounts[config].readOnly',
        sentence: writes('second', 'app'),
      },
      {
        title: 'an init container between the step and the app',
        change: declares({ reads: [read('app')] }, (draft) => { delete configOf(draft.spec.initContainers[1]).readOnly; }),
        where: 'initContainers[migrate].volumeMounts[config].readOnly',
        sentence: writes('migrate', 'app'),
      },
      {
        title: 'a sidecar that starts before the step and goes on',
        change: declares({ reads: [read('app', 'migrate')] }, (draft) => {
          wait(draft).restartPolicy = 'Always';
          delete configOf(wait(draft)).readOnly;
        }),
        where: 'initContainers[wait-for-db].volumeMounts[config].readOnly',
        sentence: writes('wait-for-db', 'app', 'migrate'),
      },
      {
        title: 'a writer of a claim whose files have been looked at',
        change: declares({ reads: [{ ...read('app'), verified: true }] }, claimed, second({ readOnly: false })),
        where: 'containers[second].volumeMounts[config].readOnly',
        sentence: writes('second', 'app'),
      },
    ],
    accepts: [
      ['readers only', declares({ reads: [read('app'), read('second')] }, second())],
      ['a writer that the code knows', declares({ reads: [read('app')], writes: [{ container: 'second', volume: 'config' }] }, second({ readOnly: false }))],
      ['the only reader made a writer', declares({ reads: [read('app')] }, (draft) => { delete configOf(app(draft)).readOnly; })],
      ['a sidecar that only reads', declares({ reads: [read('app', 'wait-for-db'), read('migrate')] }, (draft) => {
        draft.spec.initContainers[1].restartPolicy = 'Always';
      })],
      ['a writer that has ended before the step began', declares({ reads: [read('app', 'migrate')] }, (draft) => { delete configOf(wait(draft)).readOnly; })],
      ['a writer of a claim, of which a step has written a part', declares({ reads: [read('app')] }, claimed, second({ readOnly: false }))],
      ['a reader that a patch has taken out', declares({ reads: [read('gone')] })],
      ['a reader before the step that a patch has taken the volume from', declares({ reads: [read('wait-for-db', 'migrate')] }, (draft) => {
        wait(draft).volumeMounts = [];
      })],
      ['anything where the code is not known', second({ readOnly: false })],
    ],
  },

  'singleton': {
    refuses: [
      {
        title: 'a StatefulSet of three',
        change: relies('StatefulSet', { replicas: 3 }),
        where: 'spec.replicas',
        sentence: TWO_PODS,
        given: '3',
      },
      {
        title: 'a StatefulSet that somebody else scales',
        change: relies('StatefulSet', { replicas: undefined }),
        where: 'spec.replicas',
        sentence: '"web" can have two pods at the same time: step "migrate" relies on there being only one pod, but this StatefulSet has no number of replicas, as '
          + 'if an autoscaler sets it. Remove the autoscaler, or the patch that removes replicas; or say in the code how to keep two apart (oneAtATime '
          + 'of RunMigration).',
      },
      {
        title: 'a Job with parallelism',
        change: relies('Job', { podReplacementPolicy: 'Failed', parallelism: 3 }),
        where: 'spec.parallelism',
        sentence: TWO_PODS,
        given: '3',
      },
      {
        title: 'a Job that replaces a pod while it ends',
        change: relies('Job', { podReplacementPolicy: 'TerminatingOrFailed', parallelism: 1 }),
        where: 'spec.podReplacementPolicy',
        sentence: TWO_PODS,
        given: 'TerminatingOrFailed',
      },
    ],
    accepts: [
      ['a StatefulSet of one', relies('StatefulSet', { replicas: 1 })],
      ['a StatefulSet of none', relies('StatefulSet', { replicas: 0 })],
      ['a Job of one', relies('Job', { podReplacementPolicy: 'Failed' })],
      ['a Pod', relies('Pod', {})],
      ['more pods where no step relies on one', (draft) => { draft.manifest.kind = 'StatefulSet'; draft.manifest.spec.replicas = 3; }],
    ],
  },

  'unique-container-names': {
    refuses: [
      {
        title: 'an app called as a step',
        change: (draft) => { app(draft).name = 'migrate'; },
        where: 'containers[0].name',
        sentence: 'the pod already has a container "migrate": every ' +
          'container needs its own name, init containers included; rename this one, or initContainers[1].',
      },
    ],
    accepts: [['a name that begins with another', (draft) => { app(draft).name = 'migrate-2'; }]],
  },

  'container-names': {
    refuses: [
      {
        title: 'upper case',
        change: (draft) => { app(draft).name = 'App'; },
        where: 'containers[0].name',
        sentence: '"App" is not a valid container name: use lowercase letters, digits and "-", at most 63 characters, with a letter or digit at both ends.',
      },
      {
        title: '64 characters',
        change: (draft) => { app(draft).name = 'a'.repeat(64); },
        where: 'containers[0].name',
        sentence: `"${'a'.repeat(64)}" is not a valid container name: ` +
          'use lowercase letters, digits and "-", at most 63 characters, with a letter or digit at both ends.',
      },
      {
        title: 'no name',
        change: (draft) => { delete app(draft).name; },
        where: 'containers[0].name',
        sentence: 'a container has no name: use lowercase letters, digits and "-", at most 63 characters, with a letter or digit at both ends.',
      },
    ],
    accepts: [['63 characters', (draft) => { app(draft).name = 'a'.repeat(63); }]],
  },

  'init-probes': {
    refuses: (['livenessProbe', 'readinessProbe', 'startupProbe', 'lifecycle'] as const).map((field) => ({
      title: field,
      change: (draft: WorkloadDraft) => { wait(draft)[field] = {}; },
      where: `initContainers[wait-for-db].${field}`,
      sentence: `init container "wait-for-db" has a ${field}, which Kubernetes refuses because an init container runs to its end and is never ready: ` +
        `remove ${field}, or make the container a sidecar with restartPolicy: Always.`,
    })),
    accepts: [
      ['probes and hooks of a sidecar', (draft) => { Object.assign(wait(draft), { restartPolicy: 'Always', startupProbe: PROBE, lifecycle: { preStop: PROBE } }); }],
      ['null, which is nothing', (draft) => { wait(draft).livenessProbe = null; }],
      ['probes and hooks of the app', (draft) => { Object.assign(app(draft), { startupProbe: PROBE, lifecycle: { preStop: PROBE } }); }],
    ],
  },

  'handlers': {
    refuses: [
      ...['readinessProbe', 'livenessProbe', 'startupProbe'].flatMap((field) => [
        {
          title: `${field} that asks nothing`,
          change: (draft: WorkloadDraft) => { app(draft)[field] = { periodSeconds: 5 }; },
          where: `containers[app].${field}`,
          sentence: `container "app" has a ${field} without an action, which Kubernetes refuses: give it exec, httpGet or tcpSocket, or remove it.`,
        },
        ...['httpGet', 'tcpSocket', 'grpc'].map((action) => ({
          title: `${field} by ${action} without a port`,
          change: (draft: WorkloadDraft) => { app(draft)[field] = { [action]: action === 'httpGet' ? { path: '/' } : {} }; },
          where: `containers[app].${field}.${action}.port`,
          sentence: `no port is given: give ${field} a port; in a patch of a cdk8s-plus object, write k8s.IntOrString.fromNumber(8080).`,
        })),
      ]),
      {
        title: 'an empty hook, as a patch with sleep leaves it',
        change: (draft) => { app(draft).lifecycle = { preStop: {} }; },
        where: 'containers[app].lifecycle.preStop',
        sentence: 'container "app" has a lifecycle.preStop without an action, which Kubernetes refuses: give it exec, httpGet or tcpSocket, or remove it.',
      },
    ],
    accepts: [
      ['each action', (draft) => {
        Object.assign(app(draft), {
          readinessProbe: PROBE, livenessProbe: { tcpSocket: { port: 'http' } }, startupProbe: { grpc: { port: 1 } },
          lifecycle: { preStop: { sleep: { seconds: 5 } }, postStart: { exec: { command: ['true'] } } },
        });
      }],
      ['null, which is nothing', (draft) => { Object.assign(app(draft), { readinessProbe: null, lifecycle: { preStop: null } }); }],
    ],
  },

  'restart-policy': {
    refuses: [
      {
        title: 'Always in a Job',
        change: kind('Job', 'Always'),
        where: 'restartPolicy',
        sentence: 'Kubernetes accepts a Job only with restartPolicy OnFailure or Never: set it.',
        given: 'Always',
      },
      {
        title: 'none in a CronJob, which is Always',
        change: kind('CronJob'),
        where: 'restartPolicy',
        sentence: 'Kubernetes accepts a CronJob only with restartPolicy OnFailure or Never: set it.',
        given: 'Always',
      },
      {
        title: 'Never in a Deployment',
        change: kind('Deployment', 'Never'),
        where: 'restartPolicy',
        sentence: 'Kubernetes accepts a Deployment only with restartPolicy Always: set it.',
        given: 'Never',
      },
      {
        title: 'one that there is not, on a container',
        change: ask(version('1.35'), (draft) => { app(draft).restartPolicy = 'Sometimes'; }),
        where: 'containers[app].restartPolicy',
        sentence: 'container "app" has a restartPolicy that does not exist: use Always, OnFailure, Never, from Kubernetes 1.35 on; or remove it, and the pod\'s restartPolicy applies.',
        given: 'Sometimes',
      },
      {
        title: 'rules without a policy',
        change: ask(version('1.35'), (draft) => { app(draft).restartPolicyRules = [{ action: 'Restart' }]; }),
        where: 'containers[app].restartPolicyRules',
        sentence: 'container "app" has restartPolicyRules but no restartPolicy, which Kubernetes refuses: set restartPolicy for the exit codes that no rule matches.',
      },
    ],
    accepts: [
      ['Never in a Job', kind('Job', 'Never')],
      ['OnFailure in a CronJob', kind('CronJob', 'OnFailure')],
      ['none in a StatefulSet', kind('StatefulSet')],
      ['any in a Pod', kind('Pod', 'OnFailure')],
      ['Always on an init container: a sidecar', (draft) => { wait(draft).restartPolicy = 'Always'; }],
    ],
  },

  'grace-period': {
    refuses: ([[120, undefined, 30], [20, 20, 20], [5, 3, 3], [2, 1, 1]] as const).map(([grace, given, pod]) => ({
      title: `${grace} s of ${given ?? 'what Kubernetes takes'}`,
      change: gracePeriod(grace, given),
      where: 'initContainers[wait-for-db].args',
      sentence: `its command may take ${grace} s to stop (gracePeriod), but kubelet kills it after ${pod} s (terminationGracePeriod), in the middle of ` +
        `its work: give the workload a terminationGracePeriod of ${grace + 1} s or more, or the step a shorter gracePeriod.`,
    })),
    accepts: [
      ['a second less than the pod has', gracePeriod(29)],
      ['one second in a pod that has one, or none: there is nothing less', gracePeriod(1, 1)],
      ['the flag in what is none of the steps', (draft) => { app(draft).args = ['--timeout', '1', '--grace', '120']; }],
      ['the same words as arguments of its own', (draft) => { wait(draft).args = ['--timeout', '1', '--', 'tool', '--grace', '120']; }],
    ],
  },
  'active-deadline': {
    refuses: ['Deployment', 'StatefulSet', 'DaemonSet'].map((name) => ({
      title: `in a ${name}`,
      change: (draft: WorkloadDraft) => { draft.manifest.kind = name; draft.spec.activeDeadlineSeconds = 600; },
      where: 'activeDeadlineSeconds',
      sentence: `the pod template of a ${name} has activeDeadlineSeconds, which Kubernetes refuses: ` +
        'remove it; each step has its own deadline.',
      given: '600',
    })),
    accepts: [
      ['in a Job', (draft) => { kind('Job', 'Never')(draft); draft.spec.activeDeadlineSeconds = 600; }],
      ['in a Pod', (draft) => { draft.manifest.kind = 'Pod'; draft.spec.activeDeadlineSeconds = 600; }],
    ],
  },

  'service-links': {
    refuses: [
      {
        title: 'nothing said, which is true',
        change: ({ spec }) => { delete spec.enableServiceLinks; },
        where: 'enableServiceLinks',
        sentence: 'enableServiceLinks is not false, so every Service of the namespace adds variables to each container, and a Service named "db" changes ' +
          'the value of $(DB_PORT) in commands and variables: set enableServiceLinks to false.',
      },
    ],
    accepts: [['false', ({ spec }) => { spec.enableServiceLinks = false; }]],
  },

  'pinned-images': {
    refuses: [
      ...['nginx', 'localhost:5000/nginx', 'registry.example.com:5000/team/nginx', 'nginx:'].map((reference) => ({
        title: reference,
        change: image(reference),
        where: 'containers[app].image',
        sentence: `image "${reference}" has no tag: pin a version or a digest`,
      })),
      ...['nginx:latest', 'localhost:5000/nginx:latest'].map((reference) => ({
        title: reference,
        change: image(reference),
        where: 'containers[app].image',
        sentence: `image "${reference}" can change at any time: pin a version or a digest`,
      })),
      {
        title: 'no image',
        change: (draft) => { delete wait(draft).image; },
        where: 'initContainers[wait-for-db].image',
        sentence: 'container "wait-for-db" has no image: give it one.',
      },
    ],
    accepts: [
      ['nginx:1.27', image('nginx:1.27')],
      ['localhost:5000/nginx:1.27', image('localhost:5000/nginx:1.27')],
      ['a tag that begins as latest does', image('nginx:latest-1.27')],
      ['a digest', image(`nginx@sha256:${'0'.repeat(64)}`)],
      ['latest with a digest', image(`nginx:latest@sha256:${'0'.repeat(64)}`)],
    ],
  },

  'hidden-directories': {
    refuses: [
      ...['/etc/nginx', '/etc/nginx/', '//etc/nginx', '/etc/./nginx'].map((path) => ({
        title: `a volume at ${path} of nginx`,
        change: (draft: WorkloadDraft) => {
          app(draft).image = 'docker.io/library/nginx:1.27';
          app(draft).volumeMounts = [{ name: 'config', mountPath: path }];
        },
        where: 'containers[app].volumeMounts[config].mountPath',
        sentence: 'container "app" mounts a volume at "/etc/nginx", which hides the files that image "docker.io/library/nginx:1.27" has in /etc/nginx: mount ' +
          'the one file (config.file(\'x\') at "/etc/nginx/x"), copy the image\'s own files into the volume first (CopyFromImage), or confirm ' +
          'that you want to hide them: hiding(…), or "/etc/nginx" in annotation cdk8s-prelude/hides.app.',
      })),
      {
        title: 'a volume over what the user says that the image fills',
        change: (draft) => { draft.filledDirectories.set('app', ['/app/config/defaults']); },
        where: 'containers[app].volumeMounts[config].mountPath',
        sentence: 'container "app" mounts a volume at "/app/config", which hides the files that image "registry.example.com:5000/shop:1.4.2" has in /app/config/defaults: ' +
          'mount the one file (config.file(\'x\') at "/app/config/defaults/x"), copy the image\'s own files into the volume first (CopyFromImage), ' +
          'or confirm that you want to hide them: hiding(…), or "/app/config" in annotation cdk8s-prelude/hides.app.',
      },
      {
        title: 'a copy of another directory',
        change: (draft) => {
          draft.filledDirectories.set('app', ['/app/config']);
          copies('/app', draft);
        },
        where: 'containers[app].volumeMounts[config].mountPath',
        sentence: 'container "app" mounts a volume at "/app/config", which hides the files that image "registry.example.com:5000/shop:1.4.2" has in /app/config: ' +
          'mount the one file (config.file(\'x\') at "/app/config/x"), copy the image\'s own files into the volume first (CopyFromImage), ' +
          'or confirm that you want to hide them: hiding(…), or "/app/config" in annotation cdk8s-prelude/hides.app.',
      },
      {
        title: 'part of a copy',
        change: (draft) => {
          draft.filledDirectories.set('app', ['/app/config']);
          copies('/app/config', draft);
          app(draft).volumeMounts = [{ name: 'config', mountPath: '/app/config', subPath: 'a' }];
        },
        where: 'containers[app].volumeMounts[config].mountPath',
        sentence: 'container "app" mounts a volume at "/app/config", which hides the files that image "registry.example.com:5000/shop:1.4.2" has in /app/config: ' +
          'mount the one file (config.file(\'x\') at "/app/config/x"), copy the image\'s own files into the volume first (CopyFromImage), ' +
          'or confirm that you want to hide them: hiding(…), or "/app/config" in annotation cdk8s-prelude/hides.app.',
      },
    ],
    accepts: [
      ['one file', (draft) => {
        app(draft).image = 'nginx:1.27';
        app(draft).volumeMounts = [{ name: 'config', mountPath: '/etc/nginx/conf.d/site.conf', subPath: 'site.conf' }];
      }],
      ['a copy of what the image has', (draft) => {
        draft.filledDirectories.set('app', ['/app/config']);
        copies('/app/config', draft);
      }],
      ['what is meant', (draft) => {
        draft.filledDirectories.set('app', ['/app/config']);
        draft.metadata.annotations['cdk8s-prelude/hides.app'] = '/tmp, /app/config/';
      }],
      ['the same path of an image that has nothing there', mount({ name: 'config', mountPath: '/etc/nginx' })],
    ],
  },

  mounts: {
    refuses: [
      {
        title: 'a volume that is not there',
        change: mount({ name: 'cofnig', mountPath: '/app' }),
        where: 'containers[app].volumeMounts[cofnig].name',
        sentence: 'container "app" mounts volume "cofnig", which the pod does not have: add the volume, or correct the name.',
      },
      {
        title: 'a device that is not there',
        change: (draft) => { app(draft).volumeDevices = [{ name: 'disk', devicePath: '/dev/xvda' }]; },
        where: 'containers[app].volumeDevices[disk].name',
        sentence: 'container "app" mounts volume "disk", which the pod does not have: add the volume, or correct the name.',
      },
      {
        title: 'no path',
        change: mount({ name: 'config' }),
        where: 'containers[app].volumeMounts[config].mountPath',
        sentence: 'container "app" has a mount without mountPath: set the path where the container sees the volume.',
      },
      {
        title: 'a relative path',
        change: mount({ name: 'config', mountPath: 'data' }),
        where: 'containers[app].volumeMounts[config].mountPath',
        sentence: 'mount path "data" is relative: begin it with "/"',
      },
      {
        title: 'a path with a colon',
        change: mount({ name: 'config', mountPath: '/data:ro' }),
        where: 'containers[app].volumeMounts[config].mountPath',
        sentence: 'mount path "/data:ro" contains ":", which Kubernetes refuses: choose another path.',
      },
      ...['/data', '/data/', '//data', '/./data', '/data//'].map((path) => ({
        title: `/data and ${path}`,
        change: mount({ name: 'tmp', mountPath: '/data' }, { name: 'config', mountPath: path }),
        where: 'containers[app].volumeMounts[config].mountPath',
        sentence: 'two volumes are mounted at "/data", so one hides the other: give each its own path.',
      })),
      ...['/', '/proc', '/proc/1', '/dev', '/dev/', '//'].map((path) => ({
        title: `a volume at ${path}`,
        change: mount({ name: 'config', mountPath: path }),
        where: 'containers[app].volumeMounts[config].mountPath',
        sentence: `"${path === '/dev/' ? '/dev' : path === '//' ? '/' : path}" is reserved for the container runtime: no container ` +
          'starts with a volume there. Choose another path, such as "/data".',
      })),
      {
        title: 'a directory at the place of the last words',
        change: mount({ name: 'config', mountPath: '/dev/termination-log' }),
        where: 'containers[app].volumeMounts[config].mountPath',
        sentence: 'container "app" mounts a volume at "/dev/termination-log", where Kubernetes puts the termination message file, so the ' +
          'container does not start: choose another path.',
      },
      {
        title: 'an absolute subPath',
        change: mount({ name: 'config', mountPath: '/data', subPath: '/a' }),
        where: 'containers[app].volumeMounts[config].subPath',
        sentence: 'container "app" has an absolute subPath, but it must be a path within the volume: remove the "/" at the beginning.',
        given: '/a',
      },
      {
        title: 'a subPathExpr with ..',
        change: mount({ name: 'config', mountPath: '/data', subPathExpr: '$(NAME)/../b' }),
        where: 'containers[app].volumeMounts[config].subPathExpr',
        sentence: 'container "app" has a subPathExpr that contains "..", which Kubernetes refuses: give the direct path within the volume.',
        given: '$(NAME)/../b',
      },
    ],
    accepts: [
      ['a path below another', mount({ name: 'tmp', mountPath: '/data' }, { name: 'config', mountPath: '/data/config' })],
      ['the same volume at two paths', mount({ name: 'config', mountPath: '/a' }, { name: 'config', mountPath: '/b' })],
      ['a subPath with dots that lead nowhere', mount({ name: 'config', mountPath: '/a', subPath: 'a..b/...' })],
      ...['/dev/shm', '/sys', '/process', '/proc/meminfo', '/etc', '/dev/termination-log/x'].map((path): [string, Change] => [path, mount({ name: 'config', mountPath: path })]),
      ['one file at the place of the last words', mount({ name: 'config', mountPath: '/dev/termination-log', subPath: 'log' })],
      ['that place where the last words are elsewhere', (draft) => {
        app(draft).terminationMessagePath = '/tmp/log';
        mount({ name: 'config', mountPath: '/dev/termination-log' })(draft);
      }],
      ...['/dev', '/proc', '/'].map((path): [string, Change] => [`${path} of the node`, (draft) => {
        draft.level = 'privileged';
        draft.spec.volumes.push({ name: 'node', hostPath: { path } });
        mount({ name: 'node', mountPath: path })(draft);
      }]),
      ['a volume that a StatefulSet makes for each pod', (draft) => {
        draft.manifest.spec.volumeClaimTemplates = [{ metadata: { name: 'data' } }];
        mount({ name: 'data', mountPath: '/data' })(draft);
      }],
      ['a drive of Windows', (draft) => {
        draft.spec.os = { name: 'windows' };
        mount({ name: 'config', mountPath: 'C:\\data' })(draft);
      }],
    ],
  },

  'unique-volume-names': {
    refuses: [
      {
        title: 'a volume called as that of a step',
        change: ({ spec }) => { spec.volumes.push({ name: 'tmp', emptyDir: {} }); },
        where: 'volumes[2].name',
        sentence: 'the pod already has a volume "tmp": every volume needs its own name; rename ' +
          'this one, or volumes[0]; the library names volumes after their steps.',
      },
    ],
    accepts: [
      ['a name that begins with another', ({ spec }) => { spec.volumes.push({ name: 'tmp-2', emptyDir: {} }); }],
      // The claim takes the place of the volume: that of before is never seen.
      ['a claim template called as a volume', ({ manifest }) => { manifest.spec.volumeClaimTemplates = [{ metadata: { name: 'tmp' } }]; }],
    ],
  },

  'readable-files': {
    refuses: [
      {
        title: 'a file for another user, mounted with its directory',
        change: leaves({ path: 'key', mode: 0o600, owner: 4242 }),
        where: 'containers[app].volumeMounts[config].mountPath',
        sentence: 'container "app" runs as user 65534 and cannot read file "key" of the volume, which step "migrate" leaves with mode 0600 for user 4242: let the step create it ' +
          'for the user of the container, give it a mode for everyone (0644) or for the group of a workload with fsGroup (0640), or mount only the files that the container reads.',
      },
      {
        title: 'a file of the library for a container of whose user nothing is known',
        change: leaves({ path: 'key', mode: 0o600, isForUser: false }, (draft) => { delete app(draft).securityContext.runAsUser; }),
        where: 'containers[app].volumeMounts[config].mountPath',
        sentence: 'container "app" runs as the user of its image and cannot read file "key" of the volume, which step "migrate" leaves with mode 0600 for user 65534: ' +
          'give it a mode for everyone (0644) or for the group of a workload with fsGroup (0640), or mount only the files that the container reads.',
      },
      {
        title: 'a file of another user that is mounted by itself, to be written',
        change: leaves({ path: 'conf', mode: 0o644, owner: 4242 }, mount({ name: 'config', mountPath: '/conf', subPath: 'conf' })),
        where: 'containers[app].volumeMounts[config].mountPath',
        sentence: 'container "app" runs as user 65534 and cannot write file "conf" of the volume, which step "migrate" leaves with mode 0644 for user 4242: let the step create ' +
          'it for the user of the container, give it a mode for the group (0660) of a workload with fsGroup if the step has a mode, or mount it without writable(…).',
      },
      {
        title: 'a directory of another user, as root without the capability to enter it',
        change: leaves({ path: 'uploads', directory: true, mode: 0o700, owner: 4242 }, (draft) => {
          app(draft).securityContext.runAsUser = 0;
          mount({ name: 'config', mountPath: '/uploads', subPath: 'uploads' })(draft);
        }),
        where: 'containers[app].volumeMounts[config].mountPath',
        sentence: 'container "app" runs as user 0 and cannot read directory "uploads" of the volume, which step "migrate" leaves with mode 0700 for user 4242: let the step create it ' +
          'for the user of the container, give it a mode for everyone (0755) or for the group of a workload with fsGroup (0750), or mount only the files that the container reads.',
      },
    ],
    accepts: [
      ['the owner, as the step runs', leaves({ path: 'key', mode: 0o600 })],
      ['another user, whom a patch has made the owner', leaves({ path: 'key', mode: 0o600 }, (draft) => {
        for (const one of [draft.spec.initContainers[1], app(draft)]) one.securityContext.runAsUser = 4242;
      })],
      ['a mode for all', leaves({ path: 'key', mode: 0o604, owner: 4242 })],
      ['a mode for the group, with fsGroup', leaves({ path: 'key', mode: 0o640, owner: 4242, group: 4242 }, ({ spec }) => { spec.securityContext.fsGroup = 7; })],
      ['a mode for the group, which the container is of', leaves({ path: 'key', mode: 0o640, owner: 4242, group: 7 }, (draft) => { app(draft).securityContext.runAsGroup = 7; })],
      ['a mode for the group, where that of the image is not known', leaves({ path: 'key', mode: 0o640, owner: 4242, group: 7 })],
      ['a user of the image, who may be the one that the step was told', leaves({ path: 'key', mode: 0o600, owner: 4242 }, (draft) => {
        delete app(draft).securityContext.runAsUser;
      })],
      ['another file of the volume', leaves({ path: 'key', mode: 0o600, owner: 4242 }, mount({ name: 'config', mountPath: '/conf', subPath: 'conf', readOnly: true }))],
      ['another volume', leaves({ path: 'key', mode: 0o600, owner: 4242, volume: 'other' })],
      ['a directory that is seen with others beside it', leaves({ path: 'uploads', directory: true, mode: 0o700, owner: 4242 })],
      ['what root may read by its capability', leaves({ path: 'key', mode: 0o600, owner: 4242 }, (draft) => {
        draft.level = 'baseline';
        Object.assign(app(draft).securityContext, { runAsUser: 0, runAsNonRoot: false, capabilities: {} });
      })],
      ['what a later step has changed the owner of', (draft) => {
        leaves({ path: 'key', mode: 0o600, owner: 4242, step: 'wait-for-db' })(draft);
        draft.leaves.push({ ...draft.leaves[0]!, step: 'migrate', path: '', mode: undefined, directory: true });
      }],
      ['users of the platform, who are the same for all', leaves({ path: 'key', mode: 0o600 }, ({ spec }) => {
        for (const one of [...spec.initContainers, ...spec.containers]) delete one.securityContext.runAsUser;
      })],
    ],
  },
  'started-with-values': {
    refuses: ([
      ['a command that a patch has taken away', (draft: WorkloadDraft) => { delete app(draft).command; }, 'command'],
      ['another command', (draft: WorkloadDraft) => { app(draft).command = ['serve']; }, 'command'],
      ['no arguments', (draft: WorkloadDraft) => { delete app(draft).args; }, 'args'],
      ['other arguments', args('--port', '80'), 'args'],
      ['nothing to start', args('--from', '/prelude-values', 'REGION', '--'), 'args'],
      ['another variable', args('--from', '/prelude-values', 'ZONE', '--', 'serve', 'REGION'), 'args'],
    ] as const).map(([title, change, field]) => ({
      title,
      change: (draft: WorkloadDraft) => {
        valued(draft);
        change(draft);
      },
      where: `containers[app].${field}`,
      sentence: `container "app" gets variable REGION from a step through the program that starts it, but a patch has changed its ${field}, so the variable is not set: ` +
        'remove the patch, and change command and args in the code.',
    })),
    accepts: [['what the library writes', valued], ['no value at all', args()]],
  },
  'env-names': {
    refuses: ['1ST', 'A=B', 'A B', 'Ä', '..A'].map((name) => ({
      title: name,
      change: env({ name, value: 'x' }),
      where: `containers[app].env[${name}].name`,
      sentence: `"${name}" is not a valid variable name: use letters, digits, "_", "-" and ".", and do not begin with a digit: every version of Kubernetes accepts such names.`,
    })),
    accepts: [['letters, digits, _, - and .', env({ name: '_a-1.B', value: 'x' })]],
  },

  'env-duplicates': {
    refuses: [
      {
        title: 'a variable twice',
        change: env({ name: 'A', value: '1' }, { name: 'B', value: '2' }, { name: 'A', value: '3' }),
        where: 'containers[app].env[A]',
        sentence: 'container "app" has variable A twice, and the way the manifest is applied decides which one remains: remove one.',
      },
    ],
    accepts: [['names that differ in case', env({ name: 'A', value: '1' }, { name: 'a', value: '2' })]],
  },

  'plain-secrets': {
    refuses: [
      ...[
        'DB_PASSWORD', 'password', 'PGPASSWORD', 'dbPassword', 'MYSQL_PWD', 'HTPASSWD', 'CLIENT_SECRET', 'GITHUB_TOKEN', 'token', 'API_KEY', 'APIKEY',
        'AWS_SECRET_ACCESS_KEY', 'TLS_PRIVATE_KEY', 'DJANGO_SECRET_KEY', 'spring.datasource.password', 'app.client-secret',
      ].map((name) => ({
        title: `env ${name}`,
        change: env({ name, value: 'hunter2' }),
        where: `containers[app].env[${name}].value`,
        sentence: `env ${name} names a secret: give secretKey(…), because everyone who can read the manifest can read its value, ` +
          `or explain in annotation cdk8s-prelude/plain-text.app.${name} why it is not a secret.`,
      })),
      ...['postgres://shop:hunter2@db/shop', 'redis://:hunter2@cache', 'one http://a, two amqp://u:p@b', 'https://$(USER):hunter2@host'].map((value) => ({
        title: `a value: ${value}`,
        change: env({ name: 'DATABASE_URL', value }),
        where: 'containers[app].env[DATABASE_URL].value',
        sentence: 'env DATABASE_URL contains a URL with a password: give the password to a variable with secretKey(…), and write the URL as expand(\'…$(VARIABLE)…\'), or ' +
          'as …$(VARIABLE)… in a container outside this library, ' +
          'or explain in annotation cdk8s-prelude/plain-text.app.DATABASE_URL why it is not a secret.',
      })),
      {
        title: 'a URL with a password among the arguments',
        change: args('--database', 'postgres://shop:hunter2@db/shop'),
        where: 'containers[app].args[1]',
        sentence: 'args contains a URL with a password: give the password to a variable with secretKey(…), and write the URL as expand(\'…$(VARIABLE)…\'), or ' +
          'as …$(VARIABLE)… in a container outside this library, ' +
          'or explain in annotation cdk8s-prelude/plain-text.app.args why it is not a secret.',
      },
      {
        title: 'a URL with a password in a script',
        change: (draft) => { wait(draft).command = ['sh', '-c', 'curl "https://bot:t0ken@git.example.com/x"']; },
        where: 'initContainers[wait-for-db].command[2]',
        sentence: 'command contains a URL with a password: give the password to a variable with secretKey(…), and write the URL as expand(\'…$(VARIABLE)…\'), or ' +
          'as …$(VARIABLE)… in a container outside this library, ' +
          'or explain in annotation cdk8s-prelude/plain-text.wait-for-db.command why it is not a secret.',
      },
      ...[
        ['Authorization', ['--header', 'Authorization: Bearer abc123']], ['PRIVATE-TOKEN', ['-H', 'PRIVATE-TOKEN: glpat-x']],
        ['x-api-key', ['curl', '-Hx-api-key:abc']], ['Cookie', ['curl', '--header=Cookie: session=abc']],
      ].map(([header, words]) => ({
        title: `the header ${String(header)} among the arguments`,
        change: args(...words as string[]),
        where: 'containers[app].args[1]',
        sentence: `header ${String(header)} contains a secret: give secretKey(…) or bearer(…), because everyone who can read the manifest can read it, ` +
          `or explain in annotation cdk8s-prelude/plain-text.app.${String(header).toLowerCase()} why it is not a secret.`,
      })),
      ...([
        ['--password=…', ['--password=hunter2'], 0], ['-db.password', ['import', '-db.password', 'hunter2'], 2], ['--api-key=…', ['--api-key', '123'], 1],
      ] as const)
        .map(([flag, words, index]) => ({
          title: `the flag ${flag} among the arguments`,
          change: args(...words),
          where: `containers[app].args[${index}]`,
          sentence: `argument ${flag} names a secret, and everyone who can read the manifest can read its value: give a variable secretKey(…) and refer to it with "$NAME" in a script or ` +
            '$(NAME) in an argument (expand(\'…$(NAME)…\') in a container of this library), or explain in annotation cdk8s-prelude/plain-text.app.args why it is not a secret.',
        })),
      {
        title: 'a key of a ConfigMap',
        change: env({ name: 'DB_PASSWORD', valueFrom: { configMapKeyRef: { name: 'db', key: 'password' } } }),
        where: 'containers[app].env[DB_PASSWORD].valueFrom',
        sentence: 'env DB_PASSWORD names a secret: give secretKey(…), because more people can read a ConfigMap than a Secret, ' +
          'or explain in annotation cdk8s-prelude/plain-text.app.DB_PASSWORD why it is not a secret.',
      },
      {
        title: 'an annotation without a reason',
        change: (draft) => {
          env({ name: 'CSRF_TOKEN', value: 'X-CSRF' })(draft);
          annotate('cdk8s-prelude/plain-text.app.CSRF_TOKEN', ' ')(draft);
        },
        where: 'containers[app].env[CSRF_TOKEN].value',
        sentence: 'env CSRF_TOKEN names a secret: give secretKey(…), because everyone who can read the manifest can read its value, ' +
          'or explain in annotation cdk8s-prelude/plain-text.app.CSRF_TOKEN why it is not a secret.',
      },
    ],
    accepts: [
      ['headers without a secret, or with what stands for one', args(
        '--header', 'Accept: text/plain', '-H', 'Authorization: Bearer $(TOKEN)', '-H', 'Cookie: $SESSION', '--message', 'Tokens: said', '-H', 'X-Token:',
      )],
      ['flags without a secret, or with what stands for one', args(
        '--password=$(DB_PASSWORD)', '--password', '$DB_PASSWORD', '--token=', '--token', '--verbose', '--password-file=/x', '--token', '/run/token', '--no-password', 'shop',
        '--tokens', '5', 'passwords=x', '--secret=true', '-p', 'x',
      )],
      ['a flag whose value is none', (draft) => {
        args('--password=hunter2')(draft);
        annotate('cdk8s-prelude/plain-text.app.args', 'a test')(draft);
      }],
      ['a header that is none', (draft) => {
        args('--header', 'X-CSRF-Token: none')(draft);
        annotate('cdk8s-prelude/plain-text.app.x-csrf-token', 'a test')(draft);
      }],
      ['a value that is made of a variable', env({ name: 'API_TOKEN', value: 'Bearer $(TOKEN)' })],
      ['a key of a Secret', env({ name: 'DB_PASSWORD', valueFrom: { secretKeyRef: { name: 'db', key: 'password' } } })],
      ['a key of a ConfigMap that is none, and one that says why', (draft) => {
        const valueFrom = { configMapKeyRef: { name: 'shop', key: 'x' } };
        env({ name: 'LEVEL', valueFrom }, { name: 'CSRF_TOKEN', valueFrom })(draft);
        annotate('cdk8s-prelude/plain-text.app.CSRF_TOKEN', 'the name of a header')(draft);
      }],
      ['the path of a file', env({ name: 'POSTGRES_PASSWORD_FILE', value: '/run/secrets/db' })],
      ['words that only sound like one', env(
        { name: 'TOKENIZERS_PARALLELISM', value: 'true' }, { name: 'MONKEY', value: 'x' }, { name: 'NOTASECRET', value: 'x' },
        { name: 'AWS_ACCESS_KEY_ID', value: 'x' }, { name: 'GOOGLE_APPLICATION_CREDENTIALS', value: '/var/gcp.json' },
      )],
      ['nothing', env({ name: 'DB_PASSWORD', value: '' })],
      ['the value of another variable', env({ name: 'DB_PASSWORD', value: '$(PASSWORD_OF_DB)' })],
      ['a reason', (draft) => {
        env({ name: 'CSRF_TOKEN', value: 'X-CSRF' })(draft);
        annotate('cdk8s-prelude/plain-text.app.CSRF_TOKEN', 'the name of a header')(draft);
      }],
      ['URLs without a password', args('http://db:5432/@x', 'http://user@host', 'http://[::1]:80/a@b', 'mailto:a:b@c', 'postgres://u:@db')],
      ['URLs with what stands for a password', args(
        'postgres://u:$(DB_PASSWORD)@db', 'postgres://u:$$(DB_PASSWORD)@db', 'postgres://u:${PW}@db', 'postgres://u:$PW@db', 'postgres://%s:%s@db',
        'postgres://u:***@db', '*://*:*@*',
      )],
    ],
  },

  'argument-size': {
    refuses: [
      {
        title: 'an argument of 128 KiB, which the closing NUL makes too long',
        change: args('a'.repeat(131072)),
        where: 'containers[app].args[0]',
        sentence: 'args[0] has 131072 bytes, but Linux cannot start a program with an argument or a variable of 128 KiB or more: ' +
          'move it to a file (a ConfigMap, or FetchConfig).',
      },
      {
        title: 'an argument of umlauts',
        change: args('-v', 'ä'.repeat(65536)),
        where: 'containers[app].args[1]',
        sentence: 'args[1] has 131072 bytes, but Linux cannot start a program with an argument or a variable of 128 KiB or more: ' +
          'move it to a file (a ConfigMap, or FetchConfig).',
      },
      {
        title: 'a variable whose name and "=" are the last bytes',
        change: env({ name: 'A', value: 'a'.repeat(131070) }),
        where: 'containers[app].env[A].value',
        sentence: 'env A has 131072 bytes, but Linux cannot start a program with an argument or a variable of 128 KiB or more: ' +
          'move it to a file (a ConfigMap, or FetchConfig).',
      },
    ],
    accepts: [
      ['an argument one byte shorter', args('a'.repeat(131071))],
      ['a variable one byte shorter', env({ name: 'A', value: 'a'.repeat(131069) })],
      ['$$, which becomes $', args('$$'.repeat(66000))],
    ],
  },

  'annotation-keys': {
    refuses: ['cdk8s-prelude/' + 'a'.repeat(64), 'a b', 'a/b/c', '/a', 'a_.example/b', 'a/'].map((key) => ({
      title: key,
      change: annotate(key, 'x'),
      where: `metadata.annotations[${key}]`,
      sentence: `"${key}" is not a valid annotation key: use at most 63 letters, digits, "-", "_" and ".", with a letter or digit at both ends, after ` +
        'an optional "domain/"; if it is too long, shorten the names that it contains.',
    })),
    accepts: [['63 characters', annotate('cdk8s-prelude/' + 'a'.repeat(63), 'x')], ['upper case', annotate('Example.COM/A_b.C', 'x')]],
  },

  'annotation-size': {
    refuses: [
      {
        title: '256 KiB and a byte in a pod\'s annotations',
        change: (draft) => { draft.manifest.kind = 'Pod'; draft.metadata.annotations = { a: 'a'.repeat(262144) }; },
        where: 'metadata.annotations',
        sentence: 'the annotations of the pod have 262145 bytes in total, but Kubernetes allows at most 262144: move long values into a ConfigMap.',
      },
      {
        title: '256 KiB and a byte in the annotations of the Deployment',
        change: ({ manifest }) => { manifest.metadata.annotations = { a: 'ä'.repeat(131072) }; },
        where: 'metadata.annotations',
        sentence: 'the annotations of the Deployment have 262145 bytes in total, but Kubernetes allows at most 262144: move long values into a ConfigMap.',
      },
    ],
    accepts: [
      ['what an earlier kubectl apply has left there', ({ manifest }) => {
        manifest.metadata.annotations = { 'kubectl.kubernetes.io/last-applied-configuration': 'a'.repeat(250_000) };
      }],
      ['50 KiB of script in each container', ({ spec }) => {
        for (const each of [...spec.initContainers, ...spec.containers]) each.args = ['x'.repeat(50 * 1024)];
      }],
    ],
  },

  'memory-limit': {
    refuses: [
      {
        title: 'no memory limit',
        change: resources({ cpu: '1' }, { cpu: '10m', memory: '16Mi' }),
        where: 'containers[app].resources.limits.memory',
        sentence: 'container "app" has no memory limit, so a namespace with a quota refuses the pod, or the container starves others: set ' +
          'resources.limits.memory, such as 64Mi.',
      },
      {
        title: 'no CPU request',
        change: (draft) => { wait(draft).resources = { limits: { memory: '32Mi' } }; },
        where: 'initContainers[wait-for-db].resources.requests.cpu',
        sentence: 'container "wait-for-db" has no cpu request, so a namespace with a quota refuses the pod, or the container starves others: set ' +
          'resources.requests.cpu, such as 10m.',
      },
    ],
    accepts: [
      ['limits alone, which are requests as well', resources({ cpu: '1', memory: '32Mi' }, undefined)],
      ['limits and requests of the pod as a whole', (draft) => {
        delete app(draft).resources;
        draft.spec.resources = { limits: { memory: '64Mi' }, requests: { cpu: '100m', memory: '64Mi' } };
      }],
      ['an ephemeral container, which cannot have any', (draft) => {
        draft.spec.ephemeralContainers = [{ ...app(draft), name: 'debug', resources: undefined }];
      }],
    ],
  },

  'resource-limits-order': {
    refuses: [
      {
        title: 'a request above its limit',
        change: resources({ cpu: '200m', memory: '32Mi' }, { cpu: '0.3', memory: '32Mi' }),
        where: 'containers[app].resources.requests.cpu',
        sentence: 'the cpu request is above its limit, which Kubernetes refuses: raise the limit, or lower the request.',
        given: '0.3, and a limit of 200m',
      },
      {
        title: 'a request in Gi above a limit in G',
        change: resources({ memory: '1G' }, { cpu: '10m', memory: '1Gi' }),
        where: 'containers[app].resources.requests.memory',
        sentence: 'the memory request is above its limit, which Kubernetes refuses: raise the limit, or lower the request.',
        given: '1Gi, and a limit of 1G',
      },
      ...['64MB', '', '1 Gi', '64mi', 'NaN', '1e', 'Mi'].map((given) => ({
        title: `"${given}" of memory`,
        change: resources({ memory: given }, { cpu: '10m', memory: '16Mi' }),
        where: 'containers[app].resources.limits.memory',
        sentence: 'container "app" has a memory limit that is not a quantity: write a number with a unit of Kubernetes, such as 100m of CPU or 64Mi of memory.',
        given,
      })),
      {
        title: 'less than nothing',
        change: resources({ memory: '32Mi' }, { cpu: '-5m', memory: '16Mi' }),
        where: 'containers[app].resources.requests.cpu',
        sentence: 'container "app" has a cpu request below 0: set an amount of 0 or more.',
        given: '-5m',
      },
      {
        title: 'half a byte',
        change: resources({ memory: '512m' }, { cpu: '10m', memory: 0 }),
        where: 'containers[app].resources.limits.memory',
        sentence: 'container "app" has a memory limit that is not a whole number of bytes: "m" means thousandths; write Mi for mebibytes.',
        given: '512m',
      },
    ],
    accepts: [
      ['the same amount in other units', resources({ cpu: '700m', memory: '1Gi' }, { cpu: 0.7, memory: '1024Mi' })],
      ['numbers, exponents and fractions', resources({ cpu: 2, memory: '1e9', 'example.com/gpu': '1' }, { cpu: '.5', memory: '0.5Gi' })],
      ['no whole number of bytes, which Kubernetes rounds up', resources({ memory: '0.7Gi' }, { cpu: '10m', memory: '0.6Gi' })],
      ['nothing requested', resources({ cpu: '1', memory: '32Mi' }, { cpu: '0', memory: '0' })],
    ],
  },

  'root-images': {
    refuses: ['busybox:1.37.0', 'docker.io/library/nginx:1.27', 'postgres@sha256:' + 'ab'.repeat(32)].map((reference) => ({
      title: reference,
      change: anonymous(reference),
      where: 'containers[app].securityContext.runAsUser',
      sentence: `container "app" must not run as root (runAsNonRoot) and has no user, but image "${reference}" runs as root: it never starts ` +
        '(CreateContainerConfigError). Set a user that works with the image, such as image(…, { user: 101 }); in cdk8s-plus, securityContext: { user: 101 }.',
    })),
    accepts: [
      ['a user', image('busybox:1.37.0')],
      ['a user of the pod', (draft) => { anonymous('busybox:1.37.0')(draft); draft.spec.securityContext.runAsUser = 1000; }],
      ['an image whose user is not known', anonymous('registry.example.com/busybox:1.37.0')],
      ['an image of somebody else', anonymous('bitnami/nginx:1.27')],
      ['an image called like one of them', anonymous('nginx-unprivileged:1.27')],
      ['root where it may be', (draft) => {
        anonymous('busybox:1.37.0')(draft);
        app(draft).securityContext.runAsNonRoot = false;
        draft.level = 'baseline';
      }],
      ['a platform that chooses the user', ask({ platform: { value: 'openshift', by: BY } }, anonymous('busybox:1.37.0'))],
      ['a manifest that names no user anywhere', (draft) => {
        anonymous('busybox:1.37.0')(draft);
        for (const each of draft.spec.initContainers) delete each.securityContext.runAsUser;
      }],
    ],
  },

  'image-digests': {
    refuses: [
      {
        title: 'a tag alone',
        change: ask(DIGESTS, ({ spec }) => { for (const each of [...spec.initContainers, ...spec.containers.slice(1)]) each.image = DIGEST; }),
        where: 'containers[app].image',
        sentence: `${BY} requires image digests, but "registry.example.com:5000/shop:1.4.2" has none: add @sha256:…`,
      },
    ],
    accepts: [
      ['digests', ask(DIGESTS, ({ spec }) => { for (const each of [...spec.initContainers, ...spec.containers]) each.image = DIGEST; })],
      ['a tag where nobody asks for a digest', ask({ digests: { value: false, by: BY } })],
    ],
  },

  'allowed-registries': {
    refuses: [
      {
        title: 'another registry',
        change: ask(registries('registry.example.com:5000', 'ghcr.io/acme'), image('ghcr.io/acme2/shop:1')),
        where: 'containers[app].image',
        sentence: `${BY} does not allow image "ghcr.io/acme2/shop:1": use one from registry.example.com:5000 or ghcr.io/acme`,
      },
      {
        title: 'docker.io by no name',
        change: ask(registries('registry.example.com:5000'), image('nginx:1.27')),
        where: 'containers[app].image',
        sentence: `${BY} does not allow image "nginx:1.27": use one from registry.example.com:5000`,
      },
    ],
    accepts: [
      ['one of them', ask(registries('docker.io', 'registry.example.com:5000'), image('nginx:1.27'))],
      ['the beginning of a repository', ask(registries('registry.example.com:5000/shop'))],
      ['any where nobody asks', image('ghcr.io/x:1')],
    ],
  },

  'pod-resources': {
    refuses: [...([
      ['less than the containers request together', { requests: { memory: '10Mi' } }, 'resources.requests.memory',
        "the pod-level memory request is below the sum of its containers' requests, which Kubernetes refuses: raise it, or lower theirs.", '10Mi'],
      ['a request above its limit', { requests: { cpu: '2' }, limits: { cpu: '1' } }, 'resources.requests.cpu',
        'the cpu request is above its limit, which Kubernetes refuses: raise the limit, or lower the request.', '2'],
      ['what a pod itself cannot have', { requests: { 'ephemeral-storage': '1Gi' } }, 'resources.requests.ephemeral-storage',
        'pod-level resources can only be cpu, memory and hugepages-…, and Kubernetes refuses ephemeral-storage: set it on the containers.'],
      ['no quantity', { limits: { cpu: 'much' } }, 'resources.limits.cpu',
        'the pod has a cpu limit that is not a quantity: write a number with a unit of Kubernetes, such as 100m of CPU or 64Mi of memory.', 'much'],
      ['an amount below zero', { limits: { cpu: '-1' } }, 'resources.limits.cpu', 'the pod has a cpu limit below 0: set an amount of 0 or more.', '-1'],
    ] as const).map(([title, given, where, sentence, shown]) => ({
      title, change: (({ spec }) => { spec.resources = given; }) satisfies Change, where, sentence, ...(shown === undefined ? {} : { given: shown }),
    })), {
      title: 'a container that may have more than the pod',
      change: ({ spec }) => {
        spec.resources = { limits: { memory: '40Mi' }, requests: { memory: '40Mi' } };
        spec.containers[0].resources.limits.memory = '64Mi';
      },
      where: 'containers[app].resources.limits.memory',
      sentence: 'container "app" has a memory limit above the pod-level limit of 40Mi, which Kubernetes refuses: lower it, or raise the pod-level limit.',
      given: '64Mi',
    }],
    accepts: [
      ['exactly what the containers request', ({ spec }) => { spec.resources = { requests: { memory: '16Mi', cpu: '10m' } }; }],
      ['a limit alone', ({ spec }) => { spec.resources = { limits: { memory: '1Gi' } }; }],
      ['null', ({ spec }) => { spec.resources = null; }],
    ],
  },

  'kubernetes-version': {
    refuses: [
      {
        title: 'a sidecar before 1.29',
        change: ask(version('1.28'), (draft) => { wait(draft).restartPolicy = 'Always'; }),
        where: 'initContainers[wait-for-db].restartPolicy',
        sentence: `${BY} is for Kubernetes 1.28, which silently drops this field (supported from 1.29 on), `
          + 'so the container is an init container that never ends: remove it, or raise kubernetesVersion.',
        given: 'Always',
      },
      ...([
        ['Always on the app', app, 'containers[app]', 'Always', '1.34'],
        ['OnFailure on an init container', wait, 'initContainers[wait-for-db]', 'OnFailure', '1.30'],
      ] as const).map(([title, of, where, given, asked]) => ({
        title,
        change: ask(version(asked), (draft) => { of(draft).restartPolicy = given; }),
        where: `${where}.restartPolicy`,
        sentence: `${BY} is for Kubernetes ${asked}, which silently drops this field (supported from 1.35 on), `
          + 'so the container is restarted as the pod says: remove it, or raise kubernetesVersion.',
        ...(where.startsWith('init') ? { given } : {}),
      })),
      {
        title: 'a field of the workload',
        change: ask(version('1.28'), ({ manifest }) => { manifest.kind = 'Job'; manifest.spec.podReplacementPolicy = 'Failed'; }),
        where: 'spec.podReplacementPolicy',
        sentence: `${BY} is for Kubernetes 1.28, which silently drops this field (supported from 1.29 on), `
          + 'so a new pod starts beside one that still ends: remove it, or raise kubernetesVersion.',
      },
      {
        title: 'a field deep within, of what has no name',
        change: ask(version('1.30'), (draft) => { app(draft).volumeMounts = [{ mountPath: '/x', name: 'tmp', recursiveReadOnly: 'Enabled' }]; }),
        where: 'containers[app].volumeMounts[tmp].recursiveReadOnly',
        sentence: `${BY} is for Kubernetes 1.30, which silently drops this field (supported from 1.31 on), `
          + 'so what is mounted below the volume can be written: remove it, or raise kubernetesVersion.',
      },
      {
        title: 'a value of a StatefulSet that no version has yet',
        change: ask(version('1.37'), ({ manifest }) => { manifest.kind = 'StatefulSet'; manifest.spec.updateStrategy = { type: 'Recreate' }; }),
        where: 'spec.updateStrategy.type',
        sentence: `${BY} is for Kubernetes 1.37, which refuses this value (supported from 1.38 on), `
          + 'so no StatefulSet is made; RollingUpdate and OnDelete are older: remove it, or raise kubernetesVersion.',
        given: 'Recreate',
      },
      {
        title: 'where nobody names a version, what the oldest supported one has not',
        change: ({ spec }) => { spec.volumes.push({ name: 'ca', projected: { sources: [{ clusterTrustBundle: { name: 'a', path: 'ca.pem' } }] } }); },
        where: 'volumes[ca].projected.sources[0].clusterTrustBundle',
        sentence: 'Kubernetes 1.35, the oldest supported version, silently drops this field (supported from 1.37 on), so the volume has no bundle of CAs: remove '
          + "it, or declare in a standard that the manifest is for Kubernetes 1.37 (kubernetesVersion: '1.37').",
      },
      {
        title: 'an action among the rules of a container',
        change: (draft) => { Object.assign(app(draft), { restartPolicy: 'Never', restartPolicyRules: [{ action: 'RestartAllContainers', exitCodes: { operator: 'In', values: [88] } }] }); },
        where: 'containers[app].restartPolicyRules[0].action',
        sentence: 'Kubernetes 1.35, the oldest supported version, refuses this value (supported from 1.36 on), so no pod is made: remove '
          + "it, or declare in a standard that the manifest is for Kubernetes 1.36 (kubernetesVersion: '1.36').",
        given: 'RestartAllContainers',
      },
      {
        title: 'what is off everywhere, whatever the version',
        change: ask(version('1.99'), (draft) => { app(draft).lifecycle = { stopSignal: 'SIGUSR1' }; }),
        where: 'containers[app].lifecycle.stopSignal',
        sentence: 'every version of Kubernetes silently drops this field unless the feature gate ContainerStopSignals is enabled, so the container is '
          + 'stopped by the signal of its image, or SIGTERM: remove it, or suppress this rule if your clusters enable the gate.',
      },
      {
        title: 'what is gone',
        change: (draft) => { draft.level = 'privileged'; draft.spec.volumes.push({ name: 'code', gitRepo: { repository: 'https://git.example.com/a.git' } }); },
        where: 'volumes[code].gitRepo',
        sentence: 'Kubernetes 1.33 and newer no longer do this, so the pod never starts; clone with a CloneRepository step.',
      },
    ],
    accepts: [
      ['a sidecar from 1.29 on', ask(version('1.29'), (draft) => { wait(draft).restartPolicy = 'Always'; })],
      ['null, which is nothing', ask(version('1.28'), (draft) => { wait(draft).restartPolicy = null; })],
      ['what every supported version has, where nobody names one', (draft) => {
        Object.assign(draft.spec, { hostUsers: false, hostnameOverride: 'web' });
        Object.assign(app(draft), { restartPolicy: 'Never', restartPolicyRules: [{ action: 'Restart', exitCodes: { operator: 'In', values: [42] } }] });
        app(draft).env.push({ name: 'A', valueFrom: { fileKeyRef: { volumeName: 'tmp', path: 'env', key: 'A' } } });
        wait(draft).restartPolicy = 'OnFailure';
      }],
      ['gitRepo where it still worked', ask(version('1.32'), (draft) => { draft.spec.volumes.push({ name: 'code', gitRepo: { repository: 'https://git.example.com/a.git' } }); })],
      ['other values of the same field', ({ manifest }) => { manifest.kind = 'StatefulSet'; manifest.spec.updateStrategy = { type: 'OnDelete' }; }],
      ['Recreate of a Deployment', ({ manifest }) => { manifest.spec.updateStrategy = { type: 'Recreate' }; }],
    ],
  },
};

/** A workload that was fine before a change, checked by one rule alone. */
const findings = (id: string, change: Change) => check(finishedWorkload(change)).filter(({ rule }) => rule === id);

test('a rendered workload of the library: no rule has anything to say', () => {
  // Nobody fills the directory of the draft, so that cases can say who does.
  const filled: Change = ({ spec }) => { spec.volumes[1] = { name: 'config', configMap: { name: 'config' } }; };
  expect(check(finishedWorkload(filled))).toEqual([]);
});

test('every rule has its cases', () => {
  // Those of the API server's validation have theirs in validation-cases.ts, those over scripts in scripts.test.ts, others in files of their own.
  const ofVolumes = ['prepared-volumes', 'unwritten-volumes', 'unlocked-claims', 'projected-modes'];
  const ofStarts = ['command-words', 'injected-secrets', 'job-sidecars', 'mounted-kubeconfig']; // started-right.test.ts
  const elsewhere = ['ports', 'numbers', 'object-names', 'migrations', ...ofStarts, ...ofVolumes, ...SCRIPT_RULES.map(({ id }) => id)];
  expect([...Object.keys(CASES), ...elsewhere].sort()).toEqual(POD_RULES.map(({ id }) => id).sort());
});

describe.each(Object.entries(CASES))('%s', (id, { refuses, accepts }) => {
  test.each(refuses)('refuses: $title', ({ change, where, sentence, given }) => {
    expect(findings(id, change)).toEqual([{ rule: id, where, sentence, ...(given === undefined ? {} : { given }) }]);
  });

  test.each(accepts)('accepts: %s', (_title, change) => {
    expect(findings(id, change)).toEqual([]);
  });
});

describe('annotation-size, for the copy of kubectl apply', () => {
  const COPY = 'metadata.annotations[kubectl.kubernetes.io/last-applied-configuration]';
  const withArguments = (character: string, count: number): Change => ({ spec }) => {
    for (const each of [...spec.initContainers, ...spec.containers]) each.args = [character.repeat(count)];
  };

  test('an object that fits into 256 KiB only without its copy', () => {
    const [found, ...more] = findings('annotation-size', withArguments('x', 90_000));
    expect(more).toEqual([]);
    expect(found).toMatchObject({ where: COPY });
    expect(found?.sentence).toMatch(/^kubectl apply stores a copy of the whole object .* would have 27\d{4} bytes, but Kubernetes allows at most 262144: move long/);
  });

  test('characters that Go escapes count as what they become', () => {
    expect(findings('annotation-size', withArguments('x', 80_000))).toEqual([]);
    expect(findings('annotation-size', withArguments('&', 20_000))).toMatchObject([{ where: COPY }]);
  });
});
