/* Messages about standards. Each says which standard has the rule, and where that standard is set. */

export { levelForbidden, stepForbidden } from './compile-time';
export { imageFromElsewhere, imageWithoutDigest } from './images';

/** The name of a standard in sentences: its name, and where it is set. */
export const standardCalled = (name: string, path: string | undefined) =>
  `standard "${name}"${path === undefined ? '' : ` (set on ${path === '' ? 'the app' : path})`}` as const;

/* Refused because of a standard. */

export const idAgainstNaming = (by: string, id: string, pattern: RegExp, because: string) =>
  `${by} does not allow the workload name "${id}": it must match ${String(pattern)}, ${because}.`;
export const rootOnOpenShift = (by: string) =>
  `${by} is for OpenShift, which does not run pods as root: use an image with another user, or change the volume outside of the pod.`;
export const groupOnOpenShift = (by: string) =>
  `${by} is for OpenShift, where each namespace sets the group of its volumes: remove fsGroup, and FixPermissions for a group.`;
export const meshNeedsVersion = (by: string, version: string) =>
  `${by} uses native sidecars, which Kubernetes supports from 1.29 on, but the manifest is for ${version}: set mesh '…-init' or '…-cni', or raise kubernetesVersion.`;
export const meshOnOpenShift = (by: string) =>
  `${by} runs steps as the proxy's user, but OpenShift chooses that user when a pod starts: set mesh 'istio-native' or 'linkerd-native'.`;

/* Setting a standard. */

export const notInATree = 'a standard must be set on an app, a chart or another construct.';
export const standardTwice = (other: string) => `${other} is already set here: set only one standard per construct.`;
export const standardTooLate = (name: string) =>
  `standard "${name}" is set too late, after a workload below was created: set standards before the first workload.`;
export const standardNotSet = (name: string) =>
  `this uses standard "${name}", which is not set here: call setOn(…) of the standard on the app, the chart or a construct above.`;

/* Defining one. */

export const badStandardName = 'the name of a standard must be text without line breaks or quotes, because messages show it.';
export const badRegistries = "registries must list at least one registry, optionally with the first part of a repository; or be 'any', to lift the list of a standard further up.";
export const badKubernetesVersion = (oldest: number) => `kubernetesVersion must be a version such as '1.31', at least 1.${oldest}.`;
export const badClusterDomain = 'clusterDomain must be a domain such as "cluster.local", without a dot at either end.';
export const badNaming = 'naming must be { pattern, because }: a regular expression without the flags g and y, and a reason in words.';
export const badKindKey = (what: string, words: readonly string[]) =>
  `keys of ${what} must be ${words.map((word) => `'${word}'`).join(', ')} or a kind, which begins with a capital letter.`;
export const kindNearly = (what: string, given: string, meant: string) =>
  `${what} names '${given}', which looks like '${meant}' misspelt: write '${meant}'; if you have your own kind of that name, rename it.`;
export const ruleNearly = (given: string, meant: string) => `the rule "${given}" does not exist: write "${meant}".`;
export const badRuleId = 'suppressible must list ids of rules, such as "memory-limit".';
export const badRepositoryEnd = 'filledDirectories has a key that is not the end of a repository: write it without a tag, such as "acme/java", or "*" for every image.';
export const badHelperImage = (name: string, known: readonly string[]) =>
  `helperImages must be ${known.join(', ')}, each with image(…): "${name}" is not one of them, or has no image.`;
export const badMetadataKey = 'a key must have at most 63 letters, digits, "-", "_" and ".", with a letter or digit at both ends, after an optional "domain/".';
export const badLabelValue = 'the value of a label must have at most 63 letters, digits, "-", "_" and ".", with a letter or digit at both ends.';
export const badAnnotationValue = 'the value of an annotation must be a string.';
export const badRule = "a rule must be an object with id (lowercase letters, digits and '-', at most 50), title, why, see and check(pod, find).";
export const ruleIdTaken = (id: string) => `the rule "${id}" already exists: choose another id.`;
export const ruleIdTakenBy = (id: string, by: string) => `the rule "${id}" already exists, in ${by}: choose another id.`;
export const ownAnnotation = (prefix: string) => `annotations "${prefix}…" are reserved for the library: use your own domain as the prefix.`;
export const unknownFlag = (flag: string, known: readonly string[]) =>
  `there is no feature flag "${flag}": ${known.length === 0 ? 'this version has none' : `the flags of this version are ${known.join(', ')}`}.`;

/* Suppressions from rules. */

export const noPlaceOfExceptions = 'suppressRule needs one workload, one step, one container or one object that has pods; ' +
  'for a workload that has steps, give what adopt(…) returned.';
export const unknownRule = (id: string, known: readonly string[]) => `there is no rule "${id}" to suppress; the rules are ${known.join(', ')}.`;
export const noSuppression = (id: string, why: string) => `rule ${id} cannot be suppressed: ${why}.`;
export const askedByField = (id: string, by: string, field: string) =>
  `rule ${id} cannot be suppressed: ${by} requires it with ${field}, and does not list it as suppressible.`;
export const notSuppressible = (id: string, by: string, suppressible: readonly string[]) =>
  `rule ${id} cannot be suppressed: ${by} allows ${suppressible.length === 0 ? 'no suppressions' : `suppressions of ${suppressible.join(', ')} only`}.`;
export const suppressedTwice = (id: string) => `rule ${id} is already suppressed here.`;
export const suppressionUnused = (id: string) => `rule ${id} is suppressed (suppressRule), but finds nothing here: remove the suppression.`;

/* Rules of standards. */

export const ruleThrew = (message: string) => `the rule itself failed, so this pod was not checked by it: ${message}.`;
export const ruleIsAsynchronous = 'the rule returned a promise, and findings after check(…) returns are lost: report all findings before check(…) returns.';
export const findWithoutWords = 'the rule must call report(…) with { where, sentence } or { where, sentence, given }, all texts.';

/* Notes of the start-up plan. */

export const ownedBy = (owner: string) => `owned by ${owner}.`;
export const beforeTheMesh = (by: string) =>
  `the steps run before the proxy of the mesh (${by}): they use the network without mutual TLS, so a peer that requires mutual TLS refuses them.`;
export const asTheProxy = (by: string, user: number) =>
  `the steps run as user ${user}, the user of the mesh's proxy (${by}), because the mesh does not redirect its traffic to the proxy, which has not started yet: they use ` +
  'the network without mutual TLS, so a peer that requires mutual TLS refuses them.';
export const notAsTheProxy = (by: string, step: string, user: string) =>
  `step "${step}" runs as user ${user}, but the mesh redirects the traffic of this user to its proxy, which has not started yet (${by}): every connection of the step waits forever.`;
export const neverEndsInMesh = (by: string, kind: string, native: string) =>
  `the proxy of the mesh is a container beside the app (${by}), and keeps running after the app has ended: this ${kind} never ends unless the app stops the proxy ` +
  `itself (istio: POST /quitquitquit on port 15020). kubelet stops a native sidecar (mesh: '${native}', Kubernetes 1.29).`;
export const noUserOnOpenShift = (by: string) => `OpenShift chooses users and groups (${by}).`;

export const badSeverity = (rule: string) =>
  `severities: rule ${rule} must be 'error', 'warning', or { errorFrom: 'VERSION' } with a version of this standard such as '2.0'.`;
export const badStandardVersion = 'version must have one to three numbers, such as "2" or "1.4.0".';
