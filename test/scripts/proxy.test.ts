import { readFileSync } from 'node:fs';
import { makeCertificates, type Certificates } from '../support/servers/certificates';
import { gitHandler } from '../support/servers/git-https';
import { makeRepositories, type Repositories } from '../support/servers/git-repository';
import { startServer, type Handler } from '../support/servers/https-server';
import { keepServers } from '../support/servers/kept';
import { startProxy } from '../support/servers/proxy';
import { forEachShell } from '../support/shells';
import { describeWith } from '../support/tools';
import { emptyVolume, namesIn } from '../support/volume';
import { startClone } from './clone-helpers';
import { startFetch } from './fetch-helpers';
import { startWait } from './wait-helpers';

describeWith(['curl', 'git', 'openssl'], 'behind a proxy', () => {
  let tls: Certificates;
  let company: Certificates;
  let repositories: Repositories;
  const keep = keepServers();

  beforeAll(() => {
    tls = makeCertificates();
    company = makeCertificates();
    repositories = makeRepositories();
    repositories.create('shop.git').commit({ README: 'one\n' });
  });
  const serve = async (handler: Handler) => keep(await startServer(handler, tls.good));

  forEachShell((shell) => {
    const run = {
      fetch: async (env: Record<string, string>, handler: Handler = (_, response) => response.end('x'), ca = ['--ca', tls.ca]) => {
        const server = await serve(handler);
        const exit = await startFetch({ shell, volume: emptyVolume(), files: [`a=${server.url('/a')}`, ...ca], attempts: 1, env }).exit;
        return { server, exit };
      },
      clone: async (env: Record<string, string>, watch: Handler = () => undefined, ca = ['--ca', tls.ca]) => {
        const server = await serve((request, response, nth) => {
          if (nth === 1) watch(request, response, nth);
          gitHandler(repositories.root)(request, response, nth);
        });
        const [volume, work] = [emptyVolume(), emptyVolume()];
        const exit = await startClone({ shell, volume, work, repository: server.url('/shop.git'), flags: ca, attempts: 1, env }).exit;
        return { server, exit };
      },
      wait: async (env: Record<string, string>, handler: Handler = (_, response) => response.end('x'), ca = ['--ca', tls.ca]) => {
        const server = await serve(handler);
        const exit = await startWait({ shell, targets: [`web=${server.url('/a')}`, ...ca], timeout: 3, env: { PATH: process.env.PATH, ...env } }).exit;
        return { server, exit };
      },
    };

    describe.each(['fetch', 'clone'] as const)('%s', (program) => {
      test('asks through it, with the login, which stands in no argument', async () => {
        const proxy = keep(await startProxy({ login: 'ci:p@ss:word' }));
        const lines: string[] = [];
        const look = () => {
          for (const pid of namesIn('/proc').filter((name) => /^\d+$/.test(name))) {
            try { lines.push(readFileSync(`/proc/${pid}/cmdline`, 'utf8')); } catch { /* it has ended */ }
          }
        };
        const env = { https_proxy: proxy.url('').replace('://', '://ci:p%40ss%3Aword@'), no_proxy: '.svc' };
        const { server, exit } = await run[program](env, (_, response) => {
          look();
          if (program === 'fetch') response.end('x');
        });
        expect(exit).toMatchObject({ code: 0 });
        expect(proxy.requests.at(-1)).toMatchObject({ path: `localhost:${server.port}` });
        expect(lines.length).toBeGreaterThan(0);
        expect(lines.concat(exit.output).filter((line) => /p@ss|p%40ss/.test(line))).toEqual([]);
      });

      test('a wrong login is a failure in words, without the login', async () => {
        const proxy = keep(await startProxy({ login: 'ci:right' }));
        const { exit } = await run[program]({ https_proxy: proxy.url('').replace('://', '://ci:wr0ng@') });
        expect(exit).toMatchObject({ code: 1, terminationMessage: expect.stringMatching(/407/) });
        expect(exit.output).not.toContain('wr0ng');
      });

      test('what is excepted is asked without it', async () => {
        const proxy = keep(await startProxy());
        const { exit } = await run[program]({ https_proxy: proxy.url(''), no_proxy: '.svc,localhost' });
        expect(exit).toMatchObject({ code: 0 });
        expect(proxy.connections()).toBe(0);
      });

      test('a proxy that is away is a failure that says so', async () => {
        const proxy = keep(await startProxy());
        await proxy.close();
        expect((await run[program]({ https_proxy: proxy.url('') })).exit).toMatchObject({ code: 1, terminationMessage: expect.stringMatching(/connect/i) });
      });
    });

    describe.each(['fetch', 'clone', 'wait'] as const)('%s, where the proxy reads TLS', (program) => {
      const env = (proxy: { url(path: string): string }) => ({ https_proxy: proxy.url(''), no_proxy: '.svc', PRELUDE_PROXY_CA: company.ca, PRELUDE_PROXY_TRUST: emptyVolume() });

      test.each(['http', 'https'] as const)('trusts its authority, over %s to the proxy', async (scheme) => {
        const proxy = keep(await startProxy({ intercepts: company.good, ...(scheme === 'https' ? { identity: company.good } : {}) }));
        const { server, exit } = await run[program](env(proxy), undefined, []);
        expect(exit).toMatchObject({ code: 0 });
        expect(proxy.requests.at(-1)).toMatchObject({ path: `localhost:${server.port}` });
      });

      test('trusts the ca of the source beside it, and the authorities of the image where there is none', async () => {
        const proxy = keep(await startProxy());
        expect((await run[program](env(proxy))).exit).toMatchObject({ code: 0 });
        expect((await run[program]({ ...env(proxy), CURL_CA_BUNDLE: tls.ca }, undefined, [])).exit).toMatchObject({ code: 0 });
        expect((await run[program]({ ...env(proxy), no_proxy: 'localhost' })).exit).toMatchObject({ code: 0 });
        expect(proxy.requests.length).toBeGreaterThan(1);
      });

      test('trusts nobody else: neither such a proxy without ca, nor one of another authority', async () => {
        const proxy = keep(await startProxy({ intercepts: company.good }));
        const { PRELUDE_PROXY_CA: _, ...without } = env(proxy);
        const other = { ...env(proxy), PRELUDE_PROXY_CA: company.otherCa };
        for (const exit of [(await run[program](without)).exit, (await run[program](other)).exit]) {
          expect(exit).toMatchObject({ code: program === 'wait' ? 124 : 1, terminationMessage: expect.stringMatching(/certificate|not trusted|unable to get local issuer/i) });
        }
      });

      test('a ca that cannot be read is a failure that names it', async () => {
        const proxy = keep(await startProxy({ intercepts: company.good }));
        const { exit } = await run[program]({ ...env(proxy), PRELUDE_PROXY_CA: '/nowhere/ca.crt' });
        expect(exit).toMatchObject({ code: program === 'wait' ? 124 : 1, terminationMessage: expect.stringContaining('cannot read /nowhere/ca.crt, the certificate authority of the proxy') });
      });
    });
  });
});
