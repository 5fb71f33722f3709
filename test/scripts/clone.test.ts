import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeCertificates, type Certificates } from '../support/servers/certificates';
import { gitHandler, type GitHandlerOptions } from '../support/servers/git-https';
import { makeRepositories, type Repositories, type Repository } from '../support/servers/git-repository';
import { refusedUrl, startServer, type Handler, type TestServer } from '../support/servers/https-server';
import { forEachShell } from '../support/shells';
import { describeWith } from '../support/tools';
import { emptyVolume, namesIn } from '../support/volume';
import { filesBelow, startClone, type CloneOptions } from './clone-helpers';

const first = { 'README': 'one\n', 'bin/run': { program: '#!/bin/sh\n' }, 'conf/app.conf': 'a = "$(NAME) `x`"\n', 'conf/link': { link: '../README' } };
const second = { ...first, README: 'two\n' };

describeWith(['git', 'openssl'], 'clone over https', () => {
  let tls: Certificates;
  let repositories: Repositories;
  let shop: Repository;
  const commits = { first: '', second: '', dev: '', hidden: '' };
  let volume: string;
  let work: string;
  const servers: TestServer[] = [];

  beforeAll(() => {
    tls = makeCertificates();
    repositories = makeRepositories();
    shop = repositories.create('shop.git');
    commits.first = shop.commit(first);
    shop.git('tag', 'v1', commits.first);
    shop.git('-c', 'user.name=t', '-c', 'user.email=t@example.com', 'tag', '-a', '-m', 'm', 'v1-annotated', commits.first);
    commits.dev = shop.commit({ README: 'dev\n' }, 'refs/heads/team/dev');
    commits.hidden = shop.commit({ README: 'hidden\n' }, 'refs/hidden');
    shop.git('update-ref', '-d', 'refs/hidden');
    commits.second = shop.commit(second);
  });
  beforeEach(() => {
    volume = emptyVolume();
    work = emptyVolume();
  });
  afterEach(async () => { await Promise.all(servers.splice(0).map((server) => server.close())); });

  const serve = async (options?: GitHandlerOptions) => serveWith(gitHandler(repositories.root, options));
  const serveWith = async (handler: Handler, identity = tls.good) => {
    const server = await startServer(handler, identity);
    servers.push(server);
    return server;
  };
  const tree = () => filesBelow(join(volume, 'tree'));
  const read = (file: string) => readFileSync(join(volume, 'tree', file), 'utf8');

  forEachShell((shell) => {
    const clone = (server: TestServer, flags: string[] = [], more: Partial<CloneOptions> = {}) =>
      startClone({ shell, volume, work, repository: server.url('/shop.git'), flags: ['--ca', tls.ca, ...flags], ...more }).exit;

    test('the files of the default branch are published, readable by all, and nothing else', async () => {
      const exit = await clone(await serve());
      expect(exit).toMatchObject({ code: 0, output: `fetch-config: published ${commits.second}, 41 bytes\n`, terminationMessage: '' });
      expect(tree()).toEqual({
        'README': 'two\n', 'bin/': '', 'bin/run': '#!/bin/sh\n', 'conf/': '', 'conf/app.conf': first['conf/app.conf'], 'conf/link@': '../README',
      });
      const mode = (path: string) => (statSync(join(volume, path)).mode & 0o7777).toString(8);
      expect(['tree', 'tree/conf', 'tree/README', 'tree/bin/run', '.prelude-commit'].map(mode)).toEqual(['755', '755', '644', '755', '644']);
      expect(namesIn(volume)).toEqual(['.prelude-commit', 'tree']);
      expect(namesIn(work)).toEqual([]);
    });
  });
});
