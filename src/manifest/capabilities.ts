/** What `baseline` lets a container add: what runtimes give to every container anyway. */
export const BASELINE_CAPABILITIES = Object.freeze([
  'AUDIT_WRITE', 'CHOWN', 'DAC_OVERRIDE', 'FOWNER', 'FSETID', 'KILL', 'MKNOD', 'NET_BIND_SERVICE', 'SETFCAP', 'SETGID', 'SETPCAP', 'SETUID',
  'SYS_CHROOT',
] as const);

/** What only `privileged` lets a container add: it reaches beyond the container. */
const PRIVILEGED_CAPABILITIES = Object.freeze([
  'AUDIT_CONTROL', 'AUDIT_READ', 'BLOCK_SUSPEND', 'BPF', 'CHECKPOINT_RESTORE', 'DAC_READ_SEARCH', 'IPC_LOCK', 'IPC_OWNER', 'LEASE',
  'LINUX_IMMUTABLE', 'MAC_ADMIN', 'MAC_OVERRIDE', 'NET_ADMIN', 'NET_BROADCAST', 'NET_RAW', 'PERFMON', 'SYSLOG', 'SYS_ADMIN', 'SYS_BOOT',
  'SYS_MODULE', 'SYS_NICE', 'SYS_PACCT', 'SYS_PTRACE', 'SYS_RAWIO', 'SYS_RESOURCE', 'SYS_TIME', 'SYS_TTY_CONFIG', 'WAKE_ALARM',
] as const);

/** A Linux capability that the Pod Security level `baseline` allows. */
export type BaselineCapability = (typeof BASELINE_CAPABILITIES)[number];

/**
 * A Linux capability by its name, without `CAP_`. There is no `ALL`: a step names those that it needs.
 *
 * @see https://man7.org/linux/man-pages/man7/capabilities.7.html
 */
export type LinuxCapability = BaselineCapability | (typeof PRIVILEGED_CAPABILITIES)[number];

/** True for the name of a capability. */
export const isCapability = (name: unknown): name is LinuxCapability => ALL.has(name as string);

/** True for what `baseline` allows. */
export const isBaselineCapability = (name: unknown): name is BaselineCapability => BASELINE.has(name as string);

const BASELINE: ReadonlySet<string> = new Set(BASELINE_CAPABILITIES);
const ALL: ReadonlySet<string> = new Set([...BASELINE_CAPABILITIES, ...PRIVILEGED_CAPABILITIES]);
