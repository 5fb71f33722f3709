/** One thing that a step waits for, or asks and cannot do without, as data. */
export interface TargetFacts {
  /**
   * The name that the code gave it.
   *
   * @default - none
   */
  readonly name?: string | undefined;
  /**
   * The protocol, as the scheme of a URL: `postgres`, `https`, `dns`.
   *
   * @default - it is not known
   */
  readonly protocol?: string | undefined;
  /**
   * The host: a DNS name or an address, an IPv6 address in brackets.
   *
   * @default - it is not known: a command of the user's own asks
   */
  readonly host?: string | undefined;
  /**
   * The port.
   *
   * @default - it is not known, or any
   */
  readonly port?: number | undefined;
  /**
   * What is asked there: path and query of a URL.
   *
   * @default - nothing
   */
  readonly path?: string | undefined;
  /**
   * How much an answer proves, where that is less than `ready`: `resolved` asks for the name alone.
   *
   * @default - it is ready
   */
  readonly level?: 'resolved' | 'accepting' | undefined;
  /**
   * After how many seconds the step goes on without it.
   *
   * @default - the step cannot do without
   */
  readonly optional?: number | undefined;
  /**
   * What it is in words, where no address says it.
   *
   * @default - the address
   */
  readonly words?: string | undefined;
}

/** A host that a step cannot do without. */
export interface HostDependency {
  /** The host: a DNS name or an address. */
  readonly host: string;
  /**
   * The port that is asked: one that a Service of this app does not have is an error.
   *
   * @default - any
   */
  readonly port?: number | undefined;
  /** True where a server has to answer there; false where the step waits for the name only. */
  readonly answers: boolean;
}

/** The address of a server. */
export interface Address {
  /** A DNS name or an address. */
  readonly host: string;
  /** The port; undefined where neither the URL nor its scheme says one. */
  readonly port: number | undefined;
}

const URL = /^(?:([a-z][a-z0-9+.-]*):\/\/(?:[^/@\s]*@)?|[^/@\s]+@(?=[^/:\s]+:))(\[[^\]\s]+\]|[^/:?#\s]+)(?::(\d+))?(.*)$/is;
const PORTS: Readonly<Record<string, number>> = { http: 80, https: 443, ssh: 22 };

/** The address in a URL of any scheme, or in what git takes for one (`user@host:path`); nothing where the text is none. */
export function addressOfUrl(text: string): Address | undefined {
  const { host, port } = targetOfUrl(text);
  return host === undefined ? undefined : { host, port };
}

/** A target by its URL; of a text that is none, its words. */
export function targetOfUrl(text: string): TargetFacts {
  const [, given, host, port, path] = URL.exec(text) ?? [];
  if (host === undefined) return { words: text };
  if (given === undefined) return { protocol: 'ssh', host, port: PORTS.ssh, words: text };
  const protocol = given.toLowerCase();
  return { protocol, host, port: port === undefined ? PORTS[protocol] : Number(port), ...(path ? { path } : {}) };
}

/** A target in words, such as `db (postgres://db:5432)`. */
export function wordsOf({ name, words, protocol, host, port, path = '', optional }: TargetFacts): string {
  const shown = port === undefined || port === PORTS[protocol ?? ''] ? '' : `:${port}`;
  const said = words ?? `${protocol === undefined ? '' : `${protocol}://`}${host ?? ''}${shown}${path}`;
  return `${name === undefined ? said : `${name} (${said})`}${optional === undefined ? '' : ', optional'}`;
}

/** The hosts that a step cannot do without. */
export const dependenciesOf = (targets: readonly TargetFacts[]): readonly HostDependency[] => (targets.length === 0 ? NONE
  : targets.flatMap(({ protocol, host, port, level, optional }) =>
    (host === undefined || optional !== undefined || protocol === 'resource' ? [] : [{ host, port, answers: level !== 'resolved' }])));

/** An object of Kubernetes that a step cannot do without. */
export interface ObjectDependency {
  readonly apiGroup: string;
  /** The kind as it stands in URLs: `jobs`. */
  readonly resource: string;
  readonly name: string;
  /** Undefined where it is that of the pod. */
  readonly namespace: string | undefined;
}

const OBJECT = /^\/(?:api|apis\/([^/]+))\/[^/]+(?:\/namespaces\/([^/]+))?\/([^/]+)$/;

/** The objects that a step cannot do without. */
export const objectsOf = (targets: readonly TargetFacts[]): readonly ObjectDependency[] => targets.flatMap(({ protocol, host, path, optional }) => {
  const [, apiGroup = '', namespace, resource] = (protocol === 'resource' && optional === undefined && OBJECT.exec(path ?? '')) || [];
  return host === undefined || resource === undefined ? [] : [{ apiGroup, resource, name: host, namespace }];
});

const NONE: readonly never[] = Object.freeze([]);
