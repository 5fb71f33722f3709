import type { Requirement } from '../declared/asked';
import type { PodSecurity } from '../manifest/pod-security';
import { activeDeadline } from './active-deadline';
import { annotationKeys } from './annotation-keys';
import { allowedRegistries } from './allowed-registries';
import { annotationSize } from './annotation-size';
import { argumentSize } from './argument-size';
import { commandWords } from './command-words';
import { containerNames } from './container-names';
import { containersOf } from '../manifest/containers';
import { envDuplicates } from './env-duplicates';
import { envNames } from './env-names';
import { gracePeriod } from './grace-period';
import { imageDigests } from './image-digests';
import { handlers } from './handlers';
import { hiddenDirectories } from './hidden-directories';
import { injectedSecrets } from './injected-secrets';
import { jobSidecars } from './job-sidecars';
import { initOrder } from './init-order';
import { initProbes } from './init-probes';
import { kubernetesVersion } from './kubernetes-version';
import { memoryLimit } from './memory-limit';
import { migrations } from './migrations';
import { numbers } from './numbers';
import { objectNames } from './object-names';
import { ports } from './ports';
import { mountedKubeconfig } from './mounted-kubeconfig';
import { mounts } from './mounts';
import { checkByOwn } from './own-rules';
import { singleton } from './singleton';
import { pinnedImages } from './pinned-images';
import { preparedVolumes } from './prepared-volumes';
import { projectedModes } from './projected-modes';
import { plainSecrets } from './plain-secrets';
import { allowPrivilegeEscalation } from './pod-security/allow-privilege-escalation';
import { appArmorProfile } from './pod-security/app-armor-profile';
import { capabilitiesBaseline } from './pod-security/capabilities-baseline';
import { capabilitiesRestricted } from './pod-security/capabilities-restricted';
import { hostNamespaces } from './pod-security/host-namespaces';
import { hostPathVolumes } from './pod-security/host-path-volumes';
import { hostPorts } from './pod-security/host-ports';
import { privileged } from './pod-security/privileged';
import { probeHosts } from './pod-security/probe-hosts';
import { procMount } from './pod-security/proc-mount';
import { runAsNonRoot } from './pod-security/run-as-non-root';
import { runAsUser } from './pod-security/run-as-user';
import { seLinuxOptions } from './pod-security/se-linux-options';
import { seccompProfileBaseline } from './pod-security/seccomp-profile-baseline';
import { seccompProfileRestricted } from './pod-security/seccomp-profile-restricted';
import { sysctls } from './pod-security/sysctls';
import { volumeTypes } from './pod-security/volume-types';
import { windowsHostProcess } from './pod-security/windows-host-process';
import { provenFiles } from './proven-files';
import { podResources } from './pod-resources';
import { readableFiles } from './readable-files';
import { resourceLimitsOrder } from './resource-limits-order';
import { restartPolicy } from './restart-policy';
import { rootImages } from './root-images';
import { type CheckedPod, type Finding, type LibraryRule, type RenderedPod, type Report, type Rule, type RuleInput, ruleOf, type RuleReference } from './rule';
import { SCRIPT_RULES } from './scripts';
import { checkStoredSecrets } from './stored-secrets';
import { serviceLinks } from './service-links';
import { stepPrograms } from './step-programs';
import { startedWithValues } from './started-with-values';
import { unlockedClaims } from './unlocked-claims';
import { unwrittenVolumes } from './unwritten-volumes';
import { uniqueContainerNames } from './unique-container-names';
import { uniqueVolumeNames } from './unique-volume-names';

export { type CheckedPod, type Finding, type RenderedPod, type Report, type Rule, type RuleInput, ruleOf, type RuleReference, type RuleSeverity, type Violation } from './rule';

/** The id that a rule is referred to by. */
export const idOf = (rule: RuleReference): string => (typeof rule === 'object' && rule !== null ? rule.id : rule);

/** The Pod Security Standards, as the admission controller checks them. */
export const POD_SECURITY_RULES: readonly LibraryRule[] = Object.freeze([
  hostNamespaces,
  privileged,
  capabilitiesBaseline,
  capabilitiesRestricted,
  hostPathVolumes,
  volumeTypes,
  hostPorts,
  probeHosts,
  appArmorProfile,
  seLinuxOptions,
  procMount,
  seccompProfileBaseline,
  seccompProfileRestricted,
  sysctls,
  windowsHostProcess,
  allowPrivilegeEscalation,
  runAsNonRoot,
  runAsUser,
]);

/** What else a rendered pod has to be. */
export const POD_RULES: readonly LibraryRule[] = Object.freeze([
  initOrder,
  stepPrograms,
  provenFiles,
  singleton,
  migrations,
  uniqueContainerNames,
  containerNames,
  commandWords,
  initProbes,
  handlers,
  ports,
  numbers,
  objectNames,
  restartPolicy,
  activeDeadline,
  gracePeriod,
  serviceLinks,
  pinnedImages,
  imageDigests,
  allowedRegistries,
  rootImages,
  uniqueVolumeNames,
  mounts,
  hiddenDirectories,
  readableFiles,
  preparedVolumes,
  projectedModes,
  unwrittenVolumes,
  unlockedClaims,
  startedWithValues,
  envNames,
  envDuplicates,
  plainSecrets,
  argumentSize,
  annotationKeys,
  annotationSize,
  memoryLimit,
  resourceLimitsOrder,
  podResources,
  kubernetesVersion,
  jobSidecars,
  injectedSecrets,
  mountedKubeconfig,
  ...SCRIPT_RULES,
]);

/** All rules, in the order in which their findings are told. */
export const RULES: readonly LibraryRule[] = Object.freeze([...POD_RULES, ...POD_SECURITY_RULES]);

const checks = (rule: Rule, level: PodSecurity) => rule.levels?.includes(level) ?? true;

/** What a pod comes with, beside its manifest. */
export const inputsOf = ({ declared, steps, singleton: alone, leaves, asked }: RenderedPod): readonly RuleInput[] => [
  ...(declared ?? alone ?? leaves ?? steps[0] ? ['facts' as const] : []), ...(asked ? ['standard' as const] : []),
];

/** True where a rule has all that it cannot do without. */
export const canRun = ({ needs = [] }: Pick<Rule, 'needs'>, inputs: readonly RuleInput[]): boolean => needs.every((need) => inputs.includes(need));

const RULES_BY_INPUTS = new Map<string, readonly LibraryRule[]>();

/** The rules of a level that have what they need; nearly all pods of an app come with the same. */
function rulesFor(level: PodSecurity, inputs: readonly RuleInput[]): readonly LibraryRule[] {
  const key = `${level} ${inputs.join()}`;
  const rules = RULES_BY_INPUTS.get(key) ?? RULES.filter((rule) => checks(rule, level) && canRun(rule, inputs));
  RULES_BY_INPUTS.set(key, rules);
  return rules;
}

const NO_RULES: readonly Requirement<Rule>[] = Object.freeze([]);

/** Checks one rendered pod by every rule of its level that has what it needs, then by those of standards. Pure: the pod is only read. */
export function check(finished: RenderedPod, own = NO_RULES): readonly Finding[] {
  const { level } = finished;
  const inputs = inputsOf(finished);
  const ofStandards = own.filter(({ value }) => checks(value, level) && canRun(value, inputs));
  return checkBy(rulesFor(level, inputs), finished).concat(checkByOwn(ofStandards, finished));
}

/** What standards ask of pods by their own fields, the level aside. */
const ASKED_RULES: readonly LibraryRule[] = [imageDigests, allowedRegistries, kubernetesVersion];

/** The rules by which a pod is checked that no workload of the library stands behind. */
export const RULES_OF_OTHERS: readonly LibraryRule[] = Object.freeze([...ASKED_RULES, ...POD_SECURITY_RULES]);

/** Checks what is true of every object, whether it has pods or not. */
export const checkObject = (finished: RenderedPod): readonly Finding[] => checkBy([objectNames, storedSecrets], finished);

/** Secrets that an object without pods stores. */
export const findStoredSecrets = (manifest: object): readonly Finding[] => {
  const findings: Finding[] = [];
  checkStoredSecrets({ manifest, metadata: {} }, (violation) => findings.push({ ...ruleOf(plainSecrets), ...violation }));
  return findings;
};

/** Of an object that no template stands behind: what it stores, and not what its pods are given. */
const storedSecrets: LibraryRule = { ...plainSecrets, check: checkStoredSecrets };

/**
 * Checks a pod that no workload of the library stands behind, by what standards ask of every pod.
 *
 * @param finished the pod, at the weakest level that a standard takes
 * @param levelBy the standard that says so
 * @param own the rules of standards
 */
export function checkOther(finished: RenderedPod, levelBy: string | undefined, own: readonly Requirement<Rule>[]): readonly Finding[] {
  const { level } = finished;
  const ofLevel = checkBy(POD_SECURITY_RULES.filter((rule) => checks(rule, level)), finished);
  return [
    ...checkBy(ASKED_RULES.filter((rule) => rule !== kubernetesVersion || finished.asked?.kubernetesVersion), finished),
    ...ofLevel.map((found) => (levelBy === undefined ? found : { ...found, by: levelBy })),
    ...checkByOwn(own.filter(({ value }) => checks(value, level)), finished),
  ];
}

function checkBy(rules: readonly Rule[], finished: RenderedPod): Finding[] {
  const pod: CheckedPod = { ...finished, containers: containersOf(finished.spec) };
  const findings: Finding[] = [];
  let by: Rule | undefined;
  const report: Report = (violation) => findings.push({ ...ruleOf(by!), ...violation });
  for (const rule of rules) {
    by = rule;
    rule.check(pod, report);
  }
  return findings;
}
