import { Duration } from 'cdk8s';
import type { ContainerResources, k8s } from 'cdk8s-plus-28';
import { SEED_RESOURCES } from '../../template/default-resources';
import { checkPattern } from '../../checks/values';
import { isSecretKey, type SecretKey } from '../../env/secret-key';
import { refuse } from '../../errors';
import { type DatabaseProtocol, type Ready, Seeded } from '../../handles/proofs';
import { helperImages } from '../../images/catalogue';
import { type AnyImage, checkTool, type Image } from '../../images/image';
import type { NotAnImage } from '../../messages/images';
import * as say from '../../messages/seed-database';
import { checkFileSource, configurationFile, type FileSource } from '../../volumes/file-source';
import { checkImage } from '../../workload/container';
import type { Workload } from '../../workload/workload';
import { checkDatabase, type Database } from './database';
import { addressFlags, variable } from './login';
import { checkSeededBefore } from './seeded-before';
import { type Sql, sqlPieces } from './sql';
import { reasonsOfArguments } from '../../step/definition';
import { Given, oneOf, pattern, type Table, whole } from '../../step/properties';
import { Step, STEP_KEYS, type StepProps } from '../../step/step';

/** Properties of {@link SeedDatabase}. */
export interface SeedDatabaseProps<Id extends string = any, D = Ready<Id, DatabaseProtocol>> extends StepProps<Id> {
  /** The database: `ready` of a {@link WaitForService} that speaks its protocol, whose host and port the step uses. */
  readonly database: Database<'SeedDatabase', Id, D>;
  /** The name of the database on its server: a `string`, or `secretKey(…)`. */
  readonly databaseName: string | SecretKey;
  /** The user of the database to log in as, who may create a table: a `string`, or `secretKey(…)`. */
  readonly login: string | SecretKey;
  /**
   * The password: `secretKey(…)`.
   *
   * @default - none is sent
   */
  readonly password?: SecretKey;
  /**
   * The certificate authority that the server's certificate must be from: `configMapKey(…)` or `secretKey(…)`. The server's
   * name is verified as well.
   *
   * @default - encrypted if the server offers it; the server is not verified
   */
  readonly ca?: FileSource;
  /**
   * The SQL, in the order in which it is run: text, `plainText(…)`, a file of an earlier step (`config.file('seed.sql')`),
   * `configMapKey(…)` or `secretKey(…)`.
   */
  readonly sql: Sql<NoInfer<Id>> | readonly Sql<NoInfer<Id>>[];
  /** The name of the data in the database. Data with the same name and version is not seeded again. */
  readonly marker: string;
  /**
   * The version of the data. A higher version runs once more, on the existing data; a lower version does nothing.
   *
   * @default 1
   */
  readonly version?: number;
  /**
   * What happens if different SQL was seeded with the same name and version: the step fails, keeps the existing data, or
   * also runs this SQL once.
   *
   * @default 'fail'
   */
  readonly whenChanged?: 'fail' | 'keep' | 'run';
  /**
   * What happens in MySQL if an earlier run ended after DDL had committed a part of it: the step fails, so that a person can
   * check, or runs the SQL again from the beginning.
   *
   * @default 'fail'
   */
  readonly whenInterrupted?: 'fail' | 'run';
  /**
   * An image that has `psql`, or for MySQL `mariadb`. It needs no shell.
   *
   * @default - `helperImages.postgres` or `helperImages.mariadb`
   */
  readonly image?: AnyImage<any, NotAnImage>;
  /**
   * How long it may take, including the wait for other runs.
   *
   * @default Duration.minutes(5)
   */
  readonly timeout?: Duration;
  /**
   * The resources of the container. Omitted fields keep their defaults.
   *
   * @default - requests of 25m and 32Mi, limits of 1 CPU and 256Mi
   */
  readonly resources?: ContainerResources;
}

const MARKER = /^[A-Za-z0-9._-]{1,100}$/;
const PROPERTIES = {
  ...STEP_KEYS, database: true, databaseName: true, login: true, password: true, ca: true, sql: true,
  marker: pattern('seed-database', say.notAMarker, MARKER).needed().as('--marker'), version: whole(1).or(1).as('--version'),
  whenChanged: oneOf('fail', 'keep', 'run').or('fail').as('--when-changed'), whenInterrupted: oneOf('fail', 'run').as('--when-interrupted'),
  image: true, timeout: true, resources: true,
} satisfies Table<SeedDatabaseProps>;
const TIMEOUT = Duration.minutes(5);
const CA = '/ca';
const LOGIN = /^[^\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]+$/u;

/** What differs from protocol to protocol: the client, its part of the script, and the variable that it takes a password from. */
const CLIENTS = {
  postgres: { image: helperImages.postgres as Image, tool: 'psql', parts: ['seed-postgres'], password: 'PGPASSWORD' },
  mysql: { image: helperImages.mariadb as Image, tool: 'mariadb', parts: ['login-mysql', 'seed-mysql'], password: 'MYSQL_PWD' },
} as const;

class SeedDatabaseStep<in out Id extends string = any> extends Step<Id> {
  readonly seeded: Seeded<Id>;

  constructor(scope: Workload<Id>, id: string, props: SeedDatabaseProps<Id>) {
    super(scope, id);
    const given = new Given(this, props, PROPERTIES);
    const database = checkDatabase<Id>(this, this._template, 'SeedDatabase', props.database);
    const client = CLIENTS[database.protocol];
    const image = props.image === undefined ? client.image : checkImage(this.node.path, this._template, props.image);
    checkTool(this.node.path, image, [client.tool]);
    const { pieces, mounts, reasons } = sqlPieces(this, this._template, this.name, props.sql);
    checkFileSource(this, 'ca', props.ca);
    const ca = props.ca === undefined ? undefined : configurationFile(this.name, 'ca', CA, props.ca);
    const marker = given.value('marker');
    const version = given.value('version');
    const remember = checkSeededBefore({
      step: this, workload: scope, database: [database._url, props.databaseName, props.login], marker, version, pieces,
      failsWhenChanged: given.value('whenChanged') === 'fail',
    });
    if (given.value('whenInterrupted') !== undefined && database.protocol === 'postgres') refuse(this, 'seed-database', say.neverInterrupted);
    this._register({
      kind: 'SeedDatabase',
      image,
      purpose: `seeds ${database.target} with "${marker}", version ${version}, once`,
      program: {
        parts: ['common', ...client.parts, 'seed'],
        args: [
          ...addressFlags(database._url), ...(ca === undefined ? [] : ['--ca', ca.file]), ...given.flags(),
          // A server repeats parts of the SQL in its errors.
          ...(pieces.some(({ mayBeSecret }) => mayBeSecret) ? ['--errors', 'codes'] : []),
          '--', ...pieces.flatMap(({ flag, name, value }) => [flag, name, value]),
        ],
      },
      variables: this.variables(props, client.password),
      reasons: reasonsOfArguments(reasons),
      sources: [...(ca === undefined ? [] : [ca.mount]), ...mounts],
      resources: props.resources,
      defaultResources: SEED_RESOURCES,
      timeout: props.timeout,
      defaultTimeout: TIMEOUT,
      attempts: 'until the deadline',
      gives: [`seeded: ${database.target}`],
      needs: [database],
      after: props.after,
    });
    remember();
    this.seeded = new Seeded<Id>(this.proof, database.target, marker);
  }

  private variables({ login, databaseName, password }: SeedDatabaseProps<Id>, passwordVariable: string): readonly k8s.EnvVar[] {
    if (password !== undefined && !isSecretKey(password)) refuse(this, 'plain-secrets', say.passwordIsSecret);
    return [
      variable('PRELUDE_SEED_USER', isSecretKey(login) ? login : checkPattern(this, 'seed-database', say.notALogin('login'), LOGIN, login)),
      variable('PRELUDE_SEED_DATABASE', isSecretKey(databaseName) ? databaseName : checkPattern(this, 'seed-database', say.notALogin('databaseName'), LOGIN, databaseName)),
      ...(password === undefined ? [] : [variable(passwordVariable, password)]),
    ];
  }
}

/**
 * Runs SQL once in PostgreSQL or MySQL (MariaDB), even with many replicas: a marker in the database records it, and all
 * other runs wait for a lock meanwhile.
 *
 * In PostgreSQL, SQL and marker are one transaction. In MySQL, this applies to INSERT, UPDATE and DELETE;
 * DDL commits immediately, and a run that ends after it is reported, not repeated.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/pods/init-containers/#understanding-init-containers
 *
 * @example
 * new SeedDatabase(web, 'seed', {
 *   database: db.ready, databaseName: 'shop', login: 'shop', password: secretKey('shop-database', 'password'),
 *   sql: configMapKey('seed', 'products.sql'), marker: 'products', after: [schema.migrated],
 * });
 * // initContainers: [ …, { name: seed, args: [--host, db, --port, '5432', --marker, products, --version, '1', …], … }]
 */
export interface SeedDatabase<in out Id extends string = any> extends Step<Id> {
  /** Proof that the data is there. */
  readonly seeded: Seeded<Id>;
}

/** How a {@link SeedDatabase} is built. Its further type parameter is inferred from the handle: do not write it. */
export interface SeedDatabaseConstructor {
  /**
   * Adds the step to a workload, as an init container that runs after those of the steps before it.
   *
   * @param scope the workload
   * @param id the name of the init container
   * @param props the database, the login, the SQL and its marker
   * @throws {@link PreludeError} when the database is not ready or of another pod, or a value is refused
   */
  new <Id extends string = any, D = Ready<any, DatabaseProtocol>>(
    scope: Workload<Id>, id: string, props: SeedDatabaseProps<NoInfer<Id>, D>,
  ): SeedDatabase<Id>;
}

/** Builds a {@link SeedDatabase}. */
export const SeedDatabase: SeedDatabaseConstructor = SeedDatabaseStep as never;
Object.defineProperty(SeedDatabaseStep, 'name', { value: 'SeedDatabase' });
