import { chmodSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runProgram } from '../support/program';
import { forEachShell } from '../support/shells';
import { canMount, mountSmall } from '../support/small-disk';
import { describeWith } from '../support/tools';
import { sleep, until } from '../support/until';
import { emptyVolume, namesIn, nobody } from '../support/volume';

/** Writes keys as kubelet does: beside each other in a directory of their own, which `..data` leads to. */
function project(volume: string, side: string, keys: Readonly<Record<string, string>>): void {
  mkdirSync(join(volume, side), { mode: 0o755 });
  for (const [key, content] of Object.entries(keys)) writeFileSync(join(volume, side, key), content);
  symlinkSync(side, join(volume, '..data_tmp'));
  renameSync(join(volume, '..data_tmp'), join(volume, '..data'));
  for (const key of Object.keys(keys)) {
    rmSync(join(volume, key), { force: true });
    symlinkSync(`..data/${key}`, join(volume, key));
  }
}

const nasty = 'a = "$(NAME) $$ `x` *"\n\n\0\x01é';

describeWith(['busybox'], 'copy', () => {
  let from: string;
  let to: string;
  beforeEach(() => {
    [from, to] = [emptyVolume(), emptyVolume()];
    project(from, '..2026_01', { 'app.conf': nasty, '-n': 'odd\n', 'a b $(X) *': 'odder\n', '.env': '' });
  });
  const mode = (file: string) => (statSync(join(to, file)).mode & 0o7777).toString(8);

  forEachShell((shell) => {
    const start = (files: readonly string[], flags: readonly string[] = [], timeout = 10) => runProgram({
      shell,
      parts: ['common', 'files', 'lock', 'publish', 'copy-files'],
      name: 'copy',
      args: ['--timeout', String(timeout), '--from', from, '--to', to, ...flags, '--', ...files],
      ...nobody,
    });
    const copy = (...args: Parameters<typeof start>) => start(...args).exit;

    test('plain files, byte for byte, with the places and modes asked for, and nothing else', async () => {
      const before = process.umask(0o077);
      const running = start(['app.conf', 'conf.d/deep/app.conf', '0640', '-n', '-n', '0600', 'a b $(X) *', 'a b $(X) *', '0755', '.env', '.env', '0644']);
      process.umask(before);
      expect(await running.exit).toMatchObject({
        code: 0,
        terminationMessage: '',
        output: 'copy: app.conf as conf.d/deep/app.conf: copied, 28 bytes\ncopy: -n: copied, 4 bytes\ncopy: a b $(X) *: copied, 6 bytes\ncopy: .env: copied, 0 bytes\n',
      });
      expect(namesIn(to)).toEqual(['-n', '.env', 'a b $(X) *', 'conf.d']);
      expect(readFileSync(join(to, 'conf.d/deep/app.conf'), 'utf8')).toBe(nasty);
      expect(['conf.d', 'conf.d/deep', 'conf.d/deep/app.conf', '-n', 'a b $(X) *', '.env'].map(mode)).toEqual(['755', '755', '640', '600', '755', '644']);
      expect(statSync(join(to, '-n')).uid).toBe(nobody.uid ?? process.getuid?.());
    });

    test('a second run changes nothing that is right', async () => {
      const files = ['app.conf', 'app.conf', '0644', '-n', '-n', '0600'];
      await copy(files);
      const { ino } = statSync(join(to, 'app.conf'));
      expect(await copy(files)).toMatchObject({ code: 0, output: 'copy: app.conf: there already\ncopy: -n: there already\n' });
      expect(statSync(join(to, 'app.conf')).ino).toBe(ino);
    });

    test.each([
      ['content', (file: string) => writeFileSync(file, 'by the app')],
      ['mode', (file: string) => chmodSync(file, 0o600)],
      ['a link in its place', (file: string) => { rmSync(file); symlinkSync('/etc/passwd', file); }],
    ])('what the app has changed (%s) is overwritten, or kept if asked', async (_, change) => {
      const files = ['app.conf', 'app.conf', '0644'];
      await copy(files);
      change(join(to, 'app.conf'));
      const changed = readFileSync(join(to, 'app.conf'), 'utf8');
      expect(await copy(files, ['--when-present', 'keep'])).toMatchObject({ code: 0, output: 'copy: app.conf: there already, kept as it is\n' });
      expect(readFileSync(join(to, 'app.conf'), 'utf8')).toBe(changed);
      expect(await copy(files)).toMatchObject({ code: 0, output: 'copy: app.conf: copied, 28 bytes\n' });
      expect(readFileSync(join(to, 'app.conf'), 'utf8')).toBe(nasty);
      expect(mode('app.conf')).toBe('644');
    });

    test.each<[string, (from: string, to: string) => void, RegExp]>([
      ['a key that is not there', (source) => rmSync(join(source, 'app.conf')), /^app\.conf: is not there; there are: -n, a b \$\(X\) \*, \.env\n$/],
      ['a directory in its place', (source) => { rmSync(join(source, 'app.conf')); mkdirSync(join(source, 'app.conf')); }, /^app\.conf: is a directory; /],
      ['a link that leads nowhere', (source) => rmSync(join(source, '..2026_01/app.conf')), /^app\.conf: is a link that leads nowhere; /],
      ['a directory at the target', (_, target) => mkdirSync(join(target, 'app.conf')), /^app\.conf: a directory of that name is there\n$/],
      ['a volume of somebody else', (_, target) => chmodSync(target, 0o755), /cannot be written by uid \d+ in the groups [\d ]+: .*denied\n$/],
      ['no volume', (_, target) => rmSync(target, { recursive: true }), /is not a directory\n$/],
    ])('says so where there is %s, and copies nothing', async (_, spoil, message) => {
      spoil(from, to);
      if (/somebody/.test(_) && nobody.uid === undefined) return;
      expect(await copy(['-n', '-n', '0644', 'app.conf', 'app.conf', '0644'])).toMatchObject({ code: 1, terminationMessage: expect.stringMatching(message) });
      if (!/no volume|directory at/.test(_)) expect(namesIn(to)).toEqual([]);
    });

    test('a link to a directory in the way is refused before anything is copied; under a file\'s name it is replaced', async () => {
      const outside = emptyVolume();
      symlinkSync(outside, join(to, 'conf.d'));
      for (const place of ['conf.d/app.conf', 'conf.d/deep/app.conf']) {
        expect(await copy(['-n', '-n', '0644', 'app.conf', place, '0644'])).toMatchObject({
          code: 1, terminationMessage: `${join(to, 'conf.d')} is a link: nothing is written through links\n`,
        });
      }
      expect([namesIn(outside), namesIn(to)]).toEqual([[], ['conf.d']]);
      expect(await copy(['app.conf', 'conf.d', '0644'])).toMatchObject({ code: 0 });
      expect([namesIn(outside), readFileSync(join(to, 'conf.d'), 'utf8')]).toEqual([[], nasty]);
    });

    test.each([['../x', '0644'], ['/x', '0644'], ['a/../x', '0644'], ['.prelude-lock', '0644'], ['x', '0666'], ['x', '4755']])('refuses the place %j with mode %s', async (place, bad) => {
      expect(await copy(['-n', '-n', '0644', 'app.conf', place, bad])).toMatchObject({ code: 121 });
      expect(namesIn(to)).toEqual([]);
    });

    test.each([
      [['a', 'b']], [[]], [['a', 'b', '0644', 'c']],
    ])('refuses files %j', async (files) => {
      expect(await copy(files)).toMatchObject({ code: 121, terminationMessage: 'needs NAME PATH MODE for each file, after --\n' });
    });

    const onSmallDisk = canMount() ? test : test.skip;
    onSmallDisk('a disk that is full leaves the old files, all of them (needs mount)', async () => {
      const disk = mountSmall('64k');
      to = disk.directory;
      try {
        expect(await copy(['-n', '-n', '0644'])).toMatchObject({ code: 0 });
        project(from, '..2026_02', { '-n': 'new\n', 'big': 'x'.repeat(100_000) });
        expect(await copy(['-n', '-n', '0644', 'big', 'big', '0644'])).toMatchObject({
          code: 1, terminationMessage: 'big: cannot be copied: No space left on device\n',
        });
        expect(namesIn(to)).toEqual(['-n']);
        expect(readFileSync(join(to, '-n'), 'utf8')).toBe('odd\n');
      } finally {
        disk.remove();
      }
    });

    test('an object that changes meanwhile is copied from one side, never half and half', async () => {
      const names = Array.from({ length: 40 }, (_, index) => `key${index}`);
      const side = (content: string) => Object.fromEntries(names.map((name) => [name, content]));
      project(from, '..side0', side('0'));
      const running = start(names.flatMap((name) => [name, name, '0644']));
      for (let count = 1; count <= 8; count += 1) {
        project(from, `..side${count}`, side(String(count)));
        await sleep(10);
      }
      expect(await running.exit).toMatchObject({ code: 0 });
      expect(new Set(names.map((name) => readFileSync(join(to, name), 'utf8'))).size).toBe(1);
    });

    test('SIGTERM and the deadline end it, and nothing is left', async () => {
      writeFileSync(join(from, '-n'), Buffer.alloc(200_000_000));
      const files = ['-n', '-n', '0644', '-n', 'again', '0644', '-n', 'and again', '0644', '-n', 'more', '0644', '-n', 'most', '0644'];
      const late = await copy(files, [], 0);
      expect(late).toMatchObject({ code: 124, terminationMessage: 'not done after 0 s\n' });
      const running = start(files);
      await until(() => namesIn(to).some((name) => name.startsWith('.prelude-copy-')), 'the first copy');
      running.kill('SIGTERM');
      const ended = await running.exit;
      expect(ended).toMatchObject({ code: 143, terminationMessage: expect.stringMatching(/^ended by SIGTERM after 0\.\d s\n$/) });
      expect(ended.ms).toBeLessThan(2000);
      expect(namesIn(to)).toEqual([]);
    });

    test('killed at random moments, it leaves each file old or new, and a second run puts all right', async () => {
      const keys = { a: 'new\n'.repeat(50_000), b: 'new\n'.repeat(50_000) };
      project(from, '..2026_03', keys);
      const files = ['a', 'a', '0644', 'b', 'sub/b', '0600'];
      const { ms } = await copy(files);
      for (let round = 0; round < 12; round += 1) {
        writeFileSync(join(to, 'a'), 'old\n');
        chmodSync(join(to, 'a'), 0o644);
        const running = start(files);
        await sleep(Math.random() * ms);
        running.kill('SIGKILL');
        await running.exit;
        expect(['old\n', keys.a]).toContain(readFileSync(join(to, 'a'), 'utf8'));
        expect(await copy(files)).toMatchObject({ code: 0 });
        expect(namesIn(to)).toEqual(['a', 'sub']);
        expect(readFileSync(join(to, 'a'), 'utf8') === keys.a).toBe(true);
      }
    }, 60_000);
  });
});
