import type { k8s } from 'cdk8s-plus-28';
import { isLabel } from '../../checks/names';
import { checkOneOf } from '../../checks/values';
import type { Argument } from '../../env/expand';
import { refuse } from '../../errors';
import type { Protocol } from '../../handles/proofs';
import type { HelperName } from '../../images/catalogue';
import type { Image } from '../../images/image';
import { notAProtocol, notASpec } from '../../messages/readiness';
import type { ScriptName } from '../../scripts/embedded';
import type { ScriptFile } from '../../step/script-file';
import type { Access } from '../../step/api-access';
import type { MountSpec } from '../../template/volume-spec';

/** How much an answer of a target proves: each level includes the previous ones. */
export type ReadinessLevel = 'resolved' | 'accepting' | 'ready';

/** How a target is waited for: the words of the wait program, and what they need. */
export interface TargetSpec {
  /**
   * The target for the program and for people, such as `postgres://db:5432`. Its scheme, of lowercase letters and digits, names the function of the
   * probe. Every line of the log shows host and port, and nothing else of it.
   */
  readonly url: string;
  /**
   * What it proves, in words, if the URL does not say it.
   *
   * @default - the URL
   */
  readonly proves?: string | undefined;
  /**
   * The parts of the script that speak its protocol: a `scriptFile(…)` of your own that defines `probe_SCHEME`, and before it those of the
   * library that it uses. `addresses` and `dialogue` speak over TCP.
   *
   * @see https://github.com/cdk8s-prelude/cdk8s-prelude/blob/main/src/scripts/README.md
   */
  readonly parts: readonly (ScriptName | ScriptFile)[];
  /**
   * Further arguments of the wait program, which `flag_SCHEME` of the probe reads.
   *
   * @default - none
   */
  readonly flags?: readonly Argument[];
  /**
   * Variables that the flags name, as Kubernetes takes them.
   *
   * @default - none
   */
  readonly env?: readonly k8s.EnvVar[];
  /**
   * What it reads, such as a certificate authority.
   *
   * @default - nothing
   */
  readonly mounts?: readonly MountSpec[];
  /**
   * Why variables may be plain text although their names are those of secrets.
   *
   * @default - none
   */
  readonly reasons?: Readonly<Record<string, string>>;
  /**
   * The image: one of the helper images, such as `curl` for TLS, or your own image, which needs no shell.
   *
   * @default 'busybox'
   */
  readonly runsIn?: HelperName | Image;
  /**
   * A Job without which it is never there: where that has failed, the wait ends at once.
   *
   * @internal
   */
  readonly _job?: WatchedJob;
  /**
   * The object that it asks the API server for, by kube-api.sh: the step gets a token and the right to.
   *
   * @internal
   */
  readonly _asks?: Access;
}

/** A Job that a target depends on. */
export interface WatchedJob {
  readonly name: string;
  readonly namespace: string | undefined;
}

/** Where a target is asked for. */
export interface TargetContext {
  /** The name that it goes by in this step. */
  readonly name: string;
  /** The name of the step. */
  readonly step: string;
  /** The domain of the cluster, where the standard says it. */
  readonly clusterDomain: string | undefined;
}

const LEVELS = ['resolved', 'accepting', 'ready'] as const;

/**
 * Something to wait for. `R` is the readinessLevel that it proves, `P` the protocol that it answers in. Extend it for your own protocol.
 *
 * @example
 * class Health extends Target<'ready', 'corphealth'> {
 *   constructor(host: string) {
 *     super('ready', 'corphealth', () => ({ url: `corphealth://${host}:7000`, parts: ['addresses', 'dialogue', scriptFile(probe)] }));
 *   }
 * }
 * until: new Health('ledger')
 * // args: [--timeout, '570', corphealth=corphealth://ledger:7000]
 */
export class Target<out R extends ReadinessLevel = ReadinessLevel, out P extends Protocol = Protocol> {
  /** How much it proves. */
  readonly readinessLevel: R;
  /** The protocol of its answer; it has no meaning below `ready`. */
  readonly protocol: P;
  /** @internal */
  readonly _spec: (context: TargetContext) => TargetSpec;

  /**
   * @param readinessLevel how much it proves
   * @param protocol the protocol that it answers in: the `P` of `Ready<Id, P>`, and its name in the log where it is the only target
   * @param spec how it is waited for, asked for each step that waits for it
   * @throws {@link PreludeError} when the protocol has characters other than lower case letters, digits and "-"
   */
  constructor(readinessLevel: R, protocol: P, spec: (context: TargetContext) => TargetSpec) {
    const at = new.target.name;
    checkOneOf(at, 'readinessLevel', readinessLevel, LEVELS);
    if (!isLabel(protocol)) refuse(at, 'own-target', notAProtocol, protocol);
    if (typeof spec !== 'function') refuse(at, 'own-target', notASpec, spec);
    this.readinessLevel = readinessLevel;
    this.protocol = protocol;
    this._spec = spec;
  }
}
