/*
 * What the compiler emits for a library that is built on this one: short declaration files, with names that people know. And
 * what is ours in such a file is exported: a name that is not would stand there as a path into node_modules, or not at all.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { declarations } from '../support/compiler';
import { type Editor, open } from '../support/language-service';

const library = `import { Size } from 'cdk8s';
import type { Construct } from 'constructs';
import {
  claim, command, Deployment, type DeploymentProps, FetchConfig, FixPermissions, git, helperImages, https, image, Job, optional, postgres,
  type Ready, redis, RunMigration, scratch, secretKey, StatefulSet, tcp, ownLock, WaitForService, type Workload, writable,
} from 'cdk8s-prelude';

export interface AcmeWebServiceProps extends DeploymentProps {
  readonly version: string;
}

export class AcmeWebService<Id extends string> extends Deployment<Id> {
  readonly deps = new WaitForService(this, 'wait', { until: targets });
  readonly schema;
  readonly config = new FetchConfig(this, 'config', { from: https('https://config.example.com/acme.json') });

  constructor(scope: Construct, id: Id, { version, ...props }: AcmeWebServiceProps) {
    super(scope, id, props);
    this.schema = new RunMigration(this, 'migrate', {
      database: this.database,
      image: tool,
      command: ['migrate', 'up'],
      env: { PGHOST: 'db', PGPASSWORD: secretKey('db', 'password') },
      oneAtATime: ownLock('the tool takes a lock'),
    });
    this.addApp(version);
  }

  get database() {
    return this.deps.ready.db;
  }

  private addApp(version: string) {
    return this.addContainer('app', {
      image: image(\`registry.example.com/acme:\${version}\`, { user: 1000 }),
      mounts: { '/etc/app': this.config.files, '/tmp': scratch(Size.mebibytes(64)) },
    });
  }
}

export const tool = image('migrate/migrate:v4.18.1', { user: 65534, tools: ['migrate'] });
export const any = image('registry.example.com/acme:1.4.2', { user: 1000 });
export const busybox = helperImages.busybox;
export const targets = { db: postgres({ host: 'db' }), cache: optional(redis({ host: 'cache' })) };
export const kafka = command({ image: tool, command: ['migrate', 'version'], proves: 'the tool answers' });
export const tree = git('https://git.example.com/acme.git', { files: ['acme.json', 'shop.json'] });

export function waitForDatabase<Id extends string>(pod: Workload<Id>) {
  return new WaitForService(pod, 'wait-for-db', { until: postgres({ host: 'db' }) });
}

export const waitForPort = <Id extends string>(pod: Workload<Id>) => new WaitForService(pod, 'port', { until: tcp({ host: 'kafka', port: 9092 }) });

export function migrate<Id extends string>(pod: Workload<Id>, database: Ready<Id, 'postgres'>) {
  const { migrated } = new RunMigration(pod, 'migrate', { database, image: tool, command: ['migrate', 'up'], oneAtATime: ownLock('the tool takes a lock') });
  return migrated;
}

export const migrateStep = (pod: Workload<'shop'>, database: Ready<'shop', 'postgres'>) =>
  new RunMigration(pod, 'migrate', { database, image: tool, command: ['migrate', 'up'], oneAtATime: ownLock('the tool takes a lock') });

export const fetchTwo = (pod: Workload<'shop'>) =>
  new FetchConfig(pod, 'two', { from: { 'a.json': https('https://a/a.json'), 'b.json': https('https://a/b.json') } });

export const own = (pod: StatefulSet<'shop', 'baseline'>) => {
  const { volume } = new FixPermissions(pod, 'own', { volume: pod.claimTemplate('data', { size: Size.gibibytes(1) }), owner: 999 });
  return { volume, data: writable(volume), more: claim(pod, 'more', 'more') };
};

export const once = (scope: Construct) => new Job(scope, 'once', { podReplacementPolicy: 'Failed' });
`;

const emitted = `import type { Construct } from 'constructs';
import { Deployment, type DeploymentProps, FetchConfig, Job, type Ready, RunMigration, StatefulSet, WaitForService, type Workload } from 'cdk8s-prelude';
export interface AcmeWebServiceProps extends DeploymentProps {
    readonly version: string;
}
export declare class AcmeWebService<Id extends string> extends Deployment<Id> {
    readonly deps: WaitForService<Id, {
        db: import("cdk8s-prelude").Target<"ready", "postgres">;
        cache: import("cdk8s-prelude").OptionalTarget<import("cdk8s-prelude").Target<"ready", "redis">>;
    }>;
    readonly schema: RunMigration<Id>;
    readonly config: FetchConfig<Id, "acme.json">;
    constructor(scope: Construct, id: Id, { version, ...props }: AcmeWebServiceProps);
    get database(): Ready<Id, "postgres">;
    private addApp;
}
export declare const tool: import("cdk8s-prelude").Image<"migrate/migrate:v4.18.1", "migrate">;
export declare const any: import("cdk8s-prelude").Image<"registry.example.com/acme:1.4.2", any>;
export declare const busybox: import("cdk8s-prelude").Image<"BUSYBOX", import("cdk8s-prelude").BusyboxTools>;
export declare const targets: {
    db: import("cdk8s-prelude").Target<"ready", "postgres">;
    cache: import("cdk8s-prelude").OptionalTarget<import("cdk8s-prelude").Target<"ready", "redis">>;
};
export declare const kafka: import("cdk8s-prelude").Target<"ready", "command">;
export declare const tree: import("cdk8s-prelude").GitSource<"acme.json" | "shop.json">;
export declare function waitForDatabase<Id extends string>(pod: Workload<Id>): WaitForService<Id, import("cdk8s-prelude").Target<"ready", "postgres">>;
export declare const waitForPort: <Id extends string>(pod: Workload<Id>) => WaitForService<Id, import("cdk8s-prelude").Target<"accepting", never>>;
export declare function migrate<Id extends string>(pod: Workload<Id>, database: Ready<Id, 'postgres'>): import("cdk8s-prelude").Migrated<Id>;
export declare const migrateStep: (pod: Workload<"shop">, database: Ready<"shop", "postgres">) => RunMigration<"shop">;
export declare const fetchTwo: (pod: Workload<"shop">) => FetchConfig<"shop", "a.json" | "b.json">;
export declare const own: (pod: StatefulSet<"shop", "baseline">) => {
    volume: import("cdk8s-prelude").Prepared<"shop">;
    data: import("cdk8s-prelude").Writable<"shop">;
    more: import("cdk8s-prelude").Claim<"shop">;
};
export declare const once: (scope: Construct) => Job<"once", "restricted", "Failed", 1>;
`;

let editor: Editor;
let directory: string;
beforeAll(async () => {
  directory = await declarations();
  editor = open(directory, library);
}, 600_000);

test('the library compiles', () => expect(editor.errors).toEqual([]));

test('its declaration file is short', () => {
  expect(editor.declarationFile().replace(/docker\.io\/library\/busybox:[^"]*/, 'BUSYBOX')).toBe(emitted);
});

test('the published declaration files of this library hold nothing that is marked as internal', () => {
  const index = readFileSync(join(directory, 'index.d.ts'), 'utf8');
  const modules = [...index.matchAll(/from '(.*)'/g)].map(([, name = '']) => {
    const [file = ''] = [`${name}.d.ts`, `${name}/index.d.ts`].map((path) => join(directory, path)).filter((path) => existsSync(path));
    return readFileSync(file, 'utf8');
  });
  expect(modules.length).toBeGreaterThan(20);
  // Each class keeps something that is its own: of an empty one, anything would be an instance.
  expect(modules.flatMap((text) => [...text.matchAll(/class \w+[^{]*\{\s*\}/g)].map(([found]) => found))).toEqual([]);
  expect(modules.join('\n')).not.toContain('@internal');
});
