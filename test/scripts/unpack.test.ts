import { randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ArchiveEntry, tar, tarGz, zip } from '../support/archives';
import { makeCertificates, type Certificates } from '../support/servers/certificates';
import { refusedUrl, startServer, type TestServer } from '../support/servers/https-server';
import { forEachShell } from '../support/shells';
import { canMount, mountSmall } from '../support/small-disk';
import { describeWith } from '../support/tools';
import { sleep, until } from '../support/until';
import { emptyVolume, namesBesideLock } from '../support/volume';
import { filesBelow } from './clone-helpers';
import { sha256 } from './fetch-helpers';
import { startUnpack, type UnpackOptions } from './unpack-helpers';

const kinds = { 'tar': tar, 'tar.gz': tarGz, 'zip': zip } as const;
const TOOL: readonly ArchiveEntry[] = [
  { name: 'tool-1.2/' },
  { name: 'tool-1.2/bin/tool', content: '#!/bin/sh\necho tool\n', mode: 0o755 },
  { name: 'tool-1.2/share/data $x `y` *', content: 'data\n', mode: 0o600 },
  { name: 'tool-1.2/share/link', link: 'data $x `y` *' },
  { name: 'tool-1.2/LICENSE', content: 'free\n' },
];

describeWith(['busybox', 'curl', 'openssl'], 'unpack', () => {
  let tls: Certificates;
  let volume: string;
  let content: Buffer;
  let server: TestServer;

  beforeAll(async () => {
    tls = makeCertificates();
    server = await startServer((_, response) => response.end(content), tls.good);
  });
  afterAll(() => server.close());
  beforeEach(() => {
    volume = emptyVolume();
    server.requests.length = 0;
  });

  forEachShell((shell) => {
    const start = (flags: readonly string[] = [], more: Partial<UnpackOptions> = {}) =>
      startUnpack({ shell, volume, archive: [`archive=${server.url('/archive')}`, '--ca', tls.ca, ...flags], ...more });
    const unpack = (archive: Buffer, flags: readonly string[] = [], more: Partial<UnpackOptions> = {}) => {
      content = archive;
      return start(flags, more).exit;
    };
    const tree = () => filesBelow(join(volume, 'tree'));
    const mode = (path: string) => statSync(join(volume, path)).mode & 0o7777;

    describe.each(Object.entries(kinds))('a %s', (kind, make) => {
      test('is published as a whole, with modes that all can read', async () => {
        const exit = await unpack(make(...TOOL));
        expect(exit).toMatchObject({ code: 0, output: expect.stringMatching(/^unpack: archive: unpacked, \d+ bytes\n$/), terminationMessage: '' });
        expect(tree()).toEqual({
          'tool-1.2/': '', 'tool-1.2/bin/': '', 'tool-1.2/bin/tool': '#!/bin/sh\necho tool\n', 'tool-1.2/share/': '',
          'tool-1.2/share/data $x `y` *': 'data\n', 'tool-1.2/share/link@': 'data $x `y` *', 'tool-1.2/LICENSE': 'free\n',
        });
        expect(['tree', 'tree/tool-1.2/share', 'tree/tool-1.2/bin/tool', 'tree/tool-1.2/share/data $x `y` *'].map(mode)).toEqual([0o755, 0o755, 0o755, 0o644]);
        expect(namesBesideLock(volume)).toEqual(['.prelude-tree', 'tree']);
      });

      test('loses leading directories, and all but what is asked for', async () => {
        expect(await unpack(make(...TOOL), ['--strip', '1', '--only', 'tool-*/bin', '--require', 'bin/tool'])).toMatchObject({ code: 0 });
        expect(tree()).toEqual({ 'bin/': '', 'bin/tool': '#!/bin/sh\necho tool\n' });
        expect(await unpack(make(...TOOL), ['--strip', '2', '--only', 'tool-1.2/bin/tool'])).toMatchObject({ code: 0 });
        expect(tree()).toEqual({ tool: '#!/bin/sh\necho tool\n' });
      });

      test('cannot lose a directory that is not alone', async () => {
        expect(await unpack(make(...TOOL), ['--strip', '2'])).toMatchObject({
          code: 1, terminationMessage: expect.stringMatching(/^archive: cannot strip a directory that is not alone: (LICENSE|bin|share| )+\n$/),
        });
        expect(namesBesideLock(volume)).toEqual([]);
      });

      test('does not hold what is asked for', async () => {
        for (const flags of [['--only', 'tool-1.2/bin/other'], ['--only', '-x'], ['--require', 'tool-1.2/none']]) {
          expect(await unpack(make(...TOOL), flags)).toMatchObject({ code: 1, terminationMessage: expect.stringContaining(flags[1]!.replace('-x', 'x')) });
          expect(namesBesideLock(volume)).toEqual([]);
        }
      });

      test('has names that look like options', async () => {
        expect(await unpack(make({ name: '-x', content: 'a' }, { name: '-d', content: 'b' }), ['--only', '-x'])).toMatchObject({ code: 0 });
        expect(tree()).toEqual({ '-x': 'a' });
      });

      test('names in it are one line of a message, and move no cursor', async () => {
        const odd = 'a\x1b[31m\r\x07b';
        const shown = 'a [31m b';
        expect(await unpack(make({ name: odd, link: '/etc/passwd' }))).toMatchObject({ code: 1, terminationMessage: `the link ${shown} leads out of the tree\n` });
        const inTheWay = await unpack(make({ name: `${odd}\nwait: x`, content: 'a' }, { name: `${odd}\nwait: x/b`, content: 'b' }));
        expect(inTheWay).toMatchObject({ code: 1, terminationMessage: expect.stringMatching(/^archive: cannot be unpacked: [^\x00-\x1f]*\n$/) });
        const notAlone = await unpack(make({ name: `${odd}/x` }, { name: `${odd}\n2/x` }), ['--strip', '1']);
        expect(notAlone.terminationMessage).toMatch(/^archive: cannot strip a directory that is not alone: a[^\x00-\x1f]*2\n$/);
      });

      test('too large is not written', async () => {
        const large = make(...Array.from({ length: 20 }, (_, nth) => ({ name: `zeros-${nth}`, content: Buffer.alloc(100_000) })));
        const exit = await unpack(large, ['--max-bytes', '1900000', '--strip', '0']);
        expect(exit).toMatchObject({ code: 1, terminationMessage: expect.stringMatching(/^archive: (unpacked, it is )?larger than 1900000 bytes\n$/) });
        expect(namesBesideLock(volume)).toEqual([]);
        expect(await unpack(large, ['--max-bytes', '2100000'])).toMatchObject({ code: 0 });
      });

      test('of very many empty files is too large as well', async () => {
        const many = make(...Array.from({ length: 3000 }, (_, nth) => ({ name: `empty-${nth}` })));
        const exit = await unpack(many, ['--max-bytes', '1000000']);
        expect(exit).toMatchObject({ code: 1, terminationMessage: expect.stringMatching(/larger than 1000000 bytes/) });
        expect(namesBesideLock(volume)).toEqual([]);
      });

      test('that is damaged or cut off is refused', async () => {
        const whole = make({ name: 'a', content: randomBytes(50_000) }, { name: 'b', content: randomBytes(50_000) });
        expect(await unpack(whole.subarray(0, 60_000))).toMatchObject({ code: 1, terminationMessage: expect.stringMatching(/^archive: /) });
        if (kind !== 'tar') {
          const broken = Buffer.from(whole);
          broken.fill(0x5a, 20_000, 20_100);
          expect(await unpack(broken)).toMatchObject({ code: 1, terminationMessage: expect.stringMatching(/^archive: /) });
        }
        expect(namesBesideLock(volume)).toEqual([]);
      });

      test('with the right checksum is asked for once, without one at every run', async () => {
        const archive = make(...TOOL);
        const flags = ['--sha256', sha256(archive)];
        expect(await unpack(archive, flags)).toMatchObject({ code: 0 });
        const inode = statSync(join(volume, 'tree')).ino;
        expect(await unpack(archive, flags)).toMatchObject({ code: 0, output: 'unpack: archive: is there, with the right checksum\n' });
        expect(server.requests).toHaveLength(1);
        expect(await unpack(archive)).toMatchObject({ code: 0, output: 'unpack: archive: is still the same\n' });
        expect(statSync(join(volume, 'tree')).ino).toBe(inode);
        expect(await unpack(make({ name: 'new', content: 'new' }))).toMatchObject({ code: 0 });
        expect(tree()).toEqual({ new: 'new' });
        // Other flags make another tree of it.
        expect(await unpack(archive, ['--strip', '1', ...flags])).toMatchObject({ code: 0, output: expect.stringContaining('unpacked') });
        expect(namesBesideLock(volume)).toEqual(['.prelude-tree', 'tree']);
      });
    });

    describe('hostile archives', () => {
      /** What lies around the tree, in the volume and beside it, and must not change. */
      const victims = () => {
        for (const directory of ['other', 'tree']) {
          mkdirSync(join(volume, directory));
          chmodSync(join(volume, directory), 0o777);
        }
        writeFileSync(join(volume, 'other/file'), 'mine\n');
        chmodSync(join(volume, 'other/file'), 0o666); // else the kernel would make no hard link to it
        writeFileSync(join(volume, 'tree/file'), 'old\n');
        const below = () => Object.fromEntries(Object.entries(filesBelow(volume)).filter(([name]) => name !== '.prelude-lock'));
        return () => expect([namesBesideLock(volume), below(), mode('.'), mode('other')]).toEqual([
          ['other', 'tree'], { 'other/': '', 'other/file': 'mine\n', 'tree/': '', 'tree/file': 'old\n' }, 0o777, 0o777,
        ]);
      };
      const LEADS_OUT = /a name in it leads out of the directory/;
      const LINK = /^the link \S+ leads out of the tree|a link in it leads out/;
      const cases: readonly (readonly [string, (victim: string) => readonly ArchiveEntry[], RegExp, (readonly (keyof typeof kinds)[])?])[] = [
        ['an absolute path', (to) => [{ name: `${to}/other/file`, content: 'bad' }], LEADS_OUT],
        ['a path with .. in front', () => [{ name: '../other/file', content: 'bad' }], LEADS_OUT],
        ['a path with .. inside', () => [{ name: 'a/../../other/file', content: 'bad' }], LEADS_OUT],
        ['the directory above, with a mode', () => [{ name: 'a', content: 'a' }, { name: '../', mode: 0o700 }], LEADS_OUT],
        ['a link to an absolute path', (to) => [{ name: 'a', link: `${to}/other` }], LINK],
        ['a link with ..', () => [{ name: 'a/b', link: '../../other/file' }], LINK],
        ['a link to the tree\'s own directory by its name', () => [{ name: 'a', link: '../tree/file' }], LINK],
        ['a link out, and a file through it', (to) => [{ name: 'a', link: `${to}/other` }, { name: 'a/file', content: 'bad' }], /./],
        ['a link with .., and a file through it', () => [{ name: 'a', link: '../../other' }, { name: 'a/file', content: 'bad' }], /./],
        ['a link out, and a file of its name', (to) => [{ name: 'a', link: `${to}/other/file` }, { name: 'a', content: 'bad' }], /./],
        ['links by way of links', () => [{ name: 'a', link: 'b/..' }, { name: 'b', link: 'a/..' }, { name: 'c', link: 'a/b/other' }], LINK],
        ['a hard link out', () => [{ name: 'a', hardLink: '../../other/file' }], LINK, ['tar', 'tar.gz']],
        ['an absolute hard link', (to) => [{ name: 'a', hardLink: `${to}/other/file` }], LINK, ['tar', 'tar.gz']],
        [
          'a link out, and a hard link by way of it', (to) => [{ name: 'a', link: `${to}/other` }, { name: 'b', hardLink: 'a/file' }],
          LINK, ['tar', 'tar.gz'],
        ],
        [
          'a link out, and a hard link put through it',
          (to) => [{ name: 'x', content: 'bad' }, { name: 'a', link: `${to}/other` }, { name: 'a/evil', hardLink: 'x' }], /./, ['tar', 'tar.gz'],
        ],
        ['a character device', () => [{ name: 'null', type: '3' }], /holds a device, a pipe or a socket/, ['tar', 'tar.gz']],
        ['a block device', () => [{ name: 'sda', type: '4' }], /holds a device, a pipe or a socket/, ['tar', 'tar.gz']],
        ['a pipe', () => [{ name: 'pipe', type: '6' }], /holds a device, a pipe or a socket/, ['tar', 'tar.gz']],
        ['a size that is a lie', () => [{ name: 'a', content: Buffer.alloc(20_000_000), pretended: 10 }], /./, ['zip']],
        [
          'sizes that are lies', () => Array.from({ length: 30 }, (_, nth) => ({ name: `a${nth}`, content: Buffer.alloc(900_000), pretended: 10 })),
          /larger than 1000000 bytes/, ['zip'],
        ],
      ];
      const rows = cases.flatMap(([title, entries, message, of = ['tar.gz', 'zip'] as const]) => of.map((kind) => ({ title, kind, entries, message })));

      test.each(rows)('$title ($kind): refused, and nothing around is touched', async ({ kind, entries, message }) => {
        const unchanged = victims();
        const exit = await unpack(kinds[kind](...entries(volume)), ['--max-bytes', '1000000']);
        expect(exit).toMatchObject({ code: 1, terminationMessage: expect.stringMatching(message) });
        unchanged();
      });

      test.each(Object.entries(kinds))('setuid, setgid and writable for all are gone from a %s', async (_, make) => {
        expect(await unpack(make({ name: 'd/', mode: 0o3777 }, { name: 'd/su', content: 'x', mode: 0o6777 }, { name: 'd/w', content: 'x', mode: 0o666 }))).toMatchObject({ code: 0 });
        expect(['tree/d', 'tree/d/su', 'tree/d/w'].map(mode)).toEqual([0o755, 0o755, 0o644]);
      });

      test.each(['..', 'a/..', '.', './.'])('the directory %p as an entry changes no mode around it', async (name) => {
        const unchanged = victims();
        const { code } = await unpack(tar({ name: 'a/' }, { name, mode: 0o700, type: undefined }, { name: `${name}/`, mode: 0o000 }));
        if (code !== 0) unchanged();
        expect([mode('.'), mode('other')]).toEqual([0o777, 0o777]);
        if (code === 0) expect(mode('tree')).toBe(0o755);
      });

      test('hard links and links that stay inside are kept', async () => {
        expect(await unpack(tar(
          { name: 'a/one', content: 'x' }, { name: 'two', hardLink: 'a/one' }, { name: 'a/up', link: '../two' }, { name: 'gone', link: 'nowhere' },
        ))).toMatchObject({ terminationMessage: '', code: 0 });
        expect(tree()).toEqual({ 'a/': '', 'a/one': 'x', 'two': 'x', 'a/up@': '../two', 'gone@': 'nowhere' });
      });

      test('a link that leads out once its directory is stripped', async () => {
        expect(await unpack(tar({ name: 'top/up', link: '../x' }), ['--strip', '1'])).toMatchObject({ code: 1, terminationMessage: expect.stringMatching(LINK) });
      });

      test.each([['nothing', ''], ['a page', '<html>'], ['text', 'x'.repeat(5000)], ['gzip of text', tarGz().subarray(0, 5)]])('%s is no archive', async (_, body) => {
        expect(await unpack(Buffer.from(body))).toMatchObject({ code: 1, terminationMessage: expect.stringMatching(/^archive: (is neither a tar, a tar.gz nor a zip|is damaged|cannot)/) });
      });
    });

    describe('bad days', () => {
      const archive = tarGz(...TOOL);

      test('the server is away: keep keeps the tree of the same source', async () => {
        const away = [`archive=${await refusedUrl('/archive')}`, '--when-unavailable', 'keep'];
        expect(await unpack(archive, [], { archive: away, attempts: 1 })).toMatchObject({ code: 1 });
        const server2 = await startServer((_, response, nth) => (nth === 1 ? response.end(archive) : response.writeHead(503).end()), tls.good);
        const flags = [`archive=${server2.url('/a')}`, '--ca', tls.ca, '--when-unavailable', 'keep'];
        expect(await unpack(archive, [], { archive: flags })).toMatchObject({ code: 0 });
        expect(await unpack(archive, [], { archive: flags, attempts: 1 })).toMatchObject({
          code: 0, output: 'unpack: archive: answered 503; the tree from before is kept\n',
        });
        await server2.close();
      });

      test('a wrong checksum leaves the old tree', async () => {
        expect(await unpack(archive)).toMatchObject({ code: 0 });
        const before = filesBelow(volume);
        expect(await unpack(archive, ['--sha256', 'ab'.repeat(32)])).toMatchObject({ code: 1, terminationMessage: expect.stringContaining('has the sha256') });
        expect(filesBelow(volume)).toEqual(before);
      });

      test('SIGTERM ends it in under two seconds, while it unpacks too', async () => {
        content = tarGz(...Array.from({ length: 60 }, (_, nth) => ({ name: `f${nth}`, content: Buffer.alloc(1_000_000, `${nth} `) })));
        for (const name of ['.prelude-fetch', '.prelude-new']) {
          const running = start();
          await until(() => namesBesideLock(volume).some((each) => each.startsWith(name)), name);
          const sent = performance.now();
          running.kill('SIGTERM');
          const exit = await running.exit;
          expect(performance.now() - sent).toBeLessThan(2_000);
          expect([0, 143]).toContain(exit.code);
        }
        expect(namesBesideLock(volume).filter((name) => name.startsWith('.prelude-new') || name.startsWith('.prelude-fetch'))).toEqual([]);
      });

      (canMount() ? test : test.skip)('a full disk is a clear failure that leaves the old tree (needs mount)', async () => {
        const { directory: disk, remove } = mountSmall('1m');
        try {
          expect(await unpack(tarGz({ name: 'old', content: 'old' }), [], { volume: disk })).toMatchObject({ code: 0 });
          const exit = await unpack(tarGz({ name: 'zeros', content: Buffer.alloc(3_000_000) }), [], { volume: disk });
          expect(exit).toMatchObject({ code: 1, terminationMessage: `cannot write to ${disk}: no space left, or a quota\n` });
          expect(filesBelow(join(disk, 'tree'))).toEqual({ old: 'old' });
          expect(namesBesideLock(disk)).toEqual(['.prelude-tree', 'tree']);
        } finally {
          remove();
        }
      });

      test('killed at random moments, there is the old tree, none or the new one; a second run puts it right', async () => {
        content = tarGz(...Array.from({ length: 300 }, (_, nth) => ({ name: `d${nth % 10}/f${nth}`, content: `${nth}\n`.repeat(500) })));
        const flags = ['--sha256', sha256(content)];
        const began = performance.now();
        expect(await start(flags, { volume: emptyVolume() }).exit).toMatchObject({ code: 0 });
        const whole = performance.now() - began;
        const one = async (after: number) => {
          const mine = emptyVolume();
          const running = start(flags, { volume: mine });
          await sleep(after);
          running.kill('SIGKILL');
          await running.exit;
          if (namesBesideLock(mine).includes('tree')) expect(Object.keys(filesBelow(join(mine, 'tree')))).toHaveLength(310);
          expect(await start(flags, { volume: mine }).exit).toMatchObject({ code: 0 });
          expect(Object.keys(filesBelow(join(mine, 'tree')))).toHaveLength(310);
          expect(namesBesideLock(mine)).toEqual(['.prelude-tree', 'tree']);
        };
        for (let round = 0; round < 4; round += 1) await Promise.all(Array.from({ length: 4 }, () => one(Math.random() * whole * 1.5)));
      }, 60_000);

      test('two pods that share a volume do not remove each other\'s files: the second waits, and finds it done', async () => {
        content = tarGz(...Array.from({ length: 1_500 }, (_, nth) => ({ name: `d${nth % 10}/f${nth}`, content: `${nth}\n` })));
        const flags = ['--sha256', sha256(content)];
        const runs = [start(flags), start(flags)];
        const exits = await Promise.all(runs.map((run) => run.exit));
        expect(exits.map(({ code }) => code)).toEqual([0, 0]);
        expect(exits.filter(({ output }) => output.includes('is there, with the right checksum'))).toHaveLength(1);
        expect(Object.keys(tree())).toHaveLength(1_510);
        expect(namesBesideLock(volume)).toEqual(['.prelude-tree', 'tree']);
      });

      test.each([
        [['--strip', '-1'], 121], [['--strip', 'x'], 121], [['--mode', '0755'], 121], [['other=https://localhost/'], 121],
      ])('%p is wrong usage', async (flags, code) => {
        expect(await start(flags).exit).toMatchObject({ code });
      });
    });
  });
});
