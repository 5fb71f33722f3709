import { readFileSync, writeFileSync } from 'node:fs';
import type { Socket } from 'node:net';
import { join } from 'node:path';
import { makeCertificates, type Certificates } from '../support/servers/certificates';
import { refusedUrl, startServer, startTcpServer, type Handler } from '../support/servers/https-server';
import type { Running } from '../support/program';
import { keepServers } from '../support/servers/kept';
import { forEachShell } from '../support/shells';
import { canMount, mountSmall } from '../support/small-disk';
import { describeWith } from '../support/tools';
import { sleep, until } from '../support/until';
import { emptyVolume, namesIn } from '../support/volume';
import { sha256, startFetch, type FetchOptions } from './fetch-helpers';

const content = 'new\n';

describeWith(['curl', 'openssl'], 'fetch, on bad days', () => {
  let tls: Certificates;
  let volume: string;
  const keep = keepServers();

  beforeAll(() => { tls = makeCertificates(); });
  beforeEach(() => {
    volume = emptyVolume();
    dripped = 0;
    writeFileSync(join(volume, 'app.conf'), 'old\n');
  });

  const serve = async (handler: Handler, identity = tls.good) => keep(await startServer(handler, identity));
  let dripped = 0;
  const drip: Handler = (_, response) => {
    const timer = setInterval(() => response.write('x', () => { dripped += 1; }), 50);
    response.once('close', () => clearInterval(timer));
  };
  const silent = async () => keep(await startTcpServer());
  const reset = async () => keep(await startTcpServer((socket: Socket) => { socket.once('data', () => socket.resetAndDestroy()); }));

  forEachShell((shell) => {
    const start = (url: string, flags: string[] = [], more: Partial<FetchOptions> = {}) =>
      startFetch({ shell, volume, files: [`app.conf=${url}`, '--ca', tls.ca, ...flags], ...more });
    const expectOldContent = () => {
      expect(readFileSync(join(volume, 'app.conf'), 'utf8')).toBe('old\n');
      expect(namesIn(volume)).toEqual(['app.conf']);
    };

    describe('one attempt is enough for', () => {
      test.each([204, 304, 401, 404])('an answer of %d', async (status) => {
        const server = await serve((_, response) => { response.writeHead(status).end(); });
        const exit = await start(server.url('/x?s3cret'), ['--when-unavailable', 'keep']).exit;
        expect(exit).toMatchObject({ code: 1, terminationMessage: `app.conf: answered ${status}${status === 304 ? ' to a request without a condition' : ''} at ${server.url('/x')}\n` });
        expect(server.requests).toHaveLength(1);
        expectOldContent();
      });

      test.each<[string, (good: Certificates) => { identity: Certificates['good']; ca?: string }, RegExp]>([
        ['a wrong name', ({ wrongName }) => ({ identity: wrongName }), /name .*localhost.* \(curl 60\)/],
        ['an expired certificate', ({ expired }) => ({ identity: expired }), /certificate has expired \(curl 60\)/],
        ['an unknown authority', ({ good, otherCa }) => ({ identity: good, ca: otherCa }), /issuer certificate.* \(curl 60\)/],
        ['a file with no authority in it', ({ good }) => ({ identity: good, ca: '/dev/null' }), /\(curl (60|77)\)/],
        ['a file that is not there', ({ good }) => ({ identity: good, ca: '/no/ca.pem' }), /\/no\/ca.pem.* \(curl 77\)/],
      ])('%s', async (_, choose, message) => {
        const { identity, ca = tls.ca } = choose(tls);
        const server = await serve((__, response) => response.end(content), identity);
        const exit = await start(server.url('/'), ['--ca', ca, '--when-unavailable', 'keep']).exit;
        expect(exit).toMatchObject({ code: 1, terminationMessage: expect.stringMatching(message) });
        expect(server.requests).toHaveLength(0);
        expectOldContent();
      });
    });

    describe('another attempt helps after', () => {
      test.each<[string, (response: Parameters<Handler>[1], socket: Socket) => void]>([
        ['500', (response) => { response.writeHead(500).end('sorry'); }],
        ['503', (response) => { response.writeHead(503).end(); }],
        ['429', (response) => { response.writeHead(429).end(); }],
        ['half a body', (response, socket) => {
          response.writeHead(200, { 'content-length': '1000' }).write('half');
          setTimeout(() => socket.end(), 20);
        }],
        ['half a chunked body', (response, socket) => {
          response.write('half');
          setTimeout(() => socket.end(), 20);
        }],
        ['half a body, reset', (response, socket) => {
          response.writeHead(200, { 'content-length': '1000' }).write('half');
          setTimeout(() => socket.destroy(), 20);
        }],
        ['nonsense', (_, socket) => { socket.end('\x00\x01 hello'); }],
        ['a closed connection', (_, socket) => { socket.end(); }],
      ])('%s', async (_, first) => {
        const server = await serve((__, response, nth) => {
          if (nth === 1) first(response, response.socket!);
          else response.end(content);
        });
        const exit = await start(server.url('/')).exit;
        expect(exit.output.split('\n')).toEqual([
          expect.stringMatching(/^fetch-config: app.conf: .*; attempt 2 of 2 follows$/), 'fetch-config: app.conf: fetched, 4 bytes', '',
        ]);
        expect(exit.code).toBe(0);
        expect(readFileSync(join(volume, 'app.conf'), 'utf8')).toBe(content);
        expect(namesIn(volume)).toEqual(['app.conf']);
      });
    });

    describe('when the server is away', () => {
      const away: Record<string, () => Promise<string>> = {
        'refused': () => refusedUrl('/'),
        'reset': async () => (await reset()).url('/'),
        'unknown name': async () => 'https://no-such-host.invalid/',
        '502': async () => (await serve((_, response) => { response.writeHead(502).end(); })).url('/'),
      };

      test.each(Object.keys(away))('%s: it gives up after the attempts, with the last state', async (how) => {
        const exit = await start(await away[how]!()).exit;
        expect(exit).toMatchObject({ code: 1, terminationMessage: expect.stringMatching(/^app.conf: .+; gave up on https:\S+ after \d\.\d s\n$/) });
        expect(exit.ms).toBeLessThan(6_000);
        expectOldContent();
      });

      test.each(Object.keys(away))('%s: with keep it keeps the copy that is there, and says so', async (how) => {
        const exit = await start(await away[how]!(), ['--when-unavailable', 'keep'], { attempts: 1 }).exit;
        expect(exit).toMatchObject({ code: 0, output: expect.stringMatching(/the copy from before is kept\n$/), terminationMessage: '' });
        expectOldContent();
      });

      test('keep is a failure where there is no copy, or a checksum that it does not have', async () => {
        const url = await refusedUrl('/');
        const files = [`new.conf=${url}`, '--when-unavailable', 'keep'];
        expect(await start('', [], { files, attempts: 1 }).exit).toMatchObject({ code: 1 });
        const flags = ['--when-unavailable', 'keep', '--sha256', sha256(content)];
        expect(await start(url, flags, { attempts: 1 }).exit).toMatchObject({ code: 1 });
        expectOldContent();
      });
    });

    describe('the deadline', () => {
      test.each<[string, () => Promise<string>]>([
        ['slow drip', async () => (await serve(drip)).url('/')],
        ['black hole', async () => (await silent()).url('/')],
        ['refused all the time', () => refusedUrl('/')],
        ['500 all the time', async () => (await serve((_, response) => { response.writeHead(500).end(); })).url('/')],
      ])('%s: is kept, with and without a copy to keep', async (_, url) => {
        const [failed, kept] = await Promise.all([
          start(await url(), [], { timeout: 1, attempts: 99 }).exit,
          start(await url(), ['--when-unavailable', 'keep'], { timeout: 1, attempts: 99, volume: copyOf(volume) }).exit,
        ]);
        expect(failed).toMatchObject({ code: 124, terminationMessage: expect.stringMatching(/^app.conf: .*https:\/\/localhost.* after \d\.\d s\n$/) });
        expect(failed.ms).toBeGreaterThan(800);
        expect(failed.ms).toBeLessThan(2_000);
        expect(kept).toMatchObject({ code: 0 });
        expect(kept.ms).toBeLessThan(2_000);
        expectOldContent();
      });
    });

    describe('SIGTERM ends it in under two seconds', () => {
      type There = (running: Running) => boolean;
      const phases: Record<string, () => Promise<[string, There]>> = {
        'while it connects': () => silent().then((server) => [server.url('/'), () => server.connections() > 0]),
        'while it waits for an answer': () => serve(() => undefined).then((server) => [server.url('/'), () => server.requests.length > 0]),
        'while it reads': () => serve(drip).then((server) => [server.url('/'), () => dripped > 0]),
        'between attempts': () => refusedUrl('/').then((url) => [url, (running) => running.output().includes(' follows\n')]),
      };
      test.each(Object.keys(phases))('%s', async (phase) => {
        const [url, there] = await phases[phase]!();
        const running = start(url, [], { timeout: 60, attempts: 99 });
        await until(() => there(running), phase);
        const sent = performance.now();
        running.kill('SIGTERM');
        const exit = await running.exit;
        expect(performance.now() - sent).toBeLessThan(2_000);
        expect(exit).toMatchObject({ code: 143, terminationMessage: expect.stringContaining('SIGTERM') });
        expectOldContent();
      });
    });

    const mounts = canMount() ? test : test.skip;
    mounts('a full disk is a clear failure that leaves the old content (needs mount)', async () => {
      const { directory: disk, remove } = mountSmall('64k');
      try {
        writeFileSync(join(disk, 'app.conf'), 'old\n');
        const server = await serve((_, response) => response.end('x'.repeat(200_000)));
        const exit = await start(server.url('/'), ['--when-unavailable', 'keep'], { volume: disk }).exit;
        expect(exit).toMatchObject({ code: 1, terminationMessage: `app.conf: cannot write to ${disk}: no space left, or a quota\n` });
        expect(server.requests).toHaveLength(1);
        expect(namesIn(disk)).toEqual(['app.conf']);
        expect(readFileSync(join(disk, 'app.conf'), 'utf8')).toBe('old\n');
      } finally {
        remove();
      }
    });

    test('killed at random moments, it leaves the old content or the new one, and a second run puts it right', async () => {
      const big = 'line\n'.repeat(100_000);
      const server = await serve((_, response) => { response.end(big); });
      const flags = ['--sha256', sha256(big)];
      const whole = (await start(server.url('/'), flags, { volume: copyOf(volume) }).exit).ms;
      const states = { old: 0, new: 0 };
      const one = async (after: number) => {
        const mine = copyOf(volume);
        const running = start(server.url('/'), flags, { volume: mine });
        await sleep(after);
        running.kill('SIGKILL'); // and its children, as the end of process 1 does
        await running.exit;
        const left = readFileSync(join(mine, 'app.conf'), 'utf8');
        states[left === big ? 'new' : 'old'] += 1;
        expect(left === big || left === 'old\n').toBe(true);
        expect(await start(server.url('/'), flags, { volume: mine }).exit).toMatchObject({ code: 0 });
        expect(namesIn(mine)).toEqual(['app.conf']);
        expect(readFileSync(join(mine, 'app.conf'), 'utf8') === big).toBe(true);
      };
      for (let round = 0; round < 5; round += 1) {
        await Promise.all(Array.from({ length: 5 }, () => one(Math.random() * whole * 2)));
      }
      expect(states.old).toBeGreaterThan(0);
      expect(states.old + states.new).toBe(25);
    }, 60_000);
  });

  function copyOf(directory: string): string {
    const copy = emptyVolume();
    for (const name of namesIn(directory)) writeFileSync(join(copy, name), readFileSync(join(directory, name)));
    return copy;
  }
});
