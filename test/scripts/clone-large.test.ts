import { makeCertificates, type Certificates } from '../support/servers/certificates';
import { gitHandler } from '../support/servers/git-https';
import { makeRepositories, type Repositories } from '../support/servers/git-repository';
import { startServer } from '../support/servers/https-server';
import { keepServers } from '../support/servers/kept';
import { forEachShell } from '../support/shells';
import { describeWith } from '../support/tools';
import { sleep, until } from '../support/until';
import { emptyVolume, namesIn } from '../support/volume';
import { startClone } from './clone-helpers';

describeWith(['git', 'openssl'], 'clone: a tree of 100,000 files', () => {
  let tls: Certificates;
  let repositories: Repositories;
  const keep = keepServers();

  beforeAll(() => {
    tls = makeCertificates();
    repositories = makeRepositories();
    const shop = repositories.create('shop.git');
    const blob = shop.git('hash-object', '-w', '--stdin');
    let below = shop.tree(Array.from({ length: 1000 }, (_, i) => ['100644', `f${i}`, blob]));
    below = shop.tree(Array.from({ length: 100 }, (_, i) => ['40000', `d${i}`, below]));
    const commit = shop.git('-c', 'user.name=a', '-c', 'user.email=a@b', 'commit-tree', below, '-m', 'x');
    shop.git('update-ref', 'refs/heads/main', commit);
  });

  forEachShell((shell) => {
    test('SIGTERM in the middle ends it in under two seconds; the next run removes what is left', async () => {
      const [volume, work] = [emptyVolume(), emptyVolume()];
      const server = keep(await startServer(gitHandler(repositories.root), tls.good));
      const flags = ['--ca', tls.ca, '--max-bytes', '100000000'];
      const running = startClone({ shell, volume, work, repository: server.url('/shop.git'), flags, timeout: 120 });
      await until(() => namesIn(volume).some((name) => name.startsWith('.prelude-new-')), 'a new tree', { deadline: 60_000 });
      await sleep(2_000);
      const sent = performance.now();
      running.kill('SIGTERM');
      expect(await running.exit).toMatchObject({ code: 143 });
      expect(performance.now() - sent).toBeLessThan(2_500);
      const again = startClone({ shell, volume, work, repository: server.url('/shop.git'), flags: [...flags, '--ref', 'no-such'], timeout: 120 });
      expect(await again.exit).toMatchObject({ code: 1 });
      expect(namesIn(volume).filter((name) => name.startsWith('.prelude-new-'))).toEqual([]);
    }, 180_000);
  });
});
