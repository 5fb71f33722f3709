/*
 * What is said of privileges: of a step or an image that needs more than the pod's level allows, and of a rendered pod that has
 * more. A weaker level is asked for by name, so each sentence names the one that would do.
 */

import type { OfRule } from './rule-ids';
import { container, words } from './words';

/** Who sets a field: one container, or the pod for all of them. */
export const ofContainer = (name: string) => container(name);
export const ofPod = 'the pod';

const onlyPrivileged = 'which only podSecurity: \'privileged\' allows';
const notRestricted = 'which \'restricted\' forbids';
const orBaseline = 'or ask for podSecurity: \'baseline\'.';
const orPrivileged = 'or ask for podSecurity: \'privileged\'.';

/* Root. */

const rootIsMore = <Who extends string>(who: Who) => `root is more than 'restricted' allows, and ${who} runs as root` as const;

/** A step that runs as root, in a pod whose level forbids it. */
export const rootInRestricted = <Step extends string>(step: Step) => `${rootIsMore(step)}: use fsGroup, or podSecurity: 'baseline'` as const;
export type RootInRestricted<Step extends string> = OfRule<'run-as-user', ReturnType<typeof rootInRestricted<Step>>>;

export const rootUser = (reference: string) => `${rootIsMore(`image "${reference}"`)}: give another user, or podSecurity: 'baseline'.`;
export const runAsRoot = (who: string) => `${rootIsMore(who)}: give it another user, ${orBaseline}`;
export const runAsNonRootFalse = (who: string) =>
  `${who} says that it may run as root (runAsNonRoot: false), ${notRestricted}: set runAsNonRoot to true and a user other than 0, ${orBaseline}`;
export const runAsNonRootMissing = (name: string) =>
  `${container(name)} does not say that it never runs as root, and neither does the pod, ${notRestricted}: ` +
  `set runAsNonRoot to true and a user other than 0, ${orBaseline}`;
export const imageIsRoot = (name: string, image: string) =>
  `${container(name)} must not run as root (runAsNonRoot) and has no user, and image "${image}" runs as root: it never starts ` +
  '(CreateContainerConfigError). Give it a user that the image works with, such as image(…, { user: 101 }); of cdk8s-plus, securityContext: { user: 101 }.';

/* Privileged containers. */

const beyondIsMore = <Level extends string, Who extends string>(level: Level, who: Who) =>
  `reaching beyond the container is more than '${level}' allows, and ${who} does` as const;

/** A step that reaches beyond its container, in a pod whose level forbids it. */
export const beyondContainer = <Step extends string, Level extends string>(step: Step, level: Level) =>
  `${beyondIsMore(level, step)}: ask for podSecurity: 'privileged'` as const;
export type BeyondContainer<Step extends string, Level extends string> = OfRule<'privileged', ReturnType<typeof beyondContainer<Step, Level>>>;

/** A privileged container, at a level that does not allow it. */
export const privilegedAtBaseline =
  `${beyondIsMore('baseline', 'a privileged one')}: say level: 'privileged', or name the capabilities` as const;
export type PrivilegedAtBaseline = OfRule<'privileged', typeof privilegedAtBaseline>;

export const privilegedContainer = (name: string, level: string) =>
  `${beyondIsMore(level, container(name))}: take privileged out and add the capabilities that it needs, ${orPrivileged}`;

/* Capabilities. */

const capabilityIsMore = <Capability extends string, Level extends string>(capability: Capability, level: Level) =>
  `capability "${capability}" is more than '${level}' allows` as const;

/** A capability that a level does not allow. */
export const capabilityBeyondLevel = <Capability extends string, Level extends string, Needed extends string>(
  capability: Capability, level: Level, needed: Needed,
) => `${capabilityIsMore(capability, level)}: ask for '${needed}', or do without it` as const;
export type CapabilityBeyondLevel<Capability extends string, Level extends string, Needed extends string> = OfRule<
  Level extends 'restricted' ? 'capabilities-restricted' : 'capabilities-baseline', ReturnType<typeof capabilityBeyondLevel<Capability, Level, Needed>>>;

export const forbiddenCapability = (capability: string, allowed: readonly string[]) =>
  `${capabilityIsMore(capability, 'baseline')}: ask for podSecurity: 'privileged', take it out, or use one of ${words(allowed)}, spelled so.`;
export const restrictedCapability = (capability: string, weaker: 'baseline' | 'privileged') =>
  `${capabilityIsMore(capability, 'restricted')}: take it out (NET_BIND_SERVICE alone may be added), ` +
  `${weaker === 'baseline' ? orBaseline : orPrivileged}`;
export const capabilitiesNotDropped = (name: string) =>
  `${container(name)} keeps the capabilities that its runtime gives it, ${notRestricted}: set capabilities.drop to ["ALL"], ${orBaseline}`;
export const capabilitiesNeedRoot =
  'capabilities are of use to root only: a program of another user has none of them. Take them out, or give user: 0.';

/** All capabilities at once. */
export const allCapabilities = 'capability "ALL" is every power there is: name those that are needed' as const;
export type AllCapabilities = OfRule<'capability-names', typeof allCapabilities>;

/** A name that is none of a capability. */
export const notACapability = <Name extends string>(name: Name) =>
  `"${name}" is no Linux capability: they are written without CAP_, such as "NET_ADMIN"` as const;
export type NotACapability<Name extends string> = OfRule<'capability-names', ReturnType<typeof notACapability<Name>>>;

/* The rest of the Pod Security Standards. */

export const hostNamespace = (field: string) =>
  `${field}: true lets the pod out of its own namespace into the node's, ${onlyPrivileged}: take ${field} out.`;
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
export const procMount = (name: string, level: 'privileged' | 'baseline' | 'restricted') =>
  `${container(name)} sees parts of /proc that runtimes hide, which only podSecurity: 'privileged' allows, and from Kubernetes 1.35 on 'baseline' ` +
  `in a pod with hostUsers: false: take procMount out${level === 'restricted' ? '' : ', or set hostUsers to false'}.`;
export const seccompProfile = (who: string) =>
  `${who} sets a seccomp profile other than RuntimeDefault or Localhost, ${onlyPrivileged}: use RuntimeDefault.`;
export const seccompProfileMissing = (name: string) =>
  `${container(name)} has no seccomp profile, and neither has the pod, ${notRestricted}: ` +
  `set securityContext.seccompProfile to { type: 'RuntimeDefault' }, ${orBaseline}`;
export const unsafeSysctl = (name: string) =>
  `sysctl ${name} is not known to be safe for the other pods of a node, ${onlyPrivileged}: take it out, and have the node set it.`;
export const laterSysctl = (name: string, since: number, target: number) =>
  `sysctl ${name} counts as safe from Kubernetes 1.${since} on, and the manifest is for 1.${target}: ` +
  `remove it, or declare in a standard that the manifest is for Kubernetes 1.${since} (kubernetesVersion: '1.${since}').`;
export const windowsHostProcess = (who: string) =>
  `${who} runs processes of the Windows node itself, ${onlyPrivileged}: take windowsOptions.hostProcess out.`;
export const volumeType = (volume: string, type: string, weaker: 'baseline' | 'privileged') =>
  `volume "${volume}" is of type ${type}, ${notRestricted}: put it behind a PersistentVolumeClaim, ` +
  `${weaker === 'baseline' ? orBaseline : orPrivileged}`;
export const privilegeEscalation = (name: string) =>
  `${container(name)} may gain more rights than it was started with (setuid programs), ${notRestricted}: ` +
  `set allowPrivilegeEscalation to false, ${orBaseline}`;
