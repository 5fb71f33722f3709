import type { k8s } from 'cdk8s-plus-28';
import { checkFileName } from '../../checks/names';
import type { Argument } from '../../env/expand';
import { refuse } from '../../errors';
import { notASourceSpec, notAChecksum } from '../../messages/fetching';
import type { Architecture } from '../../manifest/architectures';
import type { ScriptName } from '../../scripts/embedded';
import type { ScriptFile } from '../../step/script-file';
import type { MountSpec } from '../../template/volume-spec';

/** How a file is fetched: the words of the fetch program, and what they need. */
export interface SourceSpec {
  /**
   * Where the file is, as the program and people read it, such as `artifacts://store.example.com/pages/1.4/pages.json`. A scheme other than
   * `https` and `http` names the function of the part that fetches it: lower case letters and digits. Log lines and messages show it without its query.
   */
  readonly url: string;
  /**
   * The parts of the script that fetch it: a `scriptFile(…)` of your own that defines `fetch_SCHEME`.
   *
   * @default - none: the library fetches over https and http
   * @see https://github.com/cdk8s-prelude/cdk8s-prelude/blob/main/src/scripts/README.md
   */
  readonly parts?: readonly (ScriptName | ScriptFile)[];
  /**
   * Further arguments of the fetch program for this file, which `flag_SCHEME` of the part reads.
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
   * The other hosts that it may be fetched from, in words for the start-up plan, such as `*.example.com`; `*` is any.
   *
   * @default - any host, for the store may answer with an address elsewhere
   */
  readonly redirectsTo?: readonly string[] | undefined;
}

/** Where a source is asked for. */
export interface SourceContext {
  /** The number of the file in the step, from '1' on: two sources of one step need variables and mounts of different names. */
  readonly key: string;
  /** The name of the step. */
  readonly step: string;
}

/**
 * One file from elsewhere: `https(…)`, `plainHttp(…)`, or a class of your own that extends this one for a store that they do not know. `Name` is the
 * name that the file gets; `Sha256` is `undefined` where nothing says what the content is.
 *
 * @example
 * class Artifact extends Source<'pages.json', undefined> {
 *   constructor(version: string) {
 *     super('pages.json', () => ({ url: `artifacts://store.example.com/pages/${version}`, parts: [scriptFile(script)] }));
 *   }
 * }
 * from: new Artifact('1.4')
 * // args: [--to, /files, pages.json=artifacts://store.example.com/pages/1.4, …]
 */
export class Source<out Name extends string = string, out Sha256 extends string | undefined = string | undefined> {
  /** The name that the file gets. */
  readonly fileName: Name;
  /** What the content must hash to, by SHA-256 or SHA-512, in hexadecimal digits. */
  readonly checksum: Sha256;
  /** @internal */
  readonly _spec: (context: SourceContext) => SourceSpec;

  /**
   * @param fileName the name that the file gets
   * @param spec how it is fetched, asked for each step that fetches it
   * @param checksum what the content must hash to, by SHA-256 or SHA-512: `undefined` where that is not known. `FetchBinary` needs it
   * @throws {@link PreludeError} when the name is not that of a file, or the checksum has another length
   */
  constructor(fileName: Name, spec: (context: SourceContext) => SourceSpec, checksum: Sha256 = undefined as Sha256) {
    const at = new.target.name;
    if (typeof spec !== 'function') refuse(at, 'own-source', notASourceSpec, spec);
    if (checksum !== undefined && !CHECKSUM.test(checksum)) refuse(at, 'checksum', notAChecksum, checksum);
    this.fileName = checkFileName(at, fileName) as Name;
    this.checksum = checksum;
    this._spec = spec;
  }

  /**
   * All its addresses: one, or those of {@link byArchitecture}.
   *
   * @internal
   */
  get _addresses(): readonly Address[] {
    return [{ of: this }];
  }
}

/** An address of a file: the source, and the nodes that it is for, which are all where none are named. */
export interface Address {
  readonly of: Source;
  readonly architecture?: Architecture;
}

/** SHA-256 has 64 digits, SHA-512 128. */
const CHECKSUM = /^(?:[0-9a-f]{64}|[0-9a-f]{128})$/i;

/** The flags of what the content must hash to. */
export const checksumFlags = ({ checksum }: Source): readonly string[] =>
  (checksum === undefined ? [] : [checksum.length === 64 ? '--sha256' : '--sha512', checksum]);

/** Files of a Git repository. Made by {@link git}. */
export class GitSource<out Name extends string = string> {
  /** The files that it must hold. */
  readonly files: readonly Name[];
  /** Where it comes from. */
  readonly url: string;
  /** The directory of the repository that is taken; undefined where it is all of it. */
  readonly path: string | undefined;
  /** Whether a commit says what it is. */
  readonly isPinned: boolean;
  /** @internal */
  readonly _spec: (step: string) => SourceSpec;

  /** @internal */
  constructor(files: readonly Name[], url: string, path: string | undefined, isPinned: boolean, spec: (step: string) => SourceSpec) {
    this.files = files;
    this.url = url;
    this.path = path;
    this.isPinned = isPinned;
    this._spec = spec;
  }
}

/*
 * What steps take as `from`. The compiler calls a union by the name and the arguments with which it was written: `_Why` is the sentence for
 * anything else. The second member of each is there to make it a union.
 */

/** One file: `https(…)`, `plainHttp(…)`, or a `Source` of your own. `_Why` is what the compiler says of anything else. */
export type OneSource<Sha256 extends string | undefined, _Why> = Source<string, Sha256> | Source<never, Sha256>;

/** Files: one source, or several by their names. `_Why` is what the compiler says of anything else. */
export type Sources<Name extends string, _Why> = Source<Name> | { readonly [K in Name]: Source };

/** A Git repository: `git(…)`. `_Why` is what the compiler says of anything else. */
export type Repository<Name extends string, _Why> = GitSource<Name> | GitSource<never>;
