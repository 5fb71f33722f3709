/* What is said of standards. Whoever sees one of these must know which standard asks for it, and who set that. */

export { levelForbidden, stepForbidden } from './compile-time';
export { imageFromElsewhere, imageWithoutDigest } from './images';

/** How a standard is called: by its name, and where it was set. */
export const standardCalled = (name: string, path: string | undefined) =>
  `standard "${name}"${path === undefined ? '' : ` (set on ${path === '' ? 'the app' : path})`}` as const;

/* Refused by what a standard asks for. */

export const idAgainstNaming = (by: string, id: string, pattern: RegExp, because: string) =>
  `${by} names workloads otherwise than "${id}": they fit ${String(pattern)}, ${because}.`;
export const rootOnOpenShift = (by: string) =>
  `${by} is for OpenShift, which runs no pod as root: give an image with another user, or change the volume from outside.`;
export const groupOnOpenShift = (by: string) =>
  `${by} is for OpenShift, where each namespace gives its pods the group of their volumes: leave fsGroup, and FixPermissions for a group, out there.`;
export const meshNeedsVersion = (by: string, version: string) =>
  `${by} has native sidecars, which Kubernetes knows from 1.29 on, and the manifest is for ${version}: give mesh '…-init' or '…-cni', or raise kubernetesVersion.`;
export const meshOnOpenShift = (by: string) =>
  `${by} lets steps through as the proxy's user, which OpenShift chooses when a pod starts: give mesh 'istio-native' or 'linkerd-native' there.`;

/* Setting a standard. */

export const notInATree = 'a standard is set on an app, a chart or another construct.';
export const standardTwice = (other: string) => `${other} is set here already: set one standard per construct.`;
export const standardTooLate = (name: string) =>
  `standard "${name}" comes too late: a workload here has been built without it; set standards before the first workload below.`;
export const standardNotSet = (name: string) =>
  `this is built in the words of standard "${name}", which is not set here: call setOn(…) of the standard on the app, the chart or a construct above.`;

/* Defining one. */

export const badStandardName = 'the name of a standard is what people see in messages: some words without line breaks or quotes.';
export const badRegistries = "registries is a list of registries, or of registries with the beginning of a repository, at least one; or 'any', where no list of a standard further up is to hold.";
export const badKubernetesVersion = (oldest: number) => `kubernetesVersion is such as '1.31', from 1.${oldest} on.`;
export const badClusterDomain = 'clusterDomain is a domain such as "cluster.local", without a dot at its ends.';
export const badNaming = 'naming is { pattern, because }: a regular expression without the flags g and y, and the reason in words.';
export const badKindKey = (what: string, words: readonly string[]) =>
  `keys of ${what} are ${words.map((word) => `'${word}'`).join(', ')} or a kind, which begins with a capital letter.`;
export const kindNearly = (what: string, given: string, meant: string) =>
  `${what} names '${given}', which is nearly '${meant}': write that; a kind of your own that is called so needs another name.`;
export const ruleNearly = (given: string, meant: string) => `there is no rule "${given}": "${meant}" is meant.`;
export const badRuleId = 'suppressible holds ids of rules, such as "memory-limit".';
export const badHelperImage = (name: string, known: readonly string[]) =>
  `helperImages are made by image(…), and are ${known.join(', ')}: "${name}" is not one, or has no image.`;
export const badMetadataKey = 'a key has, after an optional "domain/", letters, digits, "-", "_" and ".", at most 63, a letter or digit at both ends.';
export const badLabelValue = 'the value of a label has at most 63 letters, digits, "-", "_" and ".", a letter or digit at both ends.';
export const badAnnotationValue = 'the value of an annotation is a string.';
export const badRule = "a rule is an object with id (lower case letters, digits and '-', at most 50), title, why, see and check(pod, find).";
export const ruleIdTaken = (id: string) => `there is a rule "${id}" already: choose another id.`;
export const ruleIdTakenBy = (id: string, by: string) => `there is a rule "${id}" already, of ${by}: choose another id.`;
export const ownAnnotation = (prefix: string) => `annotations "${prefix}…" are written by the library: name yours after your own domain.`;
export const unknownFlag = (flag: string, known: readonly string[]) =>
  `there is no feature flag "${flag}": ${known.length === 0 ? 'this version has none' : `the flags of this version are ${known.join(', ')}`}.`;

/* Suppressions from rules. */

export const noPlaceOfExceptions = 'a rule is set aside for one workload, one step, one container or one object that has pods: give that; ' +
  'of one that steps are on, give what adopt(…) has returned.';
export const unknownRule = (id: string, known: readonly string[]) => `there is no rule "${id}" to set aside; the rules are ${known.join(', ')}.`;
export const noSuppression = (id: string, why: string) => `rule ${id} cannot be set aside: ${why}.`;
export const askedByField = (id: string, by: string, field: string) =>
  `rule ${id} cannot be set aside: ${by} asks for it by ${field}, and does not say that teams may (suppressible).`;
export const notSuppressible = (id: string, by: string, suppressible: readonly string[]) =>
  `rule ${id} cannot be set aside: ${by} ${suppressible.length === 0 ? 'takes no suppression' : `takes suppressions from ${suppressible.join(', ')} only`}.`;
export const suppressedTwice = (id: string) => `rule ${id} is set aside here already.`;
export const suppressionUnused = (id: string) => `rule ${id} is set aside (suppressRule), and finds nothing here: take the suppression out.`;

/* Rules of standards. */

export const ruleThrew = (message: string) => `the rule itself failed, so that nothing is known of this pod: ${message}.`;
export const ruleIsAsynchronous = 'the rule returned a promise: what it finds after check(…) has returned is lost; let it find before.';
export const findWithoutWords = 'the rule called report(…) with something else than { where, sentence } or { where, sentence, given }, which are texts.';

/* Notes of the start-up plan. */

export const ownedBy = (owner: string) => `owned by ${owner}.`;
export const beforeTheMesh = (by: string) =>
  `the steps run before the proxy of the mesh (${by}): they reach the network without mutual TLS, and a peer that insists on it refuses them.`;
export const asTheProxy = (by: string, user: number) =>
  `the steps run as user ${user}, that of the mesh's proxy (${by}), whose traffic is not sent to a proxy that has not started: they reach ` +
  'the network without mutual TLS, and a peer that insists on it refuses them.';
export const notAsTheProxy = (by: string, step: string, user: string) =>
  `step "${step}" runs as user ${user}, whose traffic is sent to the mesh's proxy before that has started (${by}): what it asks over the network waits forever.`;
export const neverEndsInMesh = (by: string, kind: string, native: string) =>
  `the proxy of the mesh is a container beside the app (${by}), and runs on when the app has ended: this ${kind} never ends, unless the app ends the proxy ` +
  `itself (istio: POST /quitquitquit on port 15020). As a native sidecar (mesh: '${native}', Kubernetes 1.29) it is ended by kubelet.`;
export const noUserOnOpenShift = (by: string) => `users and groups are left to OpenShift (${by}).`;
