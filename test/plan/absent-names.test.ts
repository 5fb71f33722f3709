import { configMapFiles, Deployment, image, mysql, RunCommand, RunMigration, RunScript, secretFiles, unsafe, WaitForService } from '../../src';
import { newChart } from '../support/kubernetes';

const img = image('registry.example.com/shop:1.4.2', { user: 1000 });

function notes(command: readonly [string, ...string[]], mounts = {}) {
  const web = new Deployment(newChart(), 'web');
  const sql = new WaitForService(web, 'sql', { until: mysql({ host: 'db' }) });
  new RunMigration(web, 'migrate', { database: sql.ready, image: img, oneAtATime: unsafe('one statement, harmless twice'), command, mounts });
  web.addContainer('app', { image: img, mounts: { '/certs': secretFiles('mysql-ca') } });
  return web.startUpPlan.notes.filter((note) => note.startsWith('step "migrate" names'));
}

test('a path that only another container mounts, and a host that nobody waits for', () => {
  expect(notes(['mysql', '--host=archive', '--ssl-ca=/certs/root.pem', '-e', 'source /m.sql'])).toEqual([
    'step "migrate" names /certs, which "app" mounts but the step does not: the step sees what its image has there, or nothing. Give the step the same mount if it needs these files.',
    'step "migrate" names the host archive, but the pod waits for db: wait for archive, or correct the name.',
  ]);
});

test.each<[string, readonly [string, ...string[]], object?]>([
  ['the step has the mount', ['mysql', '--host=db', '--ssl-ca=/certs/root.pem'], { '/certs': secretFiles('mysql-ca') }],
  ['a mount above it', ['mysql', '--ssl-ca=/certs/root.pem'], { '/certs/root.pem': configMapFiles('ca') }],
  ['a path of the image', ['mysql', '--ssl-ca=/usr/share/certs/root.pem']],
  ['a path with the same beginning', ['mysql', '--ssl-ca=/certs-of-the-image/root.pem']],
  ['the same host, in full', ['mysql', '--host', 'db.shop.svc.cluster.local']],
  ['the same host in a URL', ['migrate', '-database', 'mysql://shop@db:3306/shop']],
  ['no host at all', ['mysql', '-e', 'SELECT 1']],
])('no note: %s', (...[, command, mounts]) => expect(notes(command, mounts)).toEqual([]));

test.each([['-h', 'archive'], ['--host', 'archive'], ['postgresql://shop@archive:5432/shop', '']])('the host is found in %s %s', (...words) => {
  expect(notes(['tool', ...words.filter((word) => word !== '')])).toEqual([expect.stringContaining('names the host archive')]);
});

test('commands and scripts are looked at as well; programs of the library are not', () => {
  const web = new Deployment(newChart(), 'web');
  new RunScript(web, 'script', { script: 'cat /certs/root.pem >/dev/null', purpose: 'looks', image: img, rerun: 'idempotent' });
  new RunCommand(web, 'command', { command: ['cat', '/data'], purpose: 'looks', image: img, rerun: 'idempotent' });
  web.addContainer('app', { image: img, mounts: { '/certs': secretFiles('ca') } });
  expect(web.startUpPlan.notes.filter((note) => note.includes(' names '))).toEqual([expect.stringMatching(/^step "script" names \/certs, which "app" mounts/)]);
});
