/* What `doctor` says: each is the end of a sentence that begins with the pod. `who` is a container, such as `step "wait"`. */

const counted = (count: number, word: string) => `${count} ${word}${count === 1 ? '' : 's'}`;
const listed = (names: readonly string[]) => names.join(', ');
const meant = (name: string | undefined) => (name === undefined ? '' : `; did you mean "${name}"?`);
const quoted = (line: string | undefined) => (line === undefined || line === '' ? '' : `: "${line}"`);

/* It is well, or too early to tell. */
export const ready = 'is ready';
export const completed = 'has completed';
export const starting = (what: string) => `is starting: ${what}`;
export const justStarted = (who: string, time: string) => `${who} has run for ${time}, nothing is wrong so far`;
export const beingMade = (who: string) => `${who} is being created`;
export const notYetScheduled = 'it has no node yet';
export const unknown = (what: string) => `${what}, and nothing says why`;

/* Waits. */
export const waits = (who: string, time: string | undefined, target: string) => `${who} has waited${time === undefined ? '' : ` ${time}`} for ${target}`;
export const gaveUp = (who: string, time: string | undefined, target: string, runs: number) =>
  `${who} gave up after waiting${time === undefined ? '' : ` ${time}`} for ${target} (${counted(runs, 'run')})`;
/** Sentences after each other; one that ends by itself gets no stop. */
export const then = (...sentences: readonly string[]) => sentences.filter((one) => one !== '').map((one, index, all) => (index === all.length - 1 || /[.?!]$/.test(one) ? one : `${one}.`)).join(' ');
export const says = (line: string | undefined) => (line === undefined ? '' : `It says: "${line}"`);
export const noService = (service: string, namespace: string, near: string | undefined) =>
  `there is no Service "${service}"${namespace === '' ? '' : ` in namespace ${namespace}`}${near === undefined ? '' : meant(near)}`;
export const noObject = (object: string) => `${object} does not exist`;
export const mayNotGet = (object: string) => `the pod's ServiceAccount may not get ${object}: apply the Role and the RoleBinding of the step as well`;
export const noPort = (service: string, port: number, ports: readonly number[]) =>
  `Service "${service}" has no port ${port}: it has ${ports.length === 0 ? 'none' : listed(ports.map(String))}`;
export const selectsNothing = (service: string, selector: string, near: string | undefined) =>
  `Service "${service}" selects ${selector}, and no pod has these labels${near === undefined ? '' : `; pod ${near} has other labels: should the selector match it?`}`;
export const workloadBehind = (service: string, workload: string, why: string) => `Service "${service}" leads to the pods of ${workload}, which ${why}`;
export const noSelector = (service: string) => `Service "${service}" has no selector and no ready endpoint: somebody else must add its endpoints`;
export const behindNotReady = (service: string, pod: string, why: string) => `Service "${service}" leads to pod ${pod}, which is not ready: ${why}`;
export const nobodyListens = (service: string, targetPort: string, ports: readonly number[]) =>
  `Service "${service}" sends connections to port ${targetPort} of its pods, whose containers declare only ${listed(ports.map(String))}: set targetPort`;
export const selfWait = (service: string) => `Service "${service}" selects this pod, which is ready only after its init containers: it waits for itself`;
export const circle = (pods: readonly string[]) => `these pods wait for each other, so none can start: ${listed(pods)}`;
export const unresolved = (host: string) => `the name ${host} does not resolve`;
export const noNamespace = (host: string, namespace: string) => `the name ${host} does not resolve: check that namespace "${namespace}" and its Service exist`;
export const dnsBroken = (servers: readonly string[]) =>
  `no name resolves${servers.length === 0 ? '' : `: the pod asks the DNS server ${listed(servers)}`}, and none of the cluster's names came back`;
export const answers = (line: string) => `a server answers, but not as the step expects: "${line}"`;
export const looksReachable = (service: string) => `Service "${service}" has that port and ready pods, so the cause is in the answer or in the network (NetworkPolicy, mesh)`;
export const outsideTarget = 'this is not a Service of this namespace, so look at its log or ask its owner';
export const runsOn = (who: string, time: string, why: string) =>
  `${who} has run for ${time} and does not end: ${why}. An init container must end before the next one starts; a server needs restartPolicy: Always to be a sidecar`;
export const isServer = (program: string) => `"${program}" is a server`;
export const declaresPorts = 'it declares ports, like a server';
export const stillRuns = (who: string, time: string) => `${who} has run for ${time} and has not ended`;

/* Images. */
export const imageMissing = (who: string, image: string) => `${who} cannot start: image "${image}" does not exist, or this cluster may not pull it`;
export const imageName = (who: string, image: string) => `${who} cannot start: "${image}" is not a valid image name (use lowercase letters)`;
export const imageNever = (who: string, image: string) => `${who} cannot start: image "${image}" is not on the node, and imagePullPolicy: Never forbids pulling it`;
export const imagePull = (who: string, image: string, message: string) => `${who} cannot start: image "${image}" cannot be pulled: ${message}`;

/* What containers are given. */
export const objectMissing = (who: string, kind: string, name: string) => `${who} cannot start: ${kind} "${name}" does not exist`;
export const keyMissing = (who: string, kind: string, name: string, key: string) => `${who} cannot start: ${kind} "${name}" has no key "${key}"`;
export const keysMissing = (who: string, kind: string, name: string) => `${who} cannot start: ${kind} "${name}" lacks a key that a volume lists`;
export const programMissing = (name: string) =>
  `the ConfigMap "${name}" with a program of its steps does not exist: apply it with the workload, it is in the same manifest`;
export const hook = (hooks: string) => `The pod runs as Helm hook ${hooks}: ordinary objects of the release are applied after it`;
export const rootUser = (who: string) => `${who} cannot start: its image runs as root, and runAsNonRoot: true forbids that; set runAsUser`;
export const userName = (who: string) => `${who} cannot start: runAsNonRoot: true cannot check a user that the image gives by name; set runAsUser to its number`;
export const volumeFails = (volume: string, message: string) => `volume "${volume}" cannot be mounted: ${message}`;
export const mountsFail = (message: string) => `its volumes cannot be mounted: ${message}`;
export const mountOverFile = (who: string, path: string) => `${who} cannot start: the volume cannot be mounted at ${path}, which is a file in the image, or a directory where the volume has a file`;
export const cannotBeCreated = (who: string, message: string) => `${who} cannot be created: ${message}`;

/* Admission. */
export const refusedBy: Readonly<Record<string, string>> = {
  'pod-security': 'Pod Security admission refuses the pod', 'quota': 'a ResourceQuota refuses the pod', 'limit-range': 'a LimitRange refuses the pod',
  'service-account': 'its service account does not exist', 'admission': 'the API server refuses the pod',
};
export const refused = (cause: string, pods: number, message: string) => `${pods === 0 ? 'has no pod' : 'has fewer pods than it wants'}: ${refusedBy[cause] ?? ''}: ${message}`;
export const noPodYet = 'has no pod, and no event says why';
export const notThere = (what: string) => `${what} was not found`;
export const scaledToZero = 'is scaled to 0 pods';

/* Scheduling. */
export const unschedulable = (message: string) => `no node takes it: ${message}`;
export const tooLarge = (resource: string, asked: string, by: string, message: string) => `no node has ${asked} of ${resource} free, which ${by} asks for: ${message}`;
export const noSuchNode = (selector: string, message: string) => `no node fits its node selector or affinity${selector === '' ? '' : ` (${selector})`}: ${message}`;
export const tainted = (message: string) => `no node takes it, because of taints that it does not tolerate: ${message}`;
export const portTaken = (ports: readonly number[], message: string) => `no node has host port ${listed(ports.map(String))} free: ${message}`;
export const gated = (gates: readonly string[]) => `it waits for scheduling gate ${listed(gates)}, which somebody else must remove`;
export const claimMissing = (claim: string) => `no node takes it: PersistentVolumeClaim "${claim}" does not exist`;
export const claimClass = (claim: string, storageClass: string) => `PersistentVolumeClaim "${claim}" is not bound: StorageClass "${storageClass}" does not exist`;
export const claimUnbound = (claim: string, message: string) => `PersistentVolumeClaim "${claim}" is not bound${message === '' ? '' : `: ${message}`}`;

/* Ends. */
export const outOfMemory = (who: string, limit: string | undefined) =>
  `${who} was killed because it used more memory than ${limit === undefined ? 'its node has' : `its limit of ${limit}`}`;
export const podDeadline = (seconds: number | undefined, doing: string) =>
  `its activeDeadlineSeconds${seconds === undefined ? '' : ` of ${seconds}`} passed, and Kubernetes ended it${doing}`;
export const jobDeadline = (seconds: number | undefined) => `was ended after its activeDeadlineSeconds${seconds === undefined ? '' : ` of ${seconds}`}`;
export const backoffLimit = (limit: number | undefined, last: string) =>
  `has failed: backoffLimit${limit === undefined ? '' : ` ${limit}`} is used up${last === '' ? '' : `; the last pod: ${last}`}`;
export const ended = (who: string, code: number, line: string | undefined, restarts: number) =>
  `${who} ended with exit code ${code}${restarts > 0 ? ` (${counted(restarts, 'restart')})` : ''}${quoted(line)}`;
export const endedWell = ', though nothing failed: a container of a Deployment, StatefulSet or DaemonSet must run on';
export const commandMissing = (who: string, program: string) => `${who} cannot run "${program}": it is not in the image`;
export const execFormat = (who: string, program: string) =>
  `${who} cannot run ${program}: it is not a program for this machine (other architecture, or a script without #! line)`;
export const execPermission = (who: string, program: string) => `${who} cannot run ${program}: the file is not executable; set defaultMode: 0555, or run it by sh`;
export const noPermission = (who: string, path: string, user: string | undefined) =>
  `${who} may not write ${path}${user === undefined ? '' : ` as user ${user}`}: set fsGroup, or give the directory to this user`;
export const readOnly = (who: string, path: string, why: string) => `${who} cannot write ${path}: ${why}`;
export const readOnlyRoot = 'readOnlyRootFilesystem is true: mount an emptyDir there';
export const readOnlyMount = (volume: string) => `volume "${volume}" is read-only (ConfigMaps and Secrets always are): copy the files to an emptyDir first`;
export const readOnlyUnknown = 'the file system is read-only';
export const evicted = (message: string) => `the kubelet evicted it: ${message}`;
export const migrationDirty = (who: string, version: string) =>
  `${who} cannot migrate: an earlier run failed in the middle of version ${version}, and the database is marked dirty. Repair the schema, then force the version`;
export const credentials = (who: string, line: string) => `${who} is refused by the server, because of its user or password: "${line}"`;
export const sidecarWithoutProbe = (who: string, sidecar: string, line: string | undefined) =>
  `${who} asks sidecar "${sidecar}" before it listens${quoted(line)}: give the sidecar a startupProbe, so that the next container waits for it`;

/* Probes and hooks. */
export const startupProbe = (who: string, probe: string, line: string) => `${who} does not pass its startup probe (${probe}): ${line}`;
export const readinessProbe = (who: string, probe: string, line: string) => `${who} runs, and its readiness probe (${probe}) fails: ${line}`;
export const livenessProbe = (who: string, probe: string, line: string) => `${who} is killed again and again by its liveness probe (${probe}): ${line}`;
export const readinessGate = (gates: readonly string[]) => `its containers are ready, and readiness gate ${listed(gates)} is not: a controller must set this condition`;
export const postStart = (who: string, line: string) => `${who} is killed because its postStart hook fails: ${line}`;

/* Terminating. */
export const finalizer = (names: readonly string[], time: string | undefined) =>
  `it was deleted${time === undefined ? '' : ` ${time} ago`}, and finalizer ${listed(names)} keeps it: the controller that set it must remove it`;
export const terminating = (time: string | undefined, grace: number | undefined, hooks: readonly string[]) =>
  `it was deleted${time === undefined ? '' : ` ${time} ago`} and still stops${grace === undefined ? '' : ` (it has ${grace} s)`}`
  + (hooks.length === 0 ? '' : `: the preStop hook of ${listed(hooks)} runs`);
export const sandbox = (message: string) => `its sandbox cannot be created (network plugin, runtime): ${message}`;

/* The report. */
export const asking = 'asking the cluster';
export const opening = { start: 'does not start: ', run: 'does not keep running: ', ready: 'is not ready: ', end: 'was ended: ', goAway: 'does not go away: ' } as const;
export const more = (pods: number) => (pods === 0 ? '' : `; ${counted(pods, 'more pod')} like it`);
export const builtAt = (line: string) => `built at ${line}`;
export const since = (time: string, span: string | undefined) => `since ${time}${span === undefined ? '' : ` (${span})`}`;
export const next = (command: string) => `next: ${command}`;
export const nothingStuck = (count: number) => `${counted(count, 'pod')} checked: nothing is stuck`;
export const noPods = 'no pod and no workload was found. Is the namespace right?';
export const notJson = 'standard input is not the output of `kubectl get pods,events -o json`';
export const noKubectl = 'kubectl was not found: install it, or pipe its output: kubectl get pods,events -o json | cdk8s-prelude doctor -';
export const kubectlFails = (message: string) => `kubectl: ${message}`;
export const mayNotSee = (kinds: readonly string[]) => `not read, because you have no permission: ${listed(kinds)}`;
export const tooMany = 'give one pod, or one workload such as deploy/web';
export const notATarget = (given: string) => `"${given}" is not a pod or a workload: use NAME, deploy/NAME, sts/NAME, ds/NAME, job/NAME or cronjob/NAME`;
export const notAFormat = (given: string) => `--format ${given}: use text or json`;

export const help = `cdk8s-prelude doctor [POD|deploy/NAME|sts/NAME|ds/NAME|job/NAME|cronjob/NAME] [-n NAMESPACE]
kubectl get pods,events -o json | cdk8s-prelude doctor - [POD|deploy/NAME]

Explains why a pod does not start: the cause in one line, the evidence from Kubernetes and the log, and the next command. Works for any pod. It runs your
kubectl (get, and logs where allowed), never reads Secrets or ConfigMaps, and changes nothing. Without a name it checks all pods of the namespace.

  -n, --namespace NAME   the namespace (default: that of kubectl)
  --context NAME         the context of kubectl
  --no-logs              do not read logs
  --format FORMAT        text or json (default: text)
  --help                 show this help

Exit codes: 0 nothing is stuck, 1 something is stuck, 2 it could not read the cluster, or wrong usage.

Examples:
  cdk8s-prelude doctor deploy/web -n shop
  cdk8s-prelude doctor web-6d4cf56db6-2xkqz
  kubectl get pods,events,services,endpointslices -n shop -o json | cdk8s-prelude doctor -
`;
