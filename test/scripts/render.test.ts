import { readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { quote } from '../../src/rendering/formats';
import { oneSecond, said } from '../support/container';
import { meddlingBusybox } from '../support/meddling';
import { runProgram } from '../support/program';
import { forEachShell } from '../support/shells';
import { canMount, mountSmall } from '../support/small-disk';
import { describeWith } from '../support/tools';
import { sleep } from '../support/until';
import { emptyVolume, namesIn, nobody } from '../support/volume';

const every = Array.from({ length: 127 }, (_, code) => String.fromCharCode(code + 1)).join('');
const odd = ['', '\n', 'x\n\n', '"', "'", "''", '\\', '\\\\"', '$(NAME) $$ ${HOME} `id`', '-n', '%s \\n \\c', '@{X}', '&', 'é日本😀', every, `${"'\"\\\n".repeat(500)}`];

describeWith(['busybox'], 'render', () => {
  let volume: string;
  beforeEach(() => { volume = emptyVolume(); });
  const read = (name: string) => readFileSync(join(volume, name), 'utf8');

  forEachShell((shell) => {
    const start = (args: readonly string[], env: Record<string, string> = {}, { timeout = 10, to = volume } = {}) => runProgram({
      shell, parts: ['common', 'lock', 'publish', 'render'], name: 'render', env, ...nobody, args: ['--timeout', String(timeout), '--to', to, ...args],
    });
    const all = ['--json', 'V', '--text', '\n', '--inside', 'V', '--text', '\0'.slice(1), '--word', 'V', '--value', 'V'];

    test.each(odd)('writes %j in each way, exactly as synth does, and says nothing of it', async (value) => {
      const exit = await start(['--file', 'a', '0644', ...all], { V: value }).exit;
      expect(exit).toMatchObject({ code: 0, terminationMessage: '', output: expect.stringMatching(/^render: a: written, \d+ bytes\n$/) });
      const [json = '', ...rest] = read('a').split('\n');
      expect(JSON.parse(json)).toBe(value);
      expect(JSON.parse(`"${rest[0]!.slice(0, json.length - 2)}"`)).toBe(value);
      expect(read('a').slice(json.length + 1 + json.length - 2)).toBe(quote({ text: value, isString: true }, 'word') + value);
    });

    test('whatever a variable can hold: JSON and a shell read it back', async () => {
      await fc.assert(fc.asyncProperty(fc.string({ unit: 'grapheme', maxLength: 100 }).filter((text) => !text.includes('\0')), async (value) => {
        const exit = await start(['--file', 'j', '0644', '--json', 'V', '--file', 's', '0644', '--text', 'V=', '--word', 'V', '--text', '\n'], { V: value }).exit;
        expect(exit).toMatchObject({ code: 0 });
        expect(JSON.parse(read('j'))).toBe(value);
        const { stdout } = spawnSync(shell.command[0], [...shell.command.slice(1), '-c', '. "$1"; printf %s "$V"', 'sh', join(volume, 's')], { encoding: 'utf8' });
        expect(stdout).toBe(value);
      }), { numRuns: 20 });
    }, 60_000);

    test('several files, with modes and directories', async () => {
      expect(await start(['--file', 'd/a', '0640', '--text', 'a', '--file', 'empty', '0644', '--file', 'b', '0755', '--value', 'V'], { V: 'v' }).exit).toMatchObject({
        code: 0, output: 'render: d/a: written, 1 bytes\nrender: empty: written, 0 bytes\nrender: b: written, 1 bytes\n',
      });
      expect([read('d/a'), read('empty'), read('b')]).toEqual(['a', '', 'v']);
      expect(['d/a', 'b'].map((name) => (statSync(join(volume, name)).mode & 0o777).toString(8))).toEqual(['640', '755']);
    });

    test('a second run leaves what is right, and follows a changed value', async () => {
      const args = ['--file', 'a', '0644', '--json', 'V', '--file', 'b', '0644', '--text', 'b'];
      await start(args, { V: '1' }).exit;
      expect((await start(args, { V: '2' }).exit).output).toBe('render: a: written, 3 bytes\nrender: b: is there already, 1 bytes\n');
      expect(read('a')).toBe('"2"');
    });

    test('a long value takes no long time', async () => {
      const exit = await start(['--file', 'a', '0644', '--json', 'V'], { V: `${'x'.repeat(60)}\n`.repeat(2_000) }).exit;
      expect(exit).toMatchObject({ code: 0 });
      expect(exit.ms).toBeLessThan(4 * oneSecond());
    });

    test.each([
      [[]], [['--text', 'x']], [['--file', 'a']], [['--file', '../a', '0644']], [['--file', 'a', '0666']], [['--file', 'a', '0644', '--json', 'UNSET']],
      [['--file', 'a', '0644', '--json', 'A-B']], [['--file', 'a', '0644', '--what', 'x']],
    ])('refuses %j, before anything is written', async (args) => {
      expect(await start(['--file', 'first', '0644', '--text', 'x'].slice(0, args.length === 0 || args[0] === '--text' ? 0 : 5).concat(args)).exit).toMatchObject({ code: 121 });
      expect(namesIn(volume)).toEqual([]);
    });

    test('nothing is written through a link', async () => {
      const outside = emptyVolume();
      symlinkSync(outside, join(volume, 'd'));
      expect(await start(['--file', 'd/a', '0644', '--text', 'x']).exit).toMatchObject({ code: 1, terminationMessage: expect.stringContaining('is a link') });
      expect(namesIn(outside)).toEqual([]);
    });

    test('keeps its deadline, and ends at SIGTERM', async () => {
      const slow = { PRELUDE_BUSYBOX: meddlingBusybox('awk', 'sleep 60'), V: 'v' };
      const late = await start(['--file', 'a', '0644', '--json', 'V'], slow, { timeout: 1 }).exit;
      expect(late).toMatchObject({ code: 124 });
      expect(late.ms).toBeLessThan(1_500 + oneSecond());
      const running = start(['--file', 'a', '0644', '--text', 'x', '--file', 'b', '0644', '--json', 'V'], slow, { timeout: 60 });
      await said(running, 'a: written');
      const sent = performance.now();
      running.kill('SIGTERM');
      expect(await running.exit).toMatchObject({ code: 143 });
      expect(performance.now() - sent).toBeLessThan(1_000 + oneSecond());
      expect(namesIn(volume)).toEqual(['a']);
    });

    test('killed at random moments, it leaves the old content or the new one', async () => {
      for (let round = 0; round < 10; round += 1) {
        writeFileSync(join(volume, 'a'), 'old');
        const running = start(['--file', 'a', '0644', '--json', 'V'], { V: '\n'.repeat(2_000) });
        await sleep(Math.random() * 60);
        running.kill('SIGKILL');
        await running.exit;
        expect(['old', JSON.stringify('\n'.repeat(2_000)).replaceAll('\\n', '\\u000a')]).toContain(read('a'));
        expect(await start(['--file', 'a', '0644', '--text', 'new']).exit).toMatchObject({ code: 0 });
        expect(namesIn(volume)).toEqual(['a']);
      }
    }, 60_000);

    (canMount() ? test : test.skip)('a full disk leaves the old content (needs mount)', async () => {
      const { directory, remove } = mountSmall('64k');
      try {
        writeFileSync(join(directory, 'a'), 'old');
        expect(await start(['--file', 'a', '0644', '--json', 'V'], { V: 'x'.repeat(100_000) }, { to: directory }).exit).toMatchObject({ code: 1 });
        expect([namesIn(directory), readFileSync(join(directory, 'a'), 'utf8')]).toEqual([['a'], 'old']);
      } finally {
        remove();
      }
    });
  });
});
