/* What is said of a finished manifest: what is wrong with it, then what to do. */

export { imageIsLatest, imageWithoutTag } from './compile-time';
export { mountPathOfRuntime } from './input';

const container = (name: string) => (name === '' ? 'a container' : `container "${name}"`);
const words = (names: readonly string[]) => names.join(', ');

/** Who sets a field: one container, or the pod for all of them. */
export const ofContainer = (name: string) => container(name);
export const ofPod = 'the pod';

/* The Pod Security Standards. A weaker level is asked for by name, so each sentence names the one that would do. */

const onlyPrivileged = 'which only podSecurity: \'privileged\' allows';
const notRestricted = 'which \'restricted\' forbids';
const orBaseline = 'or ask for podSecurity: \'baseline\'.';
const orPrivileged = 'or ask for podSecurity: \'privileged\'.';

export const hostNamespace = (field: string) =>
  `${field}: true lets the pod out of its own namespace into the node's, ${onlyPrivileged}: take ${field} out.`;
export const privilegedContainer = (name: string) =>
  `${container(name)} is privileged, ${onlyPrivileged}: take privileged out and add the capabilities that it needs.`;
export const forbiddenCapability = (name: string, capability: string, allowed: readonly string[]) =>
  `${container(name)} adds the capability "${capability}", ${onlyPrivileged}: take it out, or use one of ${words(allowed)}, spelled so.`;
export const restrictedCapability = (name: string, capability: string, weaker: 'baseline' | 'privileged') =>
  `${container(name)} adds the capability "${capability}", ${notRestricted}: take it out (NET_BIND_SERVICE alone may be added), ` +
  `${weaker === 'baseline' ? orBaseline : orPrivileged}`;
export const capabilitiesNotDropped = (name: string) =>
  `${container(name)} keeps the capabilities that its runtime gives it, ${notRestricted}: set capabilities.drop to ["ALL"], ${orBaseline}`;
export const hostPathVolume = (volume: string) =>
  `volume "${volume}" is a directory of the node, ${onlyPrivileged}: use an emptyDir, a claim or a ConfigMap.`;
export const hostPort = (name: string, port: number) =>
  `${container(name)} takes port ${port} of the node, ${onlyPrivileged}: take hostPort out and reach the pod by a Service.`;
export const probeHost = (name: string, field: string) =>
  `${container(name)} has its ${field} ask another host, which lets the kubelet be used to reach into the node's network and ` +
  'which only podSecurity: \'privileged\' allows: take host out, and the pod itself is asked.';
export const appArmorProfile = (who: string) =>
  `${who} sets an AppArmor profile other than RuntimeDefault or Localhost, ${onlyPrivileged}: use one of these, or leave it out.`;
export const appArmorAnnotation = (key: string) =>
  `annotation ${key} sets an AppArmor profile other than runtime/default or localhost/…, ${onlyPrivileged}: ` +
  'take it out, and use securityContext.appArmorProfile.';
export const seLinuxType = (who: string, allowed: readonly string[]) =>
  `${who} sets an SELinux type of its own, ${onlyPrivileged}: take it out, or use one of ${words(allowed)}.`;
export const seLinuxUserOrRole = (who: string, field: string) =>
  `${who} sets an SELinux ${field}, ${onlyPrivileged}: take seLinuxOptions.${field} out.`;
export const procMount = (name: string) =>
  `${container(name)} sees parts of /proc that runtimes hide, ${onlyPrivileged}: take procMount out.`;
export const seccompProfile = (who: string) =>
  `${who} sets a seccomp profile other than RuntimeDefault or Localhost, ${onlyPrivileged}: use RuntimeDefault.`;
export const seccompProfileMissing = (name: string) =>
  `${container(name)} has no seccomp profile, and neither has the pod, ${notRestricted}: ` +
  `set securityContext.seccompProfile to { type: 'RuntimeDefault' }, ${orBaseline}`;
export const unsafeSysctl = (name: string) =>
  `sysctl ${name} is not known to be safe for the other pods of a node, ${onlyPrivileged}: take it out, and have the node set it.`;
export const windowsHostProcess = (who: string) =>
  `${who} runs processes of the Windows node itself, ${onlyPrivileged}: take windowsOptions.hostProcess out.`;
export const volumeType = (volume: string, type: string, weaker: 'baseline' | 'privileged') =>
  `volume "${volume}" is of type ${type}, ${notRestricted}: put it behind a PersistentVolumeClaim, ` +
  `${weaker === 'baseline' ? orBaseline : orPrivileged}`;
export const privilegeEscalation = (name: string) =>
  `${container(name)} may gain more rights than it was started with (setuid programs), ${notRestricted}: ` +
  `set allowPrivilegeEscalation to false, ${orBaseline}`;
export const runAsNonRootFalse = (who: string) =>
  `${who} says that it may run as root (runAsNonRoot: false), ${notRestricted}: set runAsNonRoot to true and a user other than 0, ${orBaseline}`;
export const runAsNonRootMissing = (name: string) =>
  `${container(name)} does not say that it never runs as root, and neither does the pod, ${notRestricted}: ` +
  `set runAsNonRoot to true and a user other than 0, ${orBaseline}`;
export const runAsRoot = (who: string) => `${who} runs as root, ${notRestricted}: give it another user, ${orBaseline}`;

/* Steps and containers. */

export const stepIsSidecar = (step: string): string =>
  `step "${step}" has restartPolicy Always, which makes it a sidecar: Kubernetes starts the next container without waiting for its end, ` +
  'and nothing that it proves is true then; take the patch that sets it back.';
export const stepMissing = (step: string) =>
  `step "${step}" is not among the init containers of the finished pod, so what needs it would start without it: ` +
  'a patch has taken it out; take that patch back, or remove the step from the code.';
export const stepOutOfOrder = (step: string, before: string) =>
  `step "${step}" would run before "${before}", which comes first in the code: ` +
  'a patch has moved it; take that patch back, for the order of the code is the order that the handles prove.';
export const stepProgramReplaced = (step: string) =>
  `step "${step}" runs another program than the code has given it, so that its handles prove nothing: ` +
  'a patch has changed its command; take that patch back, or write a step of your own.';
export const readsBeforeStep = (name: string, step: string) =>
  `${container(name)} reads the files of step "${step}" and would start before it: ` +
  'a patch has moved it; take that patch back, for the order of the code is the order that the handles prove.';
export const morePodsThanOne = (step: string, kind: string) =>
  `step "${step}" is kept to one at a time by there being one pod, and this ${kind} can have two: take the patch back, or say so in the code, ` +
  'where you are asked how two are kept apart (replicas of StatefulSet, podReplacementPolicy and parallelism of Job, oneAtATime of RunMigration).';
export const scaledByOthers = (step: string, kind: string) =>
  `step "${step}" is kept to one at a time by there being one pod, and this ${kind} does not say how many it has, as where an autoscaler does: ` +
  'take the autoscaler off, or the patch that takes replicas out; or say in the code how two are kept apart (oneAtATime of RunMigration).';

export const containerNameTwice = (name: string, other: string) =>
  `container "${name}" has the same name as ${other}: Kubernetes wants one name per container, init containers included; rename one.`;
export const containerNotALabel = (name: string) =>
  `${name === '' ? 'a container has no name' : `"${name}" is no name for a container`}: ` +
  'use lower case letters, digits and "-", at most 63 characters, a letter or digit at both ends.';
export const emptyHandler = (name: string, field: string) =>
  `${container(name)} has a ${field} that says nothing of what is asked, which Kubernetes refuses: give it exec, httpGet or tcpSocket, or take it out.`;
export const handlerWithoutPort = (name: string, field: string) =>
  `${container(name)} has a ${field} without a port, which Kubernetes refuses: say at which port it asks; a patch of an object of cdk8s-plus takes ` +
  'k8s.IntOrString.fromNumber(8080).';
export const initProbe = (name: string, field: string) =>
  `init container "${name}" has a ${field}, which Kubernetes refuses, for it runs to its end and is never ready: ` +
  `take ${field} out, or make it a sidecar with restartPolicy: Always.`;
export const activeDeadline = (kind: string) =>
  `activeDeadlineSeconds stands in the pod template of a ${kind}, which Kubernetes refuses: take it out; each step has a deadline of its own.`;
export const podRestartPolicy = (kind: string, allowed: readonly string[]) =>
  `Kubernetes takes a ${kind} only with restartPolicy ${allowed.join(' or ')}: set it in the pod template.`;
export const noSuchRestartPolicy = (name: string, policies: readonly string[]) =>
  `${container(name)} has a restartPolicy that there is not: it is ${policies.join(', ')}, from Kubernetes 1.35 on; take it out, and the pod's holds.`;
export const rulesWithoutPolicy = (name: string) =>
  `${container(name)} has restartPolicyRules and no restartPolicy, which Kubernetes refuses: say what holds where no rule fits.`;
export const containerRestartPolicy = (name: string, field: string) =>
  `${container(name)} has a ${field} of its own, which Kubernetes before 1.35 refuses or drops without a word, so that the pod's restartPolicy holds: ` +
  'take it out, or say in a standard that the manifest is for Kubernetes 1.35 (kubernetesVersion: \'1.35\').';
export const serviceLinks =
  'enableServiceLinks is not false, so every Service of the namespace adds variables to each container, and a Service named "db" ' +
  'changes what $(DB_PORT) means in commands and values: set enableServiceLinks to false.';

/* Images. */

export const imageMissing = (name: string) => `${container(name)} has no image: give it one.`;

export const imageIsRoot = (name: string, image: string) =>
  `${container(name)} must not run as root (runAsNonRoot) and has no user, and image "${image}" runs as root: it never starts ` +
  '(CreateContainerConfigError). Give it a user that the image works with, such as image(…, { user: 101 }); of cdk8s-plus, securityContext: { user: 101 }.';

/* Volumes. */

export const volumeMissing = (name: string, volume: string) =>
  `${container(name)} mounts volume "${volume}", which the pod does not have: add the volume, or correct the name.`;
export const volumeNameTwice = (name: string, other: string) =>
  `volume "${name}" has the same name as ${other}, and Kubernetes wants one name per volume of a pod: rename one; those of the library are called as their steps.`;
export const mountPathMissing = (name: string) => `${container(name)} has a mount without mountPath: say where the volume is to be seen.`;
export const mountPathRelative = (name: string, path: string) =>
  `${container(name)} mounts at "${path}", which is relative: begin it with "/".`;
export const mountPathColon = (name: string, path: string) =>
  `${container(name)} mounts at "${path}": a mount path must not have a ":", choose another.`;
export const mountPathOfTerminationLog = (name: string, path: string) =>
  `${container(name)} mounts a volume at "${path}", where Kubernetes puts the file of its last words, so that it does not start: choose another path.`;
export const mountPathTwice = (name: string, path: string) =>
  `${container(name)} mounts two volumes at "${path}", so that one hides the other: give each a path of its own.`;
export const subPathAbsolute = (name: string, field: string) =>
  `${container(name)} has an absolute ${field}: it is a path within the volume, leave the "/" at its beginning out.`;
export const subPathBackwards = (name: string, field: string) =>
  `${container(name)} has a ${field} with ".." in it, which Kubernetes refuses: name the path within the volume directly.`;

/* Environment. */

export const envName = (name: string, variable: string) =>
  `${container(name)} has ${variable === '' ? 'a variable without a name' : `a variable named "${variable}"`}, which not every Kubernetes takes: ` +
  'use letters, digits, "_", "-" and ".", and no digit first.';
export const envTwice = (name: string, variable: string) =>
  `${container(name)} has variable ${variable} twice, and which one is left depends on how the manifest is applied: remove one.`;
export const plainSecret = (variable: string, annotation: string) =>
  `env ${variable} names a secret, and its value stands in the manifest for all to read: give secretKey(…), ` +
  `or say in annotation ${annotation} why it is none.`;
export const secretInConfigMap = (variable: string, annotation: string) =>
  `env ${variable} names a secret, and its value stands in a ConfigMap, which more people may read: give secretKey(…), ` +
  `or say in annotation ${annotation} why it is none.`;
export const plainSecretHeader = (header: string, annotation: string) =>
  `header ${header} holds a secret, which stands in the manifest for all to read: give secretKey(…) or bearer(…), ` +
  `or say in annotation ${annotation} why it is none.`;
export const plainSecretFlag = (flag: string, annotation: string) =>
  `argument ${flag} names a secret, and its value stands in the manifest for all to read: give a variable secretKey(…) and refer to it, by "$NAME" in a script or ` +
  `$(NAME) in an argument (in a container of this library expand('…$(NAME)…')), or say in annotation ${annotation} why it is none.`;
export const passwordInUrl = (what: string, annotation: string) =>
  `${what} holds a URL with a password in it, for all to read: put the password into a Secret and refer to its variable as $(NAME), ` +
  'in a container of this library by expand(\'…$(NAME)…\'), ' +
  `or say in annotation ${annotation} why it is none.`;

export const notStartedWithValues = (name: string, variable: string, field: 'command' | 'args') =>
  `${container(name)} is given variable ${variable} by a step, which what starts it puts into its environment, and its ${field} in the finished pod is something else: ` +
  'take the patch back, and change command and args in the code.';

/* Sizes. */

export const argumentTooLong = (name: string, what: string, bytes: number) =>
  `${what} of ${container(name)} has ${bytes} bytes, and Linux starts no program with one beyond 128 KiB: ` +
  'put it into a file (a ConfigMap, or FetchConfig).';
export const annotationsTooLarge = (whose: string, bytes: number) =>
  `the annotations of ${whose} have ${bytes} bytes together, and Kubernetes takes 262144: put what is long into a ConfigMap.`;
export const applyTooLarge = (bytes: number) =>
  `kubectl apply keeps a copy of the whole object in an annotation, which would make ${bytes} bytes of annotations, and Kubernetes takes 262144: ` +
  'put what is long (scripts, arguments, values) into ConfigMaps or into the image.';
export const annotationKey = (key: string) =>
  `"${key}" is no key for an annotation: after an optional "domain/" it has letters, digits, "-", "_" and ".", at most 63, ` +
  'a letter or digit at both ends; shorten it, or the names that it is made of.';

/* Resources. */

export const resourceMissing = (name: string, field: string, example: string) =>
  `${container(name)} has no ${field}, so that a namespace with a quota refuses the pod or one container starves the others: set ${example}.`;
export const notAQuantity = (name: string, field: string) =>
  `${container(name)} has a ${field} that is no quantity: write a number with a unit of Kubernetes, such as 100m of CPU or 64Mi of memory.`;
export const negativeQuantity = (name: string, field: string) => `${container(name)} has a ${field} below zero: give an amount of zero or more.`;
export const fractionOfAByte = (name: string, field: string) =>
  `${container(name)} has a ${field} that is no whole number of bytes: "m" means thousandths, write Mi for mebibytes.`;
export const requestAboveLimit = (name: string, resource: string) =>
  `${container(name)} requests more ${resource} than its limit allows, which Kubernetes refuses: raise the limit, or lower the request.`;

/* Rules of standards. */

export const ruleThrew = (message: string) => `the rule itself failed, so that nothing is known of this pod: ${message}.`;
export const ruleIsAsynchronous = 'the rule returned a promise: what it finds after judge(…) has returned is lost; let it find before.';
export const findWithoutWords = 'the rule called find(…) with something else than { where, sentence } or { where, sentence, given }, which are texts.';
