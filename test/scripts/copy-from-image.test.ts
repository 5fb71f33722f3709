import { spawnSync } from 'node:child_process';
import { chmodSync, lstatSync, mkdirSync, readdirSync, readFileSync, readlinkSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describeContained, oneSecond, runContained } from '../support/container';
import { meddlingBusybox, untilMeddled } from '../support/meddling';
import { runProgram } from '../support/program';
import { forEachShell } from '../support/shells';
import { canMount, mountSmall } from '../support/small-disk';
import { describeWith, findTool } from '../support/tools';
import { sleep } from '../support/until';
import { emptyVolume, namesIn, nobody } from '../support/volume';

const parts = ['common', 'lock', 'copied', 'copy-from-image'];
const ODD = ['a b', '-rf', '$(id)', "it's", 'new\nline', '*', 'é日本'];

/** What a tree holds: mode and content, or where a link leads. */
function tree(top: string, at = ''): Record<string, string> {
  return Object.assign({}, ...readdirSync(join(top, at)).sort().map((entry) => {
    const name = join(at, entry);
    const path = join(top, name);
    const status = lstatSync(path);
    const mode = (status.mode & 0o7777).toString(8);
    if (status.isSymbolicLink()) return { [name]: `-> ${readlinkSync(path)}` };
    return status.isDirectory() ? { [name]: mode, ...tree(top, name) } : { [name]: `${mode} ${readFileSync(path, 'utf8')}` };
  }));
}

describeWith(['busybox'], 'copy', () => {
  let image: string;
  let volume: string;
  beforeEach(() => {
    volume = emptyVolume();
    image = emptyVolume();
    mkdirSync(join(image, 'conf.d/deep'), { recursive: true });
    writeFileSync(join(image, 'mime.types'), 'types\n', { mode: 0o604 });
    writeFileSync(join(image, 'conf.d/deep/site.conf'), 'site\n');
    writeFileSync(join(image, 'run'), '#!/bin/sh\n');
    chmodSync(join(image, 'run'), 0o4755);
    symlinkSync('../../usr/lib/modules', join(image, 'modules'));
    symlinkSync('conf.d', join(image, 'sites'));
  });
  const whole = {
    'conf.d': '755', 'conf.d/deep': '755', 'conf.d/deep/site.conf': '644 site\n', 'mime.types': '644 types\n', 'modules': '-> ../../usr/lib/modules',
    'run': '755 #!/bin/sh\n', 'sites': '-> conf.d',
  };

  forEachShell((shell) => {
    const start = ({ timeout = 10, to = volume, from = image, env = {}, more = [] as string[] } = {}) => runProgram({
      shell, parts, name: 'copy', env, ...nobody, args: ['--timeout', String(timeout), '--from', from, '--to', to, ...more],
    });

    test('copies all of the directory: files and directories readable for all, links as they are', async () => {
      const before = process.umask(0o077);
      const running = start();
      process.umask(before);
      expect(await running.exit).toMatchObject({ code: 0, output: expect.stringMatching(/^copy: .*: copied in \d\.\d s\n$/), terminationMessage: '' });
      expect(tree(volume)).toEqual(whole);
    });

    test('in an image that has no tools', async () => {
      const env = { PRELUDE_BUSYBOX: findTool('busybox')!, PATH: '/nonexistent' };
      expect(await start({ env }).exit).toMatchObject({ code: 0 });
      expect(tree(volume)).toEqual(whole);
    });

    test('whatever the names are', async () => {
      for (const name of ODD) {
        mkdirSync(join(image, 'odd', name), { recursive: true });
        writeFileSync(join(image, 'odd', name, name), name);
      }
      expect(await start().exit).toMatchObject({ code: 0 });
      for (const name of ODD) expect(readFileSync(join(volume, 'odd', name, name), 'utf8')).toBe(name);
    });

    test('many files', async () => {
      for (let index = 0; index < 2_000; index += 1) writeFileSync(join(image, `a-file-with-a-name-of-some-length-${index}`), String(index));
      expect(await start({ timeout: 60 }).exit).toMatchObject({ code: 0 });
      expect(namesIn(volume)).toHaveLength(2_000 + 5);
    }, 60_000);

    test('a second run puts right what has changed, and leaves alone what others have added', async () => {
      await start().exit;
      writeFileSync(join(volume, 'mime.types'), 'changed');
      writeFileSync(join(volume, 'conf.d/own.conf'), 'own');
      symlinkSync('.', join(volume, 'own'));
      expect(await start().exit).toMatchObject({ code: 0 });
      expect(tree(volume)).toEqual({ ...whole, 'conf.d/own.conf': '644 own', 'own': '-> .' });
    });

    test('a link to a directory under a file\'s name is replaced, not followed', async () => {
      const outside = emptyVolume();
      symlinkSync(outside, join(volume, 'mime.types'));
      expect(await start().exit).toMatchObject({ code: 0 });
      expect(tree(volume)).toEqual(whole);
      expect(namesIn(outside)).toEqual([]);
    });

    test('nothing is copied through a link to a directory', async () => {
      const outside = emptyVolume();
      symlinkSync(outside, join(volume, 'conf.d'));
      expect(await start().exit).toMatchObject({ code: 1, terminationMessage: `${volume}/conf.d is in the way: it is not a directory\n` });
      expect(namesIn(outside)).toEqual([]);
    });

    test('a directory under a file\'s name is a clear failure', async () => {
      mkdirSync(join(volume, 'mime.types'));
      expect(await start().exit).toMatchObject({ code: 1, terminationMessage: expect.stringContaining(`could not be moved to ${volume}`) });
    });

    test('a file that must be there and is not', async () => {
      expect(await start({ more: ['--require', 'mime.types', '--require', 'conf.d/x y'] }).exit).toMatchObject({
        code: 1, terminationMessage: `${image} has no conf.d/x y in this image\n`,
      });
      expect(namesIn(volume)).toEqual([]);
    });

    test('a directory that is not there', async () => {
      expect(await start({ from: '/no/such' }).exit).toMatchObject({
        code: 1, terminationMessage: expect.stringMatching(/^\/no\/such is no directory of this image that uid \d+ may enter\n$/),
      });
    });

    (process.getuid?.() === 0 ? test : test.skip)('a file that this user may not read (needs root)', async () => {
      writeFileSync(join(image, 'key'), 'secret', { mode: 0o600 });
      expect(await start().exit).toMatchObject({ code: 1, terminationMessage: expect.stringMatching(/could not be copied by uid 65534: .*key.*: Permission denied/) });
      expect(namesIn(volume)).toEqual([]);
    });

    test('a fifo', async () => {
      spawnSync('mkfifo', [join(image, 'fifo')]);
      expect(await start().exit).toMatchObject({ code: 1, terminationMessage: `${image}/fifo is neither a file, a directory nor a link\n` });
    });

    test.each([[[]], [['--from', '/a']], [['--from', 'a', '--to', '/b']], [['--from', '/a', '--to', '/b', '--require', '../x']], [['--what', 'x']]])('refuses %j', async (args) => {
      expect(await runProgram({ shell, parts, args: ['--timeout', '5', ...args] }).exit).toMatchObject({ code: 121 });
    });

    test('keeps its deadline, and leaves nothing half-done', async () => {
      const exit = await start({ timeout: 1, env: { PRELUDE_BUSYBOX: meddlingBusybox('sync', 'sleep 60') } }).exit;
      expect(exit).toMatchObject({ code: 124, terminationMessage: 'not done after 1 s\n' });
      expect(exit.ms).toBeLessThan(1_500 + oneSecond());
      expect(namesIn(volume)).toEqual([]);
    });

    test('SIGTERM ends it at once', async () => {
      const busybox = meddlingBusybox('sync', 'sleep 60');
      const running = start({ timeout: 60, env: { PRELUDE_BUSYBOX: busybox } });
      await untilMeddled(busybox);
      const sent = performance.now();
      running.kill('SIGTERM');
      expect(await running.exit).toMatchObject({ code: 143 });
      expect(performance.now() - sent).toBeLessThan(1_000 + oneSecond());
      expect(namesIn(volume)).toEqual([]);
    });

    test('killed at random moments, every file is whole or not there, and the next run finishes', async () => {
      const big = 'line\n'.repeat(50_000);
      for (let index = 0; index < 10; index += 1) writeFileSync(join(image, `big-${index}`), big);
      for (let round = 0; round < 10; round += 1) {
        const mine = emptyVolume();
        const running = start({ to: mine });
        await sleep(Math.random() * 150);
        running.kill('SIGKILL');
        await running.exit;
        for (const name of namesIn(mine).filter((each) => each.startsWith('big-'))) expect(readFileSync(join(mine, name), 'utf8') === big).toBe(true);
        expect(await start({ to: mine }).exit).toMatchObject({ code: 0 });
        expect(namesIn(mine)).toHaveLength(15);
      }
    }, 60_000);

    (canMount() ? test : test.skip)('a full disk is a clear failure (needs mount)', async () => {
      const { directory, remove } = mountSmall('64k');
      try {
        writeFileSync(join(image, 'big'), 'x'.repeat(200_000));
        expect(await start({ to: directory }).exit).toMatchObject({ code: 1, terminationMessage: expect.stringMatching(/could not be copied by uid \d+: .*No space left/) });
        expect(namesIn(directory)).toEqual([]);
      } finally {
        remove();
      }
    });
  });
});

describeContained([], 'copy in an image without a shell', () => {
  test('by the helper, as process 1', async () => {
    const running = runContained({
      image: { '/etc/app/settings': '/etc/hostname', '/volume/there': '/etc/hostname' }, parts, name: 'copy', uid: 65534,
      args: ['--timeout', '20', '--from', '/etc/app', '--to', '/volume'],
    });
    // The root is read-only, the volume with it: it is found, and the failure is told.
    expect(await running.exit).toMatchObject({ code: 1, terminationMessage: 'cannot write to /volume as uid 65534\n' });
  });
});
