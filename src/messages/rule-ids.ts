/* The ids of all mistakes, once: errors, findings, suppressions and the pages docs/rules/ID.md go by them. */

/** What rules find in rendered manifests, and constructors as well where they see it before. */
export const MANIFEST_RULE_IDS = [
  'active-deadline', 'allow-privilege-escalation', 'allowed-registries', 'annotation-keys', 'annotation-size', 'app-armor-profile', 'argument-size',
  'capabilities-baseline', 'capabilities-restricted', 'claim-access-modes', 'command-words', 'container-names', 'egress-policies', 'endless-loops', 'env-duplicates', 'env-names',
  'grace-period', 'handlers', 'helm-hooks', 'hidden-directories', 'hidden-failures', 'host-namespaces', 'host-path-volumes', 'host-ports', 'image-digests',
  'init-order', 'init-probes', 'injected-secrets', 'job-sidecars', 'kubernetes-version', 'memory-limit', 'migrations', 'missing-privileges', 'missing-token', 'mounted-kubeconfig', 'mounts', 'numbers', 'object-keys',
  'object-names', 'own-namespace', 'pinned-images', 'plain-secrets', 'pod-resources', 'ports', 'privileged', 'prepared-volumes', 'probe-hosts', 'proc-mount',
  'program-config-maps', 'projected-modes', 'proven-files', 'read-only-files', 'readable-files', 'resource-limits-order', 'restart-policy', 'root-images',
  'run-as-non-root', 'run-as-user', 'scaled-singleton', 'se-linux-options', 'seccomp-profile-baseline', 'seccomp-profile-restricted', 'self-wait',
  'service-links', 'service-ports', 'shell-in-image', 'singleton', 'started-with-values', 'stateful-peers', 'step-programs', 'sysctls',
  'unique-container-names', 'unique-volume-names', 'unique-workloads', 'unlocked-claims', 'unquoted-paths', 'unverified-downloads', 'unwritten-volumes', 'volume-types', 'wait-cycle', 'waited-objects',
  'windows-host-process', 'world-writable',
] as const;

/** What only the code can be wrong in: constructors and functions refuse it, and no manifest can have it. */
export const CODE_RULE_IDS = [
  'adopt', 'before-steps', 'capability-names', 'cdk8s-plus', 'characters', 'checksum', 'choice', 'claim-needed', 'command', 'conflicting-properties',
  'database-not-ready', 'deadlines', 'declarative-migration', 'duplicate-id', 'duplicate-installs', 'duration', 'env-value', 'feature-flag', 'file-content', 'file-mode',
  'file-source', 'forbidden-step', 'fs-group', 'git-source', 'handle', 'host', 'http-headers', 'http-target', 'image', 'image-reference',
  'image-tools', 'image-user', 'mesh', 'metadata', 'migration-job', 'migration-lock', 'migration-tool', 'missing-value', 'name', 'naming', 'no-containers', 'not-mountable', 'not-verified',
  'nothing-to-do', 'object-kind', 'one-at-a-time', 'other-pod', 'own-source', 'own-step', 'own-target', 'patch', 'path', 'platform', 'pod-security-level', 'proxy',
  'reason', 'redirects', 'registry', 'rendered-format', 'rerun', 'reserved-names', 'resources', 'schedule', 'schema-version', 'scope', 'script', 'seed-database',
  'selector', 'size', 'source', 'sql', 'standard-definition', 'standard-placement', 'stateful-set', 'step-output', 'step-value', 'suppression',
  'template', 'template-values', 'unfilled-volume', 'unknown-container', 'unknown-file', 'unknown-property', 'unproven-download',
  'unproven-readiness', 'url', 'user-id', 'variable-reference', 'volume-size', 'volume-to-fill', 'wait-target', 'workload-needed', 'wrong-type', 'yaml',
] as const;

/** The id of a rule over rendered manifests. */
export type ManifestRuleId = (typeof MANIFEST_RULE_IDS)[number];

/** The id of a mistake that only the code can have. */
export type CodeRuleId = (typeof CODE_RULE_IDS)[number];

/** The id of a mistake, which errors and findings end with, such as `mounts`; the page `docs/rules/ID.md` says what it is and how to put it right. */
export type RuleId = ManifestRuleId | CodeRuleId;

const IDS: ReadonlySet<string> = new Set([...MANIFEST_RULE_IDS, ...CODE_RULE_IDS]);

/** True for an id of the library. */
export const isRuleId = (id: string): id is RuleId => IDS.has(id);

/** Where to read on about a mistake: a page of the installed package. */
export const pageOf = (id: RuleId): string => `node_modules/cdk8s-prelude/docs/rules/${id}.md`;

/** A sentence as the compiler prints it: it ends with the id, as errors and findings do. */
export type OfRule<Id extends RuleId, Sentence extends string> = `${Sentence} (rule ${Id})`;
