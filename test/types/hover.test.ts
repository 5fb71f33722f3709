/* What editors show: names that people know, and never the types behind them. TypeScript 5.9, the published declaration files. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { declarations } from '../support/compiler';
import { type Editor, open } from '../support/language-service';

const program = `
import { App, Chart, Cron, Duration, Size } from 'cdk8s';
import { Deployment as KplusDeployment } from 'cdk8s-plus-28';
import {
  adopt, CronJob, DaemonSet, Pod, RunCommand, RunPrivileged, RunScript,
  RenderConfig, // hovered
  claim, configMapFiles, Deployment, emptyDirectory, FetchBinary, FetchConfig, FixPermissions, git, helperImages, https, image, Job, optional, postgres, redis,
  RunMigration, scratch, secretKey, StatefulSet, tcp, ownLock, WaitForService, writable,
} from 'cdk8s-prelude';

const chart = new Chart(new App(), 'shop');
const web = new Deployment(chart, 'web', { replicas: 3 });
const files = new Deployment(chart, 'files', { podSecurity: 'baseline' });
const pod = new Pod(chart, 'pod');
const daemon = new DaemonSet(chart, 'daemon');
const cron = new CronJob(chart, 'cron', { schedule: Cron.daily() });
const own = adopt(new KplusDeployment(chart, 'own'), 'own');
const set = new StatefulSet(chart, 'set', { ports: [5432], replicas: 3 });
const job = new Job(chart, 'job', { podReplacementPolicy: 'Failed' });

const db = new WaitForService(web, 'wait-for-db', {
  until: postgres({ host: 'db' }),
  timeout: Duration.minutes(2),
});
const ready = db.ready;
const port = new WaitForService(web, 'port', { until: tcp({ host: 'kafka', port: 9092 }) });
const notReady = port.ready;
const deps = new WaitForService(web, 'deps', { until: { db: postgres({ host: 'db' }), cache: optional(redis({ host: 'cache' })) } });
const all = deps.ready;

const tool = image('migrate/migrate:v4.18.1', { user: 1000 });
const listed = image('registry.example.com/shop:1.4.2', { user: 1000, tools: ['node', 'npm'] });
const busybox = helperImages.busybox;
const schema = new RunMigration(web, 'migrate', {
  database: db.ready,
  image: tool,
  command: ['migrate', '-path', '/migrations', 'up'],
  env: { DB_HOST: 'db', DB_PASSWORD: secretKey('db', 'password') },
  mounts: { '/migrations': configMapFiles('migrations') },
  oneAtATime: ownLock('the tool takes a lock'),
});
const migrated = schema.migrated;

const source = https('https://config.example.com/shop.json');
const config = new FetchConfig(web, 'fetch-config', { from: source });
const several = new FetchConfig(web, 'several', { from: { 'a.json': https('https://a/a.json'), 'b.json': https('https://a/b.json') } });
const tree = new FetchConfig(web, 'tree', { from: git('https://git.example.com/shop.git', { ref: 'v3' }) });
const program = new FetchBinary(web, 'program', { from: https('https://example.com/tool', { sha256: '${'0'.repeat(64)}' }) });
const binary = program.binary;
const directory = config.files;
const file = config.file('shop.json');

const rendered = new RenderConfig(web, 'render', {
  files: { 'app.json': { template: '{"host": @{HOST}}', format: 'json', values: { HOST: 'db' } } },
});
const once = { purpose: 'sets the stage', rerun: 'idempotent' } as const;
const ran = new RunCommand(web, 'run', { ...once, image: tool, command: ['migrate'] });
const script = new RunScript(web, 'script', { ...once, script: 'true' });
const root = new RunPrivileged(files, 'root', { ...once, level: 'baseline', because: 'a reason', script: 'true' });

const data = claim(files, 'data', 'shop-data');
const space = emptyDirectory(web, 'space', Size.mebibytes(64));
const template = set.claimTemplate('own', { size: Size.gibibytes(1) });
const owned = new FixPermissions(files, 'own', { volume: data, owner: 1000 });
const written = writable(owned.volume);

const container = web.addContainer('app', {
  image: listed,
  command: ['node', 'server.js'],
  env: { LOG_LEVEL: 'info' },
  mounts: { '/app/config': config.files, '/tmp': scratch(Size.mebibytes(64)) },
});
`;

let editor: Editor;
let directory: string;
beforeAll(async () => {
  directory = await declarations();
  editor = open(directory, program);
}, 600_000);

test('the program compiles', () => expect(editor.errors).toEqual([]));

const variables: readonly (readonly [string, string])[] = [
  ['web', 'Deployment<"web", "restricted">'],
  ['files', 'Deployment<"files", "baseline">'],
  ['set', 'StatefulSet<"set", "restricted", 3>'],
  ['job', 'Job<"job", "restricted", "Failed", 1>'],
  ['db', 'WaitForService<"web", Target<"ready", "postgres">>'],
  ['ready', 'Ready<"web", "postgres">'],
  ['deps', 'WaitForService<"web", { db: Target<"ready", "postgres">; cache: OptionalTarget<Target<"ready", "redis">>; }>'],
  ['notReady', 'NoHandle<"a port that accepts connections does not prove that the service is ready: wait with postgres(…), mysql(…), redis(…) or http(…), or use .accepting (rule unproven-readiness)">'],
  [
    'all',
    '{ readonly db: Ready<"web", "postgres">; '
    + 'readonly cache: NoHandle<"an optional target proves nothing, because the pod starts without it: remove optional(…) to get its handle (rule unproven-readiness)">; }',
  ],
  ['tool', 'Image<"migrate/migrate:v4.18.1", any>'],
  ['listed', 'Image<"registry.example.com/shop:1.4.2", "node" | "npm">'],
  ['busybox', expect.stringMatching(/^Image<"docker\.io\/library\/busybox:[^"]*", BusyboxTools>$/) as unknown as string],
  ['schema', 'RunMigration<"web">'],
  ['migrated', 'Migrated<"web">'],
  ['source', 'Source<"shop.json", undefined>'],
  ['program', 'FetchBinary<"web", string>'],
  ['binary', 'File<"web">'],
  ['config', 'FetchConfig<"web", "shop.json">'],
  ['several', 'FetchConfig<"web", "a.json" | "b.json">'],
  ['tree', 'FetchConfig<"web", string>'],
  ['directory', 'Files<"web", "shop.json">'],
  ['file', 'File<"web">'],
  ['data', 'Claim<"files">'],
  ['space', 'EmptyDirectory<"web">'],
  ['template', 'Claim<"set">'],
  ['own', 'AdoptedWorkload<"own", "restricted">'],
  ['owned', 'FixPermissions<"files", "baseline">'],
  ['written', 'Writable<"files">'],
  ['container', 'Container'],
];

test.each(variables)('const %s', (name, type) => {
  const shown = editor.hover(`const |${name} =`).replace(/\s+/g, ' ');
  expect(shown.slice(0, `const ${name}: `.length)).toBe(`const ${name}: `);
  expect(shown.slice(`const ${name}: `.length)).toEqual(type);
});

const DATABASE = 'Ready<"web", "postgres">';
const COMMAND = 'readonly ["migrate", "-path", "/migrations", "up"]';
const MIGRATION = `${DATABASE}, ${COMMAND}, { DB_HOST: "db"; DB_PASSWORD: SecretKey; }, { '/migrations': ProjectedFiles<string>; }, "migrate/migrate:v4.18.1", any, OneAtATime`;
const APP = '{ LOG_LEVEL: "info"; }, { \'/app/config\': Files<"web", "shop.json">; \'/tmp\': Scratch; }, '
  + 'readonly ["node", "server.js"], "registry.example.com/shop:1.4.2", "node" | "npm"';

const places: readonly (readonly [string, string])[] = [
  [
    "new |Deployment(chart, 'web'",
    '(alias) new Deployment<"web", "restricted">(scope: Construct, id: "web", props?: DeploymentProps<PodSecurity> | undefined): '
    + 'Deployment<"web", "restricted"> import Deployment',
  ],
  [
    "new |WaitForService(web, 'wait-for-db'",
    '(alias) new WaitForService<"web", Target<"ready", "postgres">>(scope: Workload<"web", PodSecurity, PodsAtATime>, id: string, '
    + 'props: WaitForServiceProps<"web", Target<"ready", "postgres">>): WaitForService<"web", Target<"ready", "postgres">> import WaitForService',
  ],
  [
    'new |RunMigration(',
    `(alias) new RunMigration<"web", "many", ${MIGRATION}>(scope: Workload<"web", PodSecurity, "many">, id: string, `
    + `props: RunMigrationProps<"web", ${MIGRATION}>): RunMigration<...> import RunMigration`,
  ],
  [
    "new |FetchConfig(web, 'fetch-config'",
    '(alias) new FetchConfig<"web", "shop.json">(scope: Workload<"web", PodSecurity, PodsAtATime>, id: string, '
    + 'props: FetchConfigProps<"web", "shop.json">): FetchConfig<"web", "shop.json"> import FetchConfig',
  ],
  [
    'new |FixPermissions(',
    '(alias) new FixPermissions<"files", "baseline">(scope: Workload<"files", "baseline", PodsAtATime>, id: string, '
    + 'props: FixPermissionsProps<"files">): FixPermissions<"files", "baseline"> import FixPermissions',
  ],
  [
    'web.|addContainer(',
    `(method) Workload<"web", "restricted", "many">.addContainer<"web", ${APP}>`
    + `(this: Workload<"web", PodSecurity, PodsAtATime>, name: string, props: ContainerProps<"web", ${APP}>): Container`,
  ],
  ['db.|ready;', '(property) WaitForService<"web", Target<"ready", "postgres">>.ready: Ready<"web", "postgres">'],
  ['config.|files;', '(property) FetchConfig<"web", "shop.json">.files: Files<"web", "shop.json">'],
  ["config.|file('shop.json')", '(method) FetchConfig<"web", "shop.json">.file(name: "shop.json"): File<"web">'],
  ['owned.|volume', '(property) FixPermissions<"files", "baseline">.volume: Prepared<"files">'],
  ["  |until: postgres({ host: 'db' }),\n", '(property) WaitForServiceProps<"web", Target<"ready", "postgres">>.until: Target<"ready", "postgres">'],
  ['  |database: db.ready', `(property) RunMigrationProps<"web", ${MIGRATION}>.database: ${DATABASE}`],
  ["  |mounts: { '/app", `(property) ContainerProps<"web", ${APP}>.mounts?: Mounts<"web", { '/app/config': Files<"web", "shop.json">; '/tmp': Scratch; }> | undefined`],
  ['  |env: { LOG', `(property) ContainerProps<"web", ${APP}>.env?: ContainerEnvironment<"web", { LOG_LEVEL: "info"; }, readonly ["node", "server.js"]> | undefined`],
  ['|claim(files', '(alias) claim<"files">(workload: WorkloadLike<"files">, name: string, of: string | ClaimLike): Claim<"files"> (+1 overload) import claim'],
];

test.each(places)('%s', (place, shown) => expect(editor.hover(place).replace(/\s+/g, ' ')).toBe(shown));

const CONSTRUCTORS = [
  "new |Deployment(chart, 'web'", 'new |StatefulSet(', 'new |Job(', 'new |Pod(', 'new |DaemonSet(', 'new |CronJob(', "new |WaitForService(web, 'wait-for-db'",
  'new |RunMigration(', "new |FetchConfig(web, 'fetch-config'", 'new |FetchBinary(', 'new |FixPermissions(', 'new |RenderConfig(', 'new |RunCommand(', 'new |RunScript(',
  'new |RunPrivileged(',
];

test.each(CONSTRUCTORS)('%s has words', (place) => expect(editor.words(place).split('\n')[0]).toMatch(/^(Adds the step|Creates the workload).*\.$/));

const PROPERTIES: readonly (readonly [string, string])[] = [
  ['{ |template: ', 'The text, with placeholders `@{NAME}`'],
  ["|format: 'json'", 'How values are quoted.'],
  ['|values: { HOST', 'A value for each placeholder'],
  ["  |until: postgres({ host: 'db' }),\n", 'What to wait for, one target or several by name: `postgres(…)`, `mysql(…)`'],
  ["|podSecurity: 'baseline'", "The Pod Security level that the pods meet: `'restricted'`, which every cluster accepts; `'baseline'`, "],
  ['|adopt(new', 'Puts steps on a workload that cdk8s-plus made, or on an `ApiObject` with a pod template'],
  ["|RenderConfig(web, 'render'", 'Adds the step to a workload'],
];

test.each(PROPERTIES)('%s has words', (place, words) => expect(editor.words(place)).toContain(words));

test('the example of RenderConfig is whole, for its placeholders are no tags', () => {
  const words = editor.words('|RenderConfig, // hovered');
  expect(words).toContain('The example\'s template is `{"host":@{HOST},"password":@{PASSWORD}}`.');
  expect(words.split('\n').filter((line) => line.startsWith('@')).map((line) => line.split(' ')[0])).toEqual(['@see', '@example']);
});

test('no text of a library\'s docstring is read as a tag that there is none of', () => {
  const tags = new Set(['param', 'returns', 'throws', 'see', 'example', 'default', 'deprecated', 'internal', 'link']);
  const files = readdirSync(directory, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.d.ts'));
  const found = files.flatMap((name) => [...readFileSync(join(directory, name), 'utf8').matchAll(/\/\*\*[^]*?\*\//g)].flatMap(([comment]) =>
    // TypeScript reads a tag wherever an @ follows a blank.
    [...comment.matchAll(/[\s*]@(\w*)/g)].map(([, tag = '']) => tag).filter((tag) => !tags.has(tag)).map((tag) => `${name}: @${tag}`)));
  expect(found).toEqual([]);
});
