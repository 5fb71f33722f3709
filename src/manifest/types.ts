/*
 * The parts of a rendered manifest that a rule reads, as plain JSON. A patch can leave anything anywhere, so every field
 * may be missing or null, and lists are read through `list()`.
 */

/** A field that may be missing; null means to Kubernetes that it is. */
export type Field<T> = T | null | undefined;

/** The part of a pod's or pod template's metadata that a rule reads. */
export interface PodMetadata {
  readonly annotations?: Field<Readonly<Record<string, string>>>;
  readonly labels?: Field<Readonly<Record<string, string>>>;
}

/** The part of a pod spec that a rule reads. */
export interface PodSpec {
  readonly automountServiceAccountToken?: Field<boolean>;
  readonly activeDeadlineSeconds?: Field<number>;
  readonly containers?: Field<readonly Container[]>;
  readonly enableServiceLinks?: Field<boolean>;
  readonly ephemeralContainers?: Field<readonly Container[]>;
  readonly hostIPC?: Field<boolean>;
  readonly hostNetwork?: Field<boolean>;
  readonly hostPID?: Field<boolean>;
  readonly hostUsers?: Field<boolean>;
  readonly initContainers?: Field<readonly Container[]>;
  readonly os?: Field<{ readonly name?: Field<string> }>;
  readonly resources?: Field<Resources>;
  readonly restartPolicy?: Field<string>;
  readonly securityContext?: Field<PodSecurityContext>;
  readonly terminationGracePeriodSeconds?: Field<number>;
  readonly volumes?: Field<readonly Volume[]>;
  readonly serviceAccountName?: Field<string>;
}

/** The part of a container that a rule reads. */
export interface Container {
  readonly args?: Field<readonly string[]>;
  readonly command?: Field<readonly string[]>;
  readonly env?: Field<readonly EnvVar[]>;
  readonly envFrom?: Field<ReadonlyArray<{ readonly configMapRef?: Field<NamedWhole>; readonly secretRef?: Field<NamedWhole> }>>;
  readonly image?: Field<string>;
  readonly lifecycle?: Field<{ readonly postStart?: Field<Handler>; readonly preStop?: Field<Handler> }>;
  readonly livenessProbe?: Field<Handler>;
  readonly name?: Field<string>;
  readonly ports?: Field<ReadonlyArray<{ readonly containerPort?: Field<number>; readonly hostPort?: Field<number> }>>;
  readonly readinessProbe?: Field<Handler>;
  readonly resources?: Field<Resources>;
  readonly restartPolicy?: Field<string>;
  readonly restartPolicyRules?: Field<readonly object[]>;
  readonly securityContext?: Field<SecurityContext>;
  readonly startupProbe?: Field<Handler>;
  readonly terminationMessagePath?: Field<string>;
  readonly volumeDevices?: Field<ReadonlyArray<{ readonly name?: Field<string> }>>;
  readonly volumeMounts?: Field<readonly VolumeMount[]>;
}

/** An object that is referred to by its name. */
export interface Named {
  readonly name?: Field<string>;
}

/** A ConfigMap or a Secret, all keys of which become variables. */
export interface NamedWhole extends Named {
  readonly optional?: Field<boolean>;
}

/** One key of a ConfigMap or a Secret. */
export interface KeySelector extends Named {
  readonly key?: Field<string>;
  readonly optional?: Field<boolean>;
}

/** One variable of a container's environment. */
export interface EnvVar {
  readonly name?: Field<string>;
  readonly value?: Field<string>;
  readonly valueFrom?: Field<{ readonly configMapKeyRef?: Field<KeySelector>; readonly secretKeyRef?: Field<KeySelector> }>;
}

/** What a probe or a lifecycle hook does. */
export interface Handler {
  readonly exec?: Field<object>;
  readonly grpc?: Field<{ readonly port?: Field<number> }>;
  readonly httpGet?: Field<{ readonly host?: Field<string>; readonly port?: Field<number | string> }>;
  readonly sleep?: Field<object>;
  readonly tcpSocket?: Field<{ readonly host?: Field<string>; readonly port?: Field<number | string> }>;
}

/** Amounts by resource: `cpu`, `memory` … */
export type Amounts = Readonly<Record<string, Field<string | number>>>;

/** What a container asks for and what it may take. */
export interface Resources {
  readonly limits?: Field<Amounts>;
  readonly requests?: Field<Amounts>;
}

/** A profile of seccomp or AppArmor. */
export interface Profile {
  readonly type?: Field<string>;
}

/** Labels of SELinux. */
export interface SeLinuxOptions {
  readonly role?: Field<string>;
  readonly type?: Field<string>;
  readonly user?: Field<string>;
}

/** What the security contexts of pods and containers have in common. */
interface CommonSecurityContext {
  readonly appArmorProfile?: Field<Profile>;
  readonly runAsGroup?: Field<number>;
  readonly runAsNonRoot?: Field<boolean>;
  readonly runAsUser?: Field<number>;
  readonly seLinuxOptions?: Field<SeLinuxOptions>;
  readonly seccompProfile?: Field<Profile>;
  readonly windowsOptions?: Field<{ readonly hostProcess?: Field<boolean> }>;
}

/** The part of a container's security context that a rule reads. */
export interface SecurityContext extends CommonSecurityContext {
  readonly allowPrivilegeEscalation?: Field<boolean>;
  readonly capabilities?: Field<{ readonly add?: Field<readonly string[]>; readonly drop?: Field<readonly string[]> }>;
  readonly privileged?: Field<boolean>;
  readonly procMount?: Field<string>;
  readonly readOnlyRootFilesystem?: Field<boolean>;
}

/** The part of a pod's security context that a rule reads. */
export interface PodSecurityContext extends CommonSecurityContext {
  readonly fsGroup?: Field<number>;
  readonly fsGroupChangePolicy?: Field<string>;
  readonly supplementalGroups?: Field<readonly number[]>;
  readonly sysctls?: Field<ReadonlyArray<{ readonly name?: Field<string> }>>;
}

/** A volume: its name, and one key that says what it is. */
export interface Volume extends Readonly<Record<string, unknown>> {
  readonly name?: Field<string>;
}

/** Where a container sees a volume. */
export interface VolumeMount {
  readonly mountPath?: Field<string>;
  readonly name?: Field<string>;
  readonly readOnly?: Field<boolean>;
  readonly subPath?: Field<string>;
  readonly subPathExpr?: Field<string>;
}

const EMPTY: readonly never[] = Object.freeze([]);

/** The members of a list; none where a patch has left something else. */
export const list = <T>(value: Field<readonly T[]>): ReadonlyArray<Field<T>> => (Array.isArray(value) ? value : EMPTY);

/** A text; empty where there is none. */
export const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Whatever stands there, in words: of an object that a patch has left, its JSON. */
export const shown = (value: unknown): string => (typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value));

/** True where something is there: Kubernetes takes null for nothing. */
export const isSet = <T>(value: Field<T>): value is T => value !== undefined && value !== null;
