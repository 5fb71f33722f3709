import { startMigrate } from './migrate-helpers';
import { PASSWORD, startSeed } from './seed-helpers';
import { freePort } from '../support/servers/database';
import { type Mariadb, startMariadb } from '../support/servers/mariadb';
import { shells } from '../support/shells';
import { describeWith, findTool } from '../support/tools';

/* A cluster of one node is enough: what counts is what a node says of itself. Debian's mariadb-server depends on Galera. */
const PROVIDER = '/usr/lib/galera/libgalera_smm.so';

describeWith(['busybox', 'mariadbd', 'mariadb', 'mariadb-install-db'], 'a node of Galera', () => {
  let node: Mariadb;
  beforeAll(async () => {
    const at = `127.0.0.1:${await freePort()}`;
    node = await startMariadb([
      '--wsrep-on=ON', `--wsrep-provider=${PROVIDER}`, '--wsrep-cluster-address=gcomm://', '--wsrep-node-address=127.0.0.1', '--binlog-format=ROW', '--innodb-autoinc-lock-mode=2',
      `--wsrep-provider-options=gmcast.listen_addr=tcp://${at};base_host=127.0.0.1;gcache.size=8M;gcache.page_size=8M`,
    ]);
    node.sql(`CREATE DATABASE shop; CREATE USER shop@'%' IDENTIFIED BY '${PASSWORD.replace(/[\\']/g, '\\$&')}'; GRANT ALL ON shop.* TO shop@'%';`);
  }, 60_000);
  afterAll(() => node?.stop());

  test('is one', () => expect(node.sql("SHOW STATUS LIKE 'wsrep_cluster_size'; SHOW VARIABLES LIKE 'wsrep_on'")).toBe('wsrep_cluster_size\t1\nwsrep_on\tON'));

  test('is refused by databaseLock, with the lease offered, before the tool runs', async () => {
    const { code, output, terminationMessage } = await startMigrate({ protocol: 'mysql', port: node.port, command: [findTool('echo')!, 'ran'] }).exit;
    expect({ code, terminationMessage }).toEqual({ code: 1, terminationMessage: 'this server is a node of Galera, where GET_LOCK counts on one node only: take the lock with leaseLock()\n' });
    expect(output).not.toContain('ran\n');
  });

  // Another node would be kept out by the row that a seed writes first: the cluster takes one row of a key.
  test('takes a seed', async () => {
    const exit = await startSeed({ shell: shells[0]!, protocol: 'mysql', port: node.port, sql: ['CREATE TABLE seeded (id int)'], marker: 'x', timeout: 15 }).exit;
    expect(exit).toMatchObject({ code: 0, output: expect.stringMatching(/ is seeded after /) });
  });
});
