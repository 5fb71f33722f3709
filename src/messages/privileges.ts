/*
 * Messages about privileges: of a step or an image that needs more than the pod's level allows, and of a rendered pod that has
 * more. You choose a weaker level by name, so each sentence names the level that is enough.
 */

import type { OfRule } from './rule-ids';
import { container, words } from './words';

/** Who sets a field: one container, or the pod for all of them. */
export const ofContainer = (name: string) => container(name);
export const ofPod = 'the pod';

const onlyPrivileged = 'which only podSecurity: \'privileged\' allows';
const notRestricted = 'which \'restricted\' forbids';
const orBaseline = 'or set podSecurity: \'baseline\'.';
const orPrivileged = 'or set podSecurity: \'privileged\'.';

/* Root. */

const rootIsMore = <Who extends string>(who: Who) => `'restricted' does not allow root, but ${who} runs as root` as const;

/** A step that runs as root, in a pod whose level forbids it. */
export const rootInRestricted = <Step extends string>(step: Step) => `${rootIsMore(step)}: use fsGroup, or podSecurity: 'baseline'` as const;
export type RootInRestricted<Step extends string> = OfRule<'run-as-user', ReturnType<typeof rootInRestricted<Step>>>;

export const rootUser = (reference: string) => `${rootIsMore(`image "${reference}"`)}: set another user, or podSecurity: 'baseline'.`;
export const runAsRoot = (who: string) => `${rootIsMore(who)}: set another user, ${orBaseline}`;
export const runAsNonRootFalse = (who: string) =>
  `${who} allows root (runAsNonRoot: false), ${notRestricted}: set runAsNonRoot to true and a user other than 0, ${orBaseline}`;
export const runAsNonRootMissing = (name: string) =>
  `${container(name)} does not set runAsNonRoot, and neither does the pod, ${notRestricted}: ` +
  `set runAsNonRoot to true and a user other than 0, ${orBaseline}`;
export const imageIsRoot = (name: string, image: string) =>
  `${container(name)} must not run as root (runAsNonRoot) and has no user, but image "${image}" runs as root: it never starts ` +
  '(CreateContainerConfigError). Set a user that works with the image, such as image(…, { user: 101 }); in cdk8s-plus, securityContext: { user: 101 }.';

/* Privileged containers. */

const beyondIsMore = <Level extends string, Who extends string>(level: Level, who: Who) =>
  `'${level}' does not allow access beyond the container, but ${who} uses it` as const;

/** A step that reaches beyond its container, in a pod whose level forbids it. */
export const beyondContainer = <Step extends string, Level extends string>(step: Step, level: Level) =>
  `${beyondIsMore(level, step)}: set podSecurity: 'privileged'` as const;
export type BeyondContainer<Step extends string, Level extends string> = OfRule<'privileged', ReturnType<typeof beyondContainer<Step, Level>>>;

/** A privileged container, at a level that does not allow it. */
export const privilegedAtBaseline =
  `${beyondIsMore('baseline', 'privileged: true')}: set level: 'privileged', or list the capabilities` as const;
export type PrivilegedAtBaseline = OfRule<'privileged', typeof privilegedAtBaseline>;

export const privilegedContainer = (name: string, level: string) =>
  `${beyondIsMore(level, container(name))}: remove privileged and add the capabilities that it needs, ${orPrivileged}`;

/* Capabilities. */

const capabilityIsMore = <Capability extends string, Level extends string>(capability: Capability, level: Level) =>
  `capability "${capability}" is not allowed at level '${level}'` as const;

/** A capability that a level does not allow. */
export const capabilityBeyondLevel = <Capability extends string, Level extends string, Needed extends string>(
  capability: Capability, level: Level, needed: Needed,
) => `${capabilityIsMore(capability, level)}: use '${needed}', or remove it` as const;
export type CapabilityBeyondLevel<Capability extends string, Level extends string, Needed extends string> = OfRule<
  Level extends 'restricted' ? 'capabilities-restricted' : 'capabilities-baseline', ReturnType<typeof capabilityBeyondLevel<Capability, Level, Needed>>>;

export const forbiddenCapability = (capability: string, allowed: readonly string[]) =>
  `${capabilityIsMore(capability, 'baseline')}: set podSecurity: 'privileged', remove it, or use one of ${words(allowed)}, spelled exactly so.`;
export const restrictedCapability = (capability: string, weaker: 'baseline' | 'privileged') =>
  `${capabilityIsMore(capability, 'restricted')}: remove it (only NET_BIND_SERVICE may be added), ` +
  `${weaker === 'baseline' ? orBaseline : orPrivileged}`;
export const capabilitiesNotDropped = (name: string) =>
  `${container(name)} keeps the capabilities that its runtime gives it, ${notRestricted}: set capabilities.drop to ["ALL"], ${orBaseline}`;
export const capabilitiesNeedRoot =
  'capabilities work only for root: a program of another user does not get them. Remove them, or set user: 0.';

/** All capabilities at once. */
export const allCapabilities = 'capability "ALL" grants every capability: list only those that you need' as const;
export type AllCapabilities = OfRule<'capability-names', typeof allCapabilities>;

/** A name that is not a capability. */
export const notACapability = <Name extends string>(name: Name) =>
  `"${name}" is not a Linux capability: write names without CAP_, such as "NET_ADMIN"` as const;
export type NotACapability<Name extends string> = OfRule<'capability-names', ReturnType<typeof notACapability<Name>>>;

/* The rest of the Pod Security Standards. */

export const hostNamespace = (field: string) =>
  `${field}: true gives the pod the node's namespace, ${onlyPrivileged}: remove ${field}.`;
export const hostPathVolume = (volume: string) =>
  `volume "${volume}" is a directory of the node, ${onlyPrivileged}: use an emptyDir, a claim or a ConfigMap.`;
export const hostPort = (name: string, port: number) =>
  `${container(name)} uses port ${port} of the node, ${onlyPrivileged}: remove hostPort and reach the pod through a Service.`;
export const probeHost = (name: string, field: string) =>
  `${container(name)} has a ${field} that asks another host, so that the kubelet can be used to reach the node's network, ` +
  'which only podSecurity: \'privileged\' allows: remove host, so that the probe asks the pod itself.';
export const appArmorProfile = (who: string) =>
  `${who} sets an AppArmor profile other than RuntimeDefault or Localhost, ${onlyPrivileged}: use one of these, or remove it.`;
export const appArmorAnnotation = (key: string) =>
  `annotation ${key} sets an AppArmor profile other than runtime/default or localhost/…, ${onlyPrivileged}: ` +
  'remove it, and use securityContext.appArmorProfile.';
export const seLinuxType = (who: string, allowed: readonly string[]) =>
  `${who} sets a custom SELinux type, ${onlyPrivileged}: remove it, or use one of ${words(allowed)}.`;
export const seLinuxUserOrRole = (who: string, field: string) =>
  `${who} sets an SELinux ${field}, ${onlyPrivileged}: remove seLinuxOptions.${field}.`;
export const procMount = (name: string, level: 'privileged' | 'baseline' | 'restricted') =>
  `${container(name)} sees parts of /proc that runtimes hide, which only podSecurity: 'privileged' allows, or from Kubernetes 1.35 on 'baseline' ` +
  `in a pod with hostUsers: false: remove procMount${level === 'restricted' ? '' : ', or set hostUsers to false'}.`;
export const seccompProfile = (who: string) =>
  `${who} sets a seccomp profile other than RuntimeDefault or Localhost, ${onlyPrivileged}: use RuntimeDefault.`;
export const seccompProfileMissing = (name: string) =>
  `${container(name)} has no seccomp profile, and neither has the pod, ${notRestricted}: ` +
  `set securityContext.seccompProfile to { type: 'RuntimeDefault' }, ${orBaseline}`;
export const unsafeSysctl = (name: string) =>
  `sysctl ${name} is not known to be safe for the other pods of a node, ${onlyPrivileged}: remove it, and set it on the node.`;
export const laterSysctl = (name: string, since: number, target: number) =>
  `sysctl ${name} counts as safe from Kubernetes 1.${since} on, but the manifest is for 1.${target}: ` +
  `remove it, or declare in a standard that the manifest is for Kubernetes 1.${since} (kubernetesVersion: '1.${since}').`;
export const windowsHostProcess = (who: string) =>
  `${who} runs processes of the Windows node itself, ${onlyPrivileged}: remove windowsOptions.hostProcess.`;
export const volumeType = (volume: string, type: string, weaker: 'baseline' | 'privileged') =>
  `volume "${volume}" is of type ${type}, ${notRestricted}: use a PersistentVolumeClaim instead, ` +
  `${weaker === 'baseline' ? orBaseline : orPrivileged}`;
export const privilegeEscalation = (name: string) =>
  `${container(name)} can gain more privileges than it starts with (setuid programs), ${notRestricted}: ` +
  `set allowPrivilegeEscalation to false, ${orBaseline}`;
