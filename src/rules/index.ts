import type { PodSecurity } from '../security/pod-security';
import { activeDeadline } from './active-deadline';
import { annotationKeys } from './annotation-keys';
import { allowedRegistries } from './allowed-registries';
import { annotationSize } from './annotation-size';
import { argumentSize } from './argument-size';
import { containerNames } from './container-names';
import { containerRestartPolicies } from './container-restart-policy';
import { containersOf } from './containers';
import { envDuplicates } from './env-duplicates';
import { envNames } from './env-names';
import { gracePeriod } from './grace-period';
import { imageDigests } from './image-digests';
import { handlers } from './handlers';
import { hiddenDirectories } from './hidden-directories';
import { initOrder } from './init-order';
import { initProbes } from './init-probes';
import { kubernetesVersion } from './kubernetes-version';
import { memoryLimit } from './memory-limit';
import { mounts } from './mounts';
import { judgeByOwn } from './own-rules';
import { onePod } from './one-pod';
import { pinnedImages } from './pinned-images';
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
import { readableFiles } from './readable-files';
import { resourceLimitsOrder } from './resource-limits-order';
import { restartPolicy } from './restart-policy';
import { rootImages } from './root-images';
import type { Asked, Find, Finding, FinishedPod, JudgedPod, Rule } from './rule';
import { serviceLinks } from './service-links';
import { stepPrograms } from './step-programs';
import { startedWithValues } from './started-with-values';
import { uniqueContainerNames } from './unique-container-names';
import { uniqueVolumeNames } from './unique-volume-names';

export type { Asked, AskedOfPods, DeclaredMount, DeclaredPod, DeclaredRead, Fault, Find, Finding, FinishedPod, JudgedPod, Rule } from './rule';

/** The Pod Security Standards, as the admission controller judges them. */
export const POD_SECURITY_RULES: readonly Rule[] = Object.freeze([
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

/** What else a finished pod has to be. */
export const POD_RULES: readonly Rule[] = Object.freeze([
  initOrder,
  stepPrograms,
  provenFiles,
  onePod,
  uniqueContainerNames,
  containerNames,
  initProbes,
  handlers,
  restartPolicy,
  containerRestartPolicies,
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
  startedWithValues,
  envNames,
  envDuplicates,
  plainSecrets,
  argumentSize,
  annotationKeys,
  annotationSize,
  memoryLimit,
  resourceLimitsOrder,
  kubernetesVersion,
]);

/** All rules, in the order in which their findings are told. */
export const RULES: readonly Rule[] = Object.freeze([...POD_RULES, ...POD_SECURITY_RULES]);

const judges = (rule: Rule, level: PodSecurity) => rule.levels?.includes(level) ?? true;
const rulesFor = (level: PodSecurity) => RULES.filter((rule) => judges(rule, level));
const RULES_BY_LEVEL = { privileged: rulesFor('privileged'), baseline: rulesFor('baseline'), restricted: rulesFor('restricted') };

const NO_RULES: readonly Asked<Rule>[] = Object.freeze([]);

/** Judges one finished pod by every rule of its level, then by those of standards. Pure: the pod is only read. */
export function judge(finished: FinishedPod, own = NO_RULES): readonly Finding[] {
  return judgeBy(RULES_BY_LEVEL[finished.level], finished).concat(judgeByOwn(own.filter(({ value }) => judges(value, finished.level)), finished));
}

/** What standards ask of pods by their own fields, the level aside. */
const ASKED_RULES: readonly Rule[] = [imageDigests, allowedRegistries, kubernetesVersion];

/** The rules by which a pod is judged that no workload of the library stands behind. */
export const RULES_OF_OTHERS: readonly Rule[] = Object.freeze([...ASKED_RULES, ...POD_SECURITY_RULES]);

/**
 * Judges a pod that no workload of the library stands behind, by what standards ask of every pod.
 *
 * @param finished the pod, at the weakest level that a standard takes
 * @param levelBy the standard that says so
 * @param own the rules of standards
 */
export function judgeOther(finished: FinishedPod, levelBy: string | undefined, own: readonly Asked<Rule>[]): readonly Finding[] {
  const { level } = finished;
  const ofLevel = judgeBy(POD_SECURITY_RULES.filter((rule) => judges(rule, level)), finished);
  return [
    ...judgeBy(ASKED_RULES, finished),
    ...ofLevel.map((found) => (levelBy === undefined ? found : { ...found, by: levelBy })),
    ...judgeByOwn(own.filter(({ value }) => judges(value, level)), finished),
  ];
}

function judgeBy(rules: readonly Rule[], finished: FinishedPod): Finding[] {
  const pod: JudgedPod = { ...finished, containers: containersOf(finished.spec) };
  const findings: Finding[] = [];
  let id = '';
  const find: Find = (fault) => findings.push({ rule: id, ...fault });
  for (const rule of rules) {
    id = rule.id;
    rule.judge(pod, find);
  }
  return findings;
}
