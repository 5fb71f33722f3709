import { Duration } from 'cdk8s';
import {
  claim, configMapFiles, Deployment, FetchConfig, git, http, https, image, plainHttp, postgres, RunMigration, secretKey, toolLocks,
  WaitForService, type LockingTool,
} from 'cdk8s-prelude';
import { stage } from './support/stage';

const { chart } = stage();
const read = (name: string): string => ({ TAG: '1.4.2', BASE: 'https://config.example.com', TOOL: 'flyway' })[name] ?? `${name.toLowerCase()}`;
const tag = read('TAG');
const base = read('BASE');
const suffix = `:${tag}`;
const folder = ['', 'etc', 'app'].join('/');

const shop = new Deployment(chart, read('SHOP'), { replicas: Number('3') });
const until = { db: postgres({ host: read('DB') }), auth: http(`${base}/health`) };
const wait = new WaitForService(shop, read('WAIT'), { until, timeout: Duration.minutes(Number('2')) });
const command: string[] = ['migrate', 'up'];
new RunMigration(shop, `migrate-${tag.length}`, {
  database: wait.ready.db,
  image: image(`migrate/migrate:v${tag}`, { user: Number('1000') }),
  command,
  env: { [read('NAME')]: 'value', DB_HOST: read('DB'), DB_PASSWORD: secretKey(read('SECRET'), read('KEY')) },
  oneAtATime: toolLocks(read('TOOL')),
});
const tool: LockingTool = 'atlas';
new RunMigration(shop, 'migrate-again', {
  database: wait.ready.db,
  image: image(['registry.example.com/migrate', tag].join(':'), { user: 1000, tools: command }),
  command: [command[0] ?? '', ...command],
  oneAtATime: toolLocks(tool),
});
const sha256 = '0123456789abcdef'.repeat(4);
const config = new FetchConfig(shop, 'fetch', { from: https(`${base}/shop.json`) });
const more = new FetchConfig(shop, 'more', { from: https(base + '/more.json', { as: read('FILE') }) });
const plain = new FetchConfig(shop, 'plain', { from: plainHttp(`http://${read('HOST')}/plain.json`, { sha256 }) });
const tree = new FetchConfig(shop, 'tree', { from: git(`${base}/tree.git`, { ref: tag, files: command }) });
const byName = Object.fromEntries(['a.json', 'b.json'].map((name) => [name, https(`${base}/${name}`)]));
const several = new FetchConfig(shop, 'several', { from: byName });
shop.addContainer(read('APP'), {
  image: image(`registry.example.com/shop${suffix}`, { user: 1000 }),
  command: [`/opt/${tag}/bin/shop`, '--verbose'],
  mounts: {
    [folder]: config.files,
    [`${folder}.d`]: more.files,
    [`/etc/${read('PLAIN')}`]: plain.files,
    '/etc/a.json': several.file(['a', 'json'].join('.')),
    '/etc/tree': tree.files,
    '/etc/map': configMapFiles(read('MAP')),
    '/data': claim(shop, read('VOLUME'), read('CLAIM')),
  },
});
shop.addContainer('sidecar', { image: image(read('IMAGE') + suffix, { user: 1000 }) });
