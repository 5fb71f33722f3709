import type { k8s } from 'cdk8s-plus-28';
import type { MountSpec } from '../../template/volume-spec';

/** The words of a script for one source, and what they need. */
export interface SourceSpec {
  readonly url: string;
  readonly flags: readonly string[];
  readonly env: readonly k8s.EnvVar[];
  readonly mounts: readonly MountSpec[];
  /** Why some of it may be plain text although it looks like a secret. */
  readonly reasons: Readonly<Record<string, string>>;
}

/**
 * A file fetched over the web. Made by {@link https} and {@link plainHttp}. `Sha256` is `undefined` where nothing says what the
 * content is.
 */
export class WebSource<out Name extends string = string, out Sha256 extends string | undefined = string | undefined> {
  /** The name that the file gets. */
  readonly fileName: Name;
  /** Where it comes from. */
  readonly url: string;
  /** What the content must hash to, by SHA-256 or SHA-512. */
  readonly checksum: Sha256;
  /** The other hosts that the server may redirect to; undefined where any may be. */
  readonly redirectsTo: readonly string[] | undefined;
  /** @internal */
  readonly _spec: (key: string, step: string) => SourceSpec;

  /** @internal */
  constructor(
    fileName: Name, url: string, sha256: Sha256, redirectsTo: readonly string[] | undefined, spec: (key: string, step: string) => SourceSpec,
  ) {
    this.fileName = fileName;
    this.url = url;
    this.checksum = sha256;
    this.redirectsTo = redirectsTo;
    this._spec = spec;
  }
}

/** Files of a Git repository. Made by {@link git}. */
export class GitSource<out Name extends string = string> {
  /** The files that it must hold. */
  readonly files: readonly Name[];
  /** Where it comes from. */
  readonly url: string;
  /** The directory of the repository that is taken; undefined where it is all of it. */
  readonly path: string | undefined;
  /** @internal */
  readonly _spec: (step: string) => SourceSpec;

  /** @internal */
  constructor(files: readonly Name[], url: string, path: string | undefined, spec: (step: string) => SourceSpec) {
    this.files = files;
    this.url = url;
    this.path = path;
    this._spec = spec;
  }
}

/*
 * What steps take as `from`. The compiler calls a union by the name and the arguments with which it was written: `_Why` is the sentence for
 * anything else. The second member of each is there to make it a union.
 */

/** One file from the web: `https(…)` or `plainHttp(…)`. `_Why` is what the compiler says of anything else. */
export type OneWebSource<Sha256 extends string | undefined, _Why> =
  WebSource<string, Sha256> | WebSource<never, Sha256>;

/** Files from the web: one source, or several by their names. `_Why` is what the compiler says of anything else. */
export type WebSources<Name extends string, _Why> = WebSource<Name> | { readonly [K in Name]: WebSource };

/** A Git repository: `git(…)`. `_Why` is what the compiler says of anything else. */
export type Repository<Name extends string, _Why> = GitSource<Name> | GitSource<never>;
