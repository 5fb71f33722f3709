/* What `import` says. */

export const noWorkloads = 'no workload was found, so there is nothing to import. Is the input empty, or does it hold other objects only?';
export const notAFormat = (given: string, formats: readonly string[]) => `--format ${given}: give one of ${formats.join(', ')}`;

/* Why something is not as it was. */
export const defaultWritten = 'Kubernetes puts in the same where nothing is said';
export const defaultLeftOut = 'left out: Kubernetes puts in the same';
export const containerOfLibrary = 'an init container of the library: it brings the programs of the steps, or the wait that a migration needs';
export const annotation = 'an annotation of the library: what the code declares about the pod, for check, explain and doctor';
export const labelOfCdk8sPlus = 'a label by which cdk8s-plus knows its pods';
export const serviceLinks = 'variables such as DB_PORT would be expanded in the arguments of steps; if the app reads them, set them in its env';
export const volumeOfProgram = 'a volume of the library: the programs of the steps, or what a step writes';
export const volumeOfReplaced = 'only the init containers that are constructs now have mounted it';
export const programs = 'the programs of the steps, in an immutable ConfigMap';
export const rights = 'the one object that a step asks the API server for, and nothing else';
export const governingService = 'the Service that governs the StatefulSet, which cdk8s-plus asks for';
export const variableOfProgram = 'a variable of the program that runs the command';
export const mountOfProgram = 'the program that runs the command, read-only';
export const runByLibrary = (construct: string) => `${construct} runs the same words by a program of the library, which keeps a deadline, passes SIGTERM on and says how it ended`;
export const ofConstruct = (construct: string, field: string) => `${construct} ${BY_FIELD[field] ?? 'says it in its own way'}`;

const BY_FIELD: Readonly<Record<string, string>> = {
  image: 'runs in the image of the library that has what it needs',
  imagePullPolicy: 'runs in an image with a fixed version, which need not be asked for at each start',
  command: 'runs a program of the library instead', args: 'runs a program of the library instead: these are its values',
  env: 'has its values in its arguments', envFrom: 'has its values in its arguments',
  securityContext: 'has the least privileges with which it works',
  resources: 'has requests and limits of the library',
  volumeMounts: 'mounts what it needs, and its program',
  workingDir: 'needs no directory to start in',
  terminationMessagePolicy: 'writes why it ended by itself',
};

export const asItWas = 'as it was';
export const wholeObject = 'the object';
export const noProof = (reason: string) => `written as it was: ${reason}`;
export const unexplained = 'no reason is known: this is a mistake of import, please report it';
const counted = (count: number, word: string) => `${count} ${word}${count === 1 ? '' : 's'}`;
export const summary = (workloads: number, constructs: number, run: number, kept: number, todos: number) =>
  `${counted(workloads, 'workload')}, ${counted(constructs + run + kept, 'init container')}: ${constructs} became constructs, ${run} run their own command, ${kept} stayed as they were; ${counted(todos, 'TODO')}`;
export const proof = (differences: number, unknown: number) => `proof: the code was run, and what it makes was compared with the input: ${
  differences === 0 ? 'no difference' : `${counted(differences, 'difference')}, ${unknown === 0 ? 'each with its reason' : `${unknown} without a reason`}`}`;

export const help = `cdk8s-prelude import FILE|DIR|-…

Writes TypeScript that makes the workloads of Kubernetes manifests: init containers become constructs where it is known what they do, all else
stays word for word. Then it runs what it wrote, compares the result with the input, and lists each difference with its reason on standard error.

  --name NAME       the name of the chart (default: that of the first workload)
  --format FORMAT   typescript, or json: the code, its steps and the differences as data (default: typescript)
  --output FILE     write into FILE
  --help            this page

Exit codes: 0 written, each difference has its reason; 1 written, a difference has none; 2 nothing could be imported, or wrong usage.

Examples:
  helm template shop ./chart | cdk8s-prelude import --output shop.ts
  cdk8s-prelude import deploy.yaml
`;

/* What a compose file has and Kubernetes has not. */
export const composeLost = {
  bound: 'a directory of the host is not on the nodes of a cluster: make it a ConfigMap, a Secret or part of the image',
  built: 'an image that compose builds: build and push it, and write its tag here',
  condition: 'compose knows no such condition: it is read as service_started',
} as const;
const OF_COMPOSE: Readonly<Record<string, string>> = {
  build: 'images are built before they are deployed', restart: 'Kubernetes restarts containers by itself', networks: 'every pod reaches every Service; NetworkPolicies narrow that',
  container_name: 'pods have names of their own', env_file: 'put its lines into environment, or into a ConfigMap or a Secret', secrets: 'make them Secrets, and mount or read them',
  configs: 'make them ConfigMaps, and mount them', profiles: 'leave out what this profile does not run', hostname: 'a Service gives the name',
  links: 'a Service gives the name', logging: 'the nodes collect logs', deploy: 'only replicas is taken over: say resources and the strategy in the code',
  labels: 'labels of compose are for its own tools', tmpfs: 'use scratch(…)', cap_add: 'say it as a privilege, with a reason', privileged: 'say it as a privilege, with a reason',
};
export const composeKey = (key: string) => OF_COMPOSE[key] ?? 'nothing in Kubernetes is the same: decide whether the pod needs it';
