import { Handle, type Proof } from './handle';

/** A protocol whose service can be proven ready, such as `postgres`; `command` is what a command of the user's own proves. */
export type Protocol = string;

/** The protocols of databases that can be migrated. */
export type DatabaseProtocol = 'postgres' | 'mysql';

/** A name resolves. Nothing more: the name of a Service resolves even without pods. */
export class Resolved<in out Id extends string = any> extends Handle<Id> {
  /** What was waited for. */
  readonly target: string;

  /** @internal */
  constructor(proof: Proof, target: string) {
    super(proof);
    this.target = target;
  }
}

/** A port accepts connections. Nothing more: a database that is still starting, or a mesh's proxy, accepts as well. */
export class Accepting<in out Id extends string = any> extends Resolved<Id> {
  /** Always true: an accepting port is more than a name that resolves. */
  readonly accepts = true as const;
}

/**
 * A service is ready: it has answered in its own protocol. `Ready` and `Ready<Id>` stand for any protocol: their
 * use is then checked when the program runs.
 */
export class Ready<in out Id extends string = any, out P extends Protocol = any> extends Accepting<Id> {
  /** The protocol that it has answered in. */
  readonly protocol: P;
  /** @internal */
  readonly _url: string;

  /** @internal */
  constructor(proof: Proof, target: string, protocol: P, url: string) {
    super(proof, target);
    this.protocol = protocol;
    this._url = url;
  }
}

/** A schema is migrated. */
export class Migrated<in out Id extends string = any> extends Handle<Id> {
  /** The database whose schema it is. */
  readonly database: string;

  /** @internal */
  constructor(proof: Proof, database: string) {
    super(proof);
    this.database = database;
  }
}

/** A database contains the seeded data. */
export class Seeded<in out Id extends string = any> extends Handle<Id> {
  /** The database. */
  readonly database: string;
  /** The marker of the data. */
  readonly marker: string;

  /** @internal */
  constructor(proof: Proof, database: string, marker: string) {
    super(proof);
    this.database = database;
    this.marker = marker;
  }
}

/** A step has succeeded; its purpose says what it has done. */
export class Done<in out Id extends string = any> extends Handle<Id> {
  /** Always true: done, and nothing more is known of it. */
  readonly done = true as const;
}
