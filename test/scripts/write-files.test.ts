import { chmodSync, existsSync, mkdirSync, readFileSync, readlinkSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { oneSecond, said } from '../support/container';
import { meddlingBusybox } from '../support/meddling';
import { runProgram } from '../support/program';
import { forEachShell } from '../support/shells';
import { canMount, mountSmall } from '../support/small-disk';
import { describeWith } from '../support/tools';
import { sleep } from '../support/until';
import { emptyVolume, namesIn, nobody } from '../support/volume';

type Written = readonly [name: string, mode: string, content: string];

const odd = ['', '\n', 'no newline', ' two \n\n\n', '-n', '-e \\n', '\\c', '%s %d %', '"\'`$(id)`*?[a]', '$(NAME) $$ ${HOME} $HOME', '@{X}', '\t\r\n', 'é日本😀', '\x01\x7f'];

describeWith(['busybox'], 'write', () => {
  let volume: string;
  beforeEach(() => { volume = emptyVolume(); });

  const mode = (name: string) => (statSync(join(volume, name)).mode & 0o7777).toString(8);
  const read = (name: string) => readFileSync(join(volume, name), 'utf8');

  forEachShell((shell) => {
    const start = (files: readonly Written[], { timeout = 10, to = volume, env = {} } = {}) => runProgram({
      shell, parts: ['common', 'lock', 'publish', 'write-files'], name: 'page', env, ...nobody,
      args: ['--timeout', String(timeout), '--to', to, ...files.flatMap((file) => ['--file', ...file])],
    });
    const write = (...files: readonly Written[]) => start(files).exit;

    test('writes each content byte for byte under its name', async () => {
      const files = odd.map((content, index): Written => [`${index} $x 'q'*-`, '0644', content]);
      expect(await write(...files)).toMatchObject({ code: 0, terminationMessage: '' });
      for (const [name, , content] of files) expect(read(name)).toBe(content);
      expect(namesIn(volume)).toHaveLength(files.length);
    });

    test('writes whatever an argument can hold', async () => {
      await fc.assert(fc.asyncProperty(fc.string({ unit: 'grapheme', maxLength: 200 }).filter((text) => !text.includes('\0')), async (text) => {
        expect(await write(['x', '0644', text])).toMatchObject({ code: 0 });
        expect(read('x')).toBe(text);
      }), { numRuns: 15 });
    });

    test('gives each its mode, and directories 0755, whatever the umask', async () => {
      const before = process.umask(0o077);
      const running = start([['conf.d/a/site.conf', '0644', 'x'], ['run.sh', '0755', '#!/bin/sh\n'], ['-x', '640', '']]);
      process.umask(before);
      expect(await running.exit).toMatchObject({
        code: 0, output: 'page: conf.d/a/site.conf: written, 1 bytes\npage: run.sh: written, 10 bytes\npage: -x: written, 0 bytes\n',
      });
      expect(['conf.d', 'conf.d/a', 'conf.d/a/site.conf', 'run.sh', '-x'].map(mode)).toEqual(['755', '755', '644', '755', '640']);
    });

    test('a second run leaves what is right as it is, and puts right what is not', async () => {
      const files: Written[] = [['same', '0644', 'a\n'], ['changed', '0644', 'b'], ['mode', '0755', 'c'], ['linked', '0644', 'd']];
      await write(...files);
      const inode = statSync(join(volume, 'same')).ino;
      writeFileSync(join(volume, 'changed'), 'other');
      chmodSync(join(volume, 'mode'), 0o644);
      expect(await write(...files)).toMatchObject({
        code: 0,
        output: 'page: same: is there already, 2 bytes\npage: changed: written, 1 bytes\npage: mode: written, 1 bytes\npage: linked: is there already, 1 bytes\n',
      });
      expect(statSync(join(volume, 'same')).ino).toBe(inode);
      expect([read('changed'), mode('mode')]).toEqual(['b', '755']);
    });

    test('a second run is done where modes let nobody write', async () => {
      const files: Written[] = [['a', '0440', 'a'], ['b', '0640', 'b'], ['c', '0400', 'c'], ['d', '0644', 'd']];
      await write(...files);
      chmodSync(join(volume, 'b'), 0o600);
      expect(await write(...files)).toMatchObject({ code: 0 });
      expect(['a', 'b', 'c', 'd'].map(mode)).toEqual(['440', '640', '400', '644']);
      expect(namesIn(volume)).toEqual(['a', 'b', 'c', 'd']);
    });

    test('a link under the name is replaced, not followed', async () => {
      writeFileSync(join(volume, 'elsewhere'), 'a');
      symlinkSync('elsewhere', join(volume, 'x'));
      expect(await write(['x', '0644', 'a'])).toMatchObject({ code: 0 });
      expect(() => readlinkSync(join(volume, 'x'))).toThrow();
      expect(read('elsewhere')).toBe('a');
      mkdirSync(join(volume, 'd'));
      symlinkSync('d', join(volume, 'y'));
      expect(await write(['y', '0644', 'a'])).toMatchObject({ code: 0 });
      expect([read('y'), namesIn(join(volume, 'd'))]).toEqual(['a', []]);
    });

    test('nothing is written through a link to a directory', async () => {
      const outside = emptyVolume();
      symlinkSync(outside, join(volume, 'conf.d'));
      expect(await write(['conf.d/x', '0644', 'a'])).toMatchObject({ code: 1, terminationMessage: `${volume}/conf.d is a link: nothing is written through links\n` });
      expect(namesIn(outside)).toEqual([]);
    });

    test('a directory under the name is a clear failure', async () => {
      mkdirSync(join(volume, 'x'));
      expect(await write(['x', '0644', 'a'])).toMatchObject({ code: 1, terminationMessage: `${volume}/x is a directory\n` });
      expect(namesIn(volume)).toEqual(['x']);
    });

    test('so is a volume that may not be written', async () => {
      chmodSync(volume, 0o555);
      const exit = await write(['x', '0644', 'a']);
      chmodSync(volume, 0o777);
      expect(exit).toMatchObject({ code: 1, terminationMessage: expect.stringMatching(/^x: cannot write to .*: no space left, or not allowed to uid \d+\n$/) });
    });

    test('and one that is not there', async () => {
      expect(await start([['x', '0644', 'a']], { to: '/no/such' }).exit).toMatchObject({ code: 1, terminationMessage: '/no/such is not a directory\n' });
    });

    test.each([['../x'], ['/x'], ['a/../x'], ['./x'], ['a//x'], ['a/'], [''], ['.prelude-x'], ['a/.prelude-x']])('refuses the name %j, before anything is written', async (name) => {
      expect(await write(['first', '0644', 'a'], [name, '0644', 'a'])).toMatchObject({ code: 121, terminationMessage: `'${name}' is not a path within a directory\n` });
      expect(namesIn(volume)).toEqual([]);
    });

    test.each(['0666', '0646', '4755', '1777', '64', '0o644', 'u=rw', ''])('refuses the mode %j', async (bad) => {
      expect(await write(['x', bad, 'a'])).toMatchObject({ code: 121, terminationMessage: `'${bad}' is not a mode such as 0644\n` });
    });

    test.each([[[]], [['--file', 'x', '0644']], [['--what', 'x']], [['--file', 'x', '0644', 'a', '--to']]])('refuses the arguments %j', async (args) => {
      const running = runProgram({ shell, parts: ['common', 'lock', 'publish', 'write-files'], args: ['--timeout', '5', '--to', volume, ...args] });
      expect(await running.exit).toMatchObject({ code: 121 });
      expect(namesIn(volume)).toEqual([]);
    });

    test('keeps its deadline, whatever a child does', async () => {
      const exit = await start([['x', '0644', 'a']], { timeout: 1, env: { PRELUDE_BUSYBOX: meddlingBusybox('sync', 'sleep 60') } }).exit;
      expect(exit).toMatchObject({ code: 124, terminationMessage: 'not done after 1 s\n' });
      expect(exit.ms).toBeLessThan(1_500 + oneSecond());
      expect(namesIn(volume)).toEqual([]);
    });

    test('SIGTERM ends it at once, and the next run finishes', async () => {
      const files: Written[] = [['a', '0644', 'a'], ['b', '0644', 'b']];
      const running = start(files, { timeout: 60, env: { PRELUDE_BUSYBOX: meddlingBusybox('sync', `[ ! -e '${volume}/a' ] || sleep 60`) } });
      await said(running, 'a: written');
      const sent = performance.now();
      running.kill('SIGTERM');
      expect(await running.exit).toMatchObject({ code: 143, terminationMessage: expect.stringContaining('ended by SIGTERM') });
      expect(performance.now() - sent).toBeLessThan(1_000 + oneSecond());
      expect(namesIn(volume)).toEqual(['a']);
      expect(await write(...files)).toMatchObject({ code: 0, output: 'page: a: is there already, 1 bytes\npage: b: written, 1 bytes\n' });
    });

    test('killed at random moments, it leaves the old content or the new one, and the next run puts it right', async () => {
      const content = 'line\n'.repeat(20_000);
      for (let round = 0; round < 15; round += 1) {
        writeFileSync(join(volume, 'x'), 'old');
        const running = start([['x', '0644', content], ['d/y', '0644', content]]);
        await sleep(Math.random() * 60);
        running.kill('SIGKILL');
        await running.exit;
        expect(['old', content]).toContain(read('x'));
        if (existsSync(join(volume, 'd/y'))) expect(read('d/y')).toBe(content);
        expect(await write(['x', '0644', content], ['d/y', '0644', content])).toMatchObject({ code: 0 });
        expect([read('x') === content, read('d/y') === content, mode('d')]).toEqual([true, true, '755']);
        expect(namesIn(volume)).toEqual(['d', 'x']);
      }
    }, 60_000);

    (canMount() ? test : test.skip)('a full disk leaves the old content (needs mount)', async () => {
      const { directory, remove } = mountSmall('64k');
      try {
        writeFileSync(join(directory, 'x'), 'old');
        const exit = await start([['x', '0644', 'x'.repeat(100_000)]], { to: directory }).exit;
        expect(exit).toMatchObject({ code: 1, terminationMessage: expect.stringContaining(`x: cannot write to ${directory}: no space left`) });
        expect(namesIn(directory)).toEqual(['x']);
        expect(readFileSync(join(directory, 'x'), 'utf8')).toBe('old');
      } finally {
        remove();
      }
    });
  });
});
