import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync, renameSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { busyboxApplets, runProgram, searchPath } from '../support/program';
import { makeCertificates, type Certificates } from '../support/servers/certificates';
import { startServer, type Handler, type TestServer } from '../support/servers/https-server';
import { keepServers } from '../support/servers/kept';
import { rangeHandler, type RangeOptions, type ServedFile } from '../support/servers/ranges';
import { withoutLocks } from '../support/no-locks';
import { forEachShell } from '../support/shells';
import { canMount, mountSmall } from '../support/small-disk';
import { describeWith } from '../support/tools';
import { sleep, until } from '../support/until';
import { emptyVolume, namesIn, nobody } from '../support/volume';
import { sha256 } from './fetch-helpers';

const MEBIBYTE = 1024 * 1024;

describeWith(['busybox', 'curl', 'openssl'], 'data', () => {
  let tls: Certificates;
  let volume: string;
  const keep = keepServers();

  beforeAll(() => { tls = makeCertificates(); });
  beforeEach(() => { volume = emptyVolume(); });

  const serveWith = async (handler: Handler) => keep(await startServer(handler, tls.good));
  const serve = async (file: ServedFile, options?: RangeOptions) => {
    const { handler, sent } = rangeHandler(file, options);
    return { server: await serveWith(handler), sent };
  };
  const random = (size = MEBIBYTE, etag = '"one"'): ServedFile => ({ content: randomBytes(size), etag });
  const parts = () => readdirSync(volume).filter((name) => /^\.prelude-part-[0-9a-f]{64}$/.test(name)).map((name) => join(volume, name));
  const partSize = () => Math.max(0, ...parts().map((part) => statSync(part).size));
  const visible = () => namesIn(volume).filter((name) => !name.startsWith('.prelude-done-') && name !== '.prelude-lock');

  forEachShell((shell) => {
    const start = (files: readonly string[], { total = 4 * MEBIBYTE, timeout = 30, attempts = 2, to = volume, first = '' } = {}) => runProgram({
      shell,
      parts: ['common', 'attempts', 'trust', 'lock', 'download', 'request', 'asked', 'fetch-data'],
      name: 'data',
      args: ['--timeout', String(timeout), '--attempts', String(attempts), '--lock', join(to, '.prelude-lock'), '--to', to, '--total-bytes', String(total), ...files],
      env: { PATH: `${first}${first && delimiter}${busyboxApplets()}${delimiter}${searchPath(shell)}` },
      ...nobody,
    });
    const flagsOf = (server: TestServer, flags: readonly string[] = [], name = 'data.bin') => [`${name}=${server.url(`/${name}`)}`, '--ca', tls.ca, ...flags];
    /** Starts, and kills it all once a part is there. */
    const killHalfway = async (files: readonly string[], least = 1000) => {
      const running = start(files);
      await until(() => partSize() >= least, () => `a part of ${least} bytes, not ${partSize()}`);
      running.kill('SIGKILL');
      await running.exit;
      expect(partSize()).toBeGreaterThanOrEqual(least);
      return partSize();
    };
    const got = (name = 'data.bin') => readFileSync(join(volume, name));
    const expectContent = ({ content }: ServedFile) => expect(got().equals(content)).toBe(true);

    test('several files arrive, readable by all, and are not asked for again', async () => {
      const [one, two] = [random(), random()];
      const { server } = await serve(one);
      const other = await serve(two);
      const files = [...flagsOf(server, ['--sha256', sha256(one.content)]), ...flagsOf(other.server, [], 'two.bin')];
      expect(await start(files).exit).toMatchObject({
        code: 0, output: `data: data.bin: fetched, ${MEBIBYTE} bytes\ndata: two.bin: fetched, ${MEBIBYTE} bytes\n`, terminationMessage: '',
      });
      expect([got().equals(one.content), got('two.bin').equals(two.content)]).toEqual([true, true]);
      expect(['data.bin', 'two.bin'].map((name) => statSync(join(volume, name)).mode & 0o7777)).toEqual([0o644, 0o644]);
      expect(await start(files).exit).toMatchObject({ code: 0, output: 'data: data.bin: is there\ndata: two.bin: is there\n' });
      expect([server.requests.length, other.server.requests.length]).toEqual([1, 1]);
      expect(visible()).toEqual(['data.bin', 'two.bin']);
    });

    test.each<[string, () => void]>([
      ['has other bytes', () => writeFileSync(join(volume, 'data.bin'), 'x')],
      ['has another time', () => utimesSync(join(volume, 'data.bin'), 1, 1)],
      ['is another file', () => { writeFileSync(join(volume, 'new'), 'x'); renameSync(join(volume, 'new'), join(volume, 'data.bin')); }],
    ])('without a checksum, a file that %s is fetched again', async (_, change) => {
      const file = random(1000);
      const { server } = await serve(file);
      expect(await start(flagsOf(server)).exit).toMatchObject({ code: 0 });
      change();
      expect(await start(flagsOf(server)).exit).toMatchObject({ code: 0 });
      expect(server.requests).toHaveLength(2);
      expectContent(file);
    });

    describe.each([['an ETag', true, false], ['a checksum', false, true], ['both', true, true]])('with %s', (_, hasEtag, hasChecksum) => {
      const file = () => random(2 * MEBIBYTE, hasEtag ? '"one"' : '');
      const flags = ({ content }: ServedFile) => (hasChecksum ? ['--sha256', sha256(content)] : []);

      test('a killed download goes on where it was', async () => {
        const served = file();
        const { server, sent } = await serve(served, { speed: 4 * MEBIBYTE });
        const files = flagsOf(server, flags(served));
        const part = await killHalfway(files, MEBIBYTE / 2);
        expect(await start(files).exit).toMatchObject({
          code: 0, output: `data: data.bin: goes on after ${part} bytes\ndata: data.bin: fetched, ${2 * MEBIBYTE} bytes\n`,
        });
        expectContent(served);
        expect(visible()).toEqual(['data.bin']);
        expect(server.requests.at(-1)?.headers).toMatchObject({ range: `bytes=${part}-`, ...(hasEtag ? { 'if-range': '"one"' } : {}) });
        expect(sent()).toBeLessThan(2.5 * MEBIBYTE);
      });

      test('a file that has changed in between is fetched anew, not mixed', async () => {
        const served = file();
        const { server } = await serve(served, { speed: 4 * MEBIBYTE });
        await killHalfway(flagsOf(server, flags(served)));
        Object.assign(served, random(2 * MEBIBYTE, hasEtag ? '"two"' : ''));
        expect(await start(flagsOf(server, flags(served))).exit).toMatchObject({ code: 0 });
        expectContent(served);
      });
    });

    test('a part with a weak ETag, or with none, and no checksum, is thrown away', async () => {
      for (const etag of ['W/"one"', '']) {
        const served = random(2 * MEBIBYTE, etag);
        const { server } = await serve(served, { speed: 4 * MEBIBYTE });
        await killHalfway(flagsOf(server));
        Object.assign(served, random(2 * MEBIBYTE, etag));
        expect(await start(flagsOf(server), {}).exit).toMatchObject({ code: 0, output: expect.not.stringContaining('goes on') });
        expectContent(served);
        volume = emptyVolume();
      }
    });

    test.each(['ignores', 'careless'] as const)('a server that %s what is asked: fetched anew, not mixed', async (ranges) => {
      const served = random(2 * MEBIBYTE);
      const { server } = await serve(served, { speed: 4 * MEBIBYTE, ranges });
      await killHalfway(flagsOf(server));
      Object.assign(served, random(2 * MEBIBYTE, '"two"'));
      expect(await start(flagsOf(server)).exit).toMatchObject({ code: 0, output: expect.stringContaining('data.bin: cannot go on where it was: begins again\n') });
      expectContent(served);
    });

    test('a file that is now as long as the part was, or shorter', async () => {
      for (const ranges of [undefined, 'ignores', 'careless'] as const) {
        for (const shorter of [0, 100]) {
          const served = random(2 * MEBIBYTE);
          const { server } = await serve(served, { speed: 4 * MEBIBYTE, ranges });
          const part = await killHalfway(flagsOf(server));
          Object.assign(served, random(part - shorter, '"two"'));
          expect(await start(flagsOf(server)).exit).toMatchObject({ code: 0 });
          expectContent(served);
          volume = emptyVolume();
        }
      }
    });

    test('416 for a part that is the whole: fetched anew', async () => {
      const served = random(MEBIBYTE);
      const { server } = await serve(served, { speed: MEBIBYTE });
      await killHalfway(flagsOf(server));
      writeFileSync(parts()[0]!, served.content);
      expect(await start(flagsOf(server)).exit).toMatchObject({ code: 0 });
      expectContent(served);
      expect(server.requests).toHaveLength(3);
    });

    test('after a redirect, a part belongs to where it led: no part of one release is taken for another\'s', async () => {
      const [one, two] = [random(2 * MEBIBYTE), random(2 * MEBIBYTE)]; // with one ETag, as of files of one time and size
      const handlers = [rangeHandler(one, { speed: 4 * MEBIBYTE }), rangeHandler(two, { speed: 4 * MEBIBYTE })];
      let latest = 0;
      const server = await serveWith((request, response, nth) => {
        if (request.url === '/data.bin') response.writeHead(302, { location: `/release-${latest}`, etag: '"one"' }).end('elsewhere');
        else handlers[Number(request.url!.at(-1))]!.handler(request, response, nth);
      });
      await killHalfway(flagsOf(server), 1000);
      expect(await start(flagsOf(server)).exit).toMatchObject({ code: 0, output: expect.stringContaining('goes on after') });
      expectContent(one);
      volume = emptyVolume();
      await killHalfway(flagsOf(server), 1000);
      latest = 1;
      expect(await start(flagsOf(server)).exit).toMatchObject({ code: 0, output: expect.not.stringContaining('goes on') });
      expectContent(two);
      expect(visible()).toEqual(['data.bin']);
    });

    test('a broken connection goes on within a run as well, and an error page is no part', async () => {
      const served = random();
      const { handler } = rangeHandler(served);
      const server = await serveWith((request, response, nth) => {
        if (nth === 1) {
          response.writeHead(200, { 'etag': served.etag, 'content-length': served.content.length }).write(served.content.subarray(0, 300_000));
          setTimeout(() => response.socket?.destroy(), 50);
        } else if (nth === 2) response.writeHead(503, { etag: '"sorry"' }).end('sorry '.repeat(100_000));
        else handler(request, response, nth);
      });
      const exit = await start(flagsOf(server), { attempts: 4 }).exit;
      expect(exit.code).toBe(0);
      expectContent(served);
      expect(server.requests.map(({ headers }) => headers.range)).toEqual([undefined, 'bytes=300000-', 'bytes=300000-']);
    });

    test('a wrong checksum after a download that went on is tried anew once more, else it is final', async () => {
      const served = random(2 * MEBIBYTE, '');
      const { server } = await serve(served, { speed: 8 * MEBIBYTE });
      const right = sha256(served.content);
      await killHalfway(flagsOf(server, ['--sha256', right]));
      const [part] = parts() as [string];
      writeFileSync(part, Buffer.concat([Buffer.from('x'), readFileSync(part).subarray(1)]));
      expect(await start(flagsOf(server, ['--sha256', right])).exit).toMatchObject({ code: 0, output: expect.stringContaining('attempt 2 of 2 follows') });
      expectContent(served);
      const wrong = 'ab'.repeat(32);
      expect(await start(flagsOf(server, ['--sha256', wrong])).exit).toMatchObject({ code: 1, terminationMessage: `data.bin: has the sha256 ${right}, not ${wrong}\n` });
      expectContent(served);
    });

    describe('the declared size', () => {
      test.each([['with', true], ['without', false]])('too small, %s a length in the answer: a clear failure, nothing published', async (_, known) => {
        const [one, two] = [random(), random()];
        const server = await serveWith((request, response) => {
          const { content } = request.url === '/data.bin' ? one : two;
          if (known) response.setHeader('content-length', content.length);
          response.end(content);
        });
        const files = [...flagsOf(server), ...flagsOf(server, [], 'two.bin')];
        expect(await start(files, { total: 1_500_000 }).exit).toMatchObject({
          code: 1, terminationMessage: `two.bin: larger than the ${1_500_000 - MEBIBYTE} bytes that are left of the 1500000 that were declared\n`,
        });
        expect(namesIn(volume)).not.toContain('two.bin');
        expect(await start(files, { total: 2 * MEBIBYTE }).exit).toMatchObject({ code: 0 });
        expect(await start(files, { total: 2 * MEBIBYTE - 1 }).exit).toMatchObject({ code: 1, terminationMessage: expect.stringContaining('larger than') });
      });
    });

    test('two that share a volume: one fetches, the other waits and finds it there', async () => {
      const served = random();
      const { server } = await serve(served, { speed: MEBIBYTE });
      const [first, second] = [start(flagsOf(server)), start(flagsOf(server))];
      const exits = await Promise.all([first.exit, second.exit]);
      expect(exits.map(({ code }) => code)).toEqual([0, 0]);
      expect(exits.map(({ output }) => output).sort()).toEqual([
        'data: another one is at work in the volume: waits for it\ndata: data.bin: is there\n', `data: data.bin: fetched, ${MEBIBYTE} bytes\n`,
      ]);
      expect(server.requests).toHaveLength(1);
    });

    test('two in a volume without locks: each has a part of its own, and takes it away', async () => {
      const first = withoutLocks();
      const file = random(2 * MEBIBYTE);
      const { server, sent } = await serve(file, { speed: 2 * MEBIBYTE });
      const both = [start(flagsOf(server), { first }), start(flagsOf(server), { first })];
      expect((await Promise.all(both.map(({ exit }) => exit))).map(({ code }) => code)).toEqual([0, 0]);
      expect(sent()).toBeGreaterThanOrEqual(2 * file.content.length);
      expectContent(file);
      expect(visible()).toEqual(['data.bin']);
    });

    test('the deadline is kept, also behind another one; the part stays for the next run', async () => {
      const served = random();
      const { server } = await serve(served, { speed: 400_000 });
      const running = start(flagsOf(server), { timeout: 1 });
      await until(() => partSize() > 0, 'a part');
      const [first, second] = await Promise.all([running.exit, start(flagsOf(server), { timeout: 1 }).exit]);
      expect(first).toMatchObject({ code: 124 });
      expect(first.ms).toBeLessThan(2_000);
      expect(second.code).toBe(124);
      expect(second.ms).toBeLessThan(2_200);
      expect(partSize()).toBeGreaterThan(10_000);
    });

    test('SIGTERM ends it in under two seconds; the part stays', async () => {
      const { server } = await serve(random(), { speed: 200_000 });
      const running = start(flagsOf(server));
      await until(() => partSize() > 10_000, 'a part');
      const sent = performance.now();
      running.kill('SIGTERM');
      expect(await running.exit).toMatchObject({ code: 143, terminationMessage: expect.stringContaining('SIGTERM') });
      expect(performance.now() - sent).toBeLessThan(2_000);
      expect(partSize()).toBeGreaterThan(10_000);
    });

    (canMount() ? test : test.skip)('a full disk is a clear failure (needs mount)', async () => {
      const { directory: disk, remove } = mountSmall('500k');
      try {
        const { server } = await serve(random());
        expect(await start(flagsOf(server), { to: disk }).exit).toMatchObject({ code: 1, terminationMessage: `data.bin: cannot write to ${disk}: no space left, or a quota\n` });
      } finally {
        remove();
      }
    });

    test('killed again and again at random moments, while the file changes now and then: in the end it is one of them, whole', async () => {
      for (const flagged of [false, true]) {
        const served = random(2 * MEBIBYTE);
        const versions = [served.content];
        const { server } = await serve(served, { speed: 4 * MEBIBYTE });
        let kills = 0;
        for (let round = 0; round < 12; round += 1) {
          const running = start(flagsOf(server, flagged ? ['--sha256', sha256(served.content)] : []));
          await sleep(50 + Math.random() * 300);
          running.kill('SIGKILL');
          if ((await running.exit).code !== 0) kills += 1;
          if (namesIn(volume).includes('data.bin')) break;
          if (Math.random() < 0.25) {
            Object.assign(served, random(2 * MEBIBYTE, `"${round}"`));
            versions.push(served.content);
          }
        }
        expect(kills).toBeGreaterThan(0);
        expect(await start(flagsOf(server, flagged ? ['--sha256', sha256(served.content)] : [])).exit).toMatchObject({ code: 0 });
        if (flagged) expectContent(served);
        else expect(versions.filter((content) => got().equals(content))).toHaveLength(1);
        expect(visible()).toEqual(['data.bin']);
        volume = emptyVolume();
      }
    }, 60_000);

    test.each([[['--mode', '0755']], [['--total-bytes', '5']], [['--ask-again-after', '1h']]])('%p after a file is wrong usage', async (flags) => {
      expect(await start(['a=https://localhost/a', ...flags]).exit).toMatchObject({ code: 121 });
    });
  });
});
