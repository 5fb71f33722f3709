import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runProgram } from '../support/program';
import { forEachShell } from '../support/shells';
import { describeWith } from '../support/tools';
import { sleep } from '../support/until';
import { emptyVolume, nobody } from '../support/volume';
import { sha256 } from './fetch-helpers';

const names = ['auth.jar', '-n', 'a b $(X) *', 'sub/[x]', '\'"`\\'];

describeWith(['busybox'], 'verify', () => {
  let volume: string;
  const listed = names.flatMap((name) => [name, sha256(`content of ${name}`)]);
  beforeEach(() => {
    volume = emptyVolume();
    mkdirSync(join(volume, 'sub'), { mode: 0o755 });
    for (const name of names) writeFileSync(join(volume, name), `content of ${name}`);
  });

  forEachShell((shell) => {
    const start = (checks: readonly string[], flags: readonly string[] = ['--complete'], timeout = 10) => runProgram({
      shell,
      parts: ['common', 'files', 'volume', 'verify-files'],
      name: 'verify',
      args: ['--timeout', String(timeout), '--in', volume, ...flags, '--', ...checks],
      ...nobody,
    });
    const verify = (...args: Parameters<typeof start>) => start(...args).exit;
    const refused = (message: string) => ({ code: 1, terminationMessage: `${message}\n` });

    test('files that are what they should be, all of them', async () => {
      mkdirSync(join(volume, 'lost+found'), { mode: 0o700 });
      expect(await verify(listed)).toMatchObject({ code: 0, terminationMessage: '', output: expect.stringMatching(/^verify: 5 of 5 checks are right, seen in \d\.\d s\n$/) });
    });

    test('a byte more, a file that is gone, one too many, a link: all is told at once', async () => {
      writeFileSync(join(volume, 'auth.jar'), 'evil');
      rmSync(join(volume, '-n'));
      writeFileSync(join(volume, 'sub/extra\nline'), '');
      writeFileSync(join(volume, '.hidden'), '');
      symlinkSync('/etc/passwd', join(volume, '-n'));
      const { code, terminationMessage } = await verify(listed);
      expect(code).toBe(1);
      expect(terminationMessage.split('\n').sort()).toEqual([
        '', '-n: is a link', `-n: has the sha256 ${sha256(execFileSync('cat', ['/etc/passwd']))}, not ${sha256('content of -n')}`,
        '.hidden: is not listed', `auth.jar: has the sha256 ${sha256('evil')}, not ${sha256('content of auth.jar')}`,
        'line: is not listed', 'sub/extra: is not listed', 'a file with a line break in its path: is not listed',
      ].sort());
    });

    test.each(['lost+found', '.snapshot'])('the name %s hides nothing', async (name) => {
      writeFileSync(join(volume, name), '');
      expect(await verify(listed)).toMatchObject(refused(`${name}: is not listed`));
      rmSync(join(volume, name));
      mkdirSync(join(volume, name), { mode: 0o755 });
      writeFileSync(join(volume, name, 'x'), '');
      expect(await verify(listed)).toMatchObject(refused(`${name}/x: is not listed`));
    });

    test('the lock of this library is no file of anybody, where it is empty, at the top, and a file', async () => {
      const lock = join(volume, '.prelude-lock');
      writeFileSync(lock, '');
      expect(await verify(listed)).toMatchObject({ code: 0 });
      for (const spoil of [() => writeFileSync(lock, 'evil'), () => { rmSync(lock); symlinkSync('-n', lock); }, () => { rmSync(lock); mkdirSync(lock); writeFileSync(join(lock, 'x'), ''); }]) {
        spoil();
        expect(await verify(listed)).toMatchObject({ code: 1, terminationMessage: expect.stringMatching(/^\.prelude-lock(\/x)?: is not listed\n$/) });
      }
    });

    test('a file is found whose path reads like two that are listed', async () => {
      mkdirSync(join(volume, '-n\n.'));
      writeFileSync(join(volume, '-n\n./-n'), 'evil');
      expect(await verify(listed)).toMatchObject({ code: 1, terminationMessage: 'a file with a line break in its path: is not listed\n' });
    });

    test.each<[string, () => void, string]>([
      ['a file that is not there', () => rmSync(join(volume, 'auth.jar')), 'auth.jar: is not there; there are: \'"`\\, -n, a b $(X) *, sub'],
      ['a directory in its place', () => { rmSync(join(volume, 'auth.jar')); mkdirSync(join(volume, 'auth.jar')); },
        'auth.jar: is a directory; there are: \'"`\\, -n, a b $(X) *, auth.jar, sub'],
      ['a file that a link leads to', () => { rmSync(join(volume, 'auth.jar')); symlinkSync('-n', join(volume, 'auth.jar')); },
        `auth.jar: has the sha256 ${sha256('content of -n')}, not ${sha256('content of auth.jar')}\nauth.jar: is a link`],
      ['a file that may not be read', () => chmodSync(join(volume, 'auth.jar'), 0o600), 'auth.jar: cannot be read by uid 65534'],
      ['a directory that may not be read', () => { mkdirSync(join(volume, 'x'), { mode: 0o700 }); }, 'find: ./x: Permission denied: is not listed'],
    ])('%s is refused', async (what, spoil, message) => {
      spoil();
      if (/may not/.test(what) && nobody.uid === undefined) return;
      const exit = await verify(listed);
      expect({ ...exit, terminationMessage: exit.terminationMessage.replace(/find: .(\.\/x).: /, 'find: $1: ') }).toMatchObject(refused(message));
    });

    test('many problems are told up to ten', async () => {
      for (let count = 0; count < 30; count += 1) writeFileSync(join(volume, `extra${count}`), '');
      const { terminationMessage } = await verify(listed);
      expect(terminationMessage.trim().split('\n')).toHaveLength(11);
      expect(terminationMessage).toMatch(/\nand 20 more\n$/);
    });

    describe('not-empty', () => {
      const check = (content: string) => {
        writeFileSync(join(volume, 'password'), content);
        return verify(['password', 'not-empty'], []);
      };
      test.each(['x', ' x\n', '\0', '\n\n\n\té', '0'])('%j is something', async (content) => expect(await check(content)).toMatchObject({ code: 0 }));
      test.each(['', '\n', ' \t\r\n'])('%j is nothing', async (content) => expect(await check(content)).toMatchObject(refused('password: is empty')));
      test('shows no content, and minds no other file', async () => expect((await check('hunter2')).output).not.toContain('hunter2'));
    });

    test('keys as kubelet projects them', async () => {
      volume = emptyVolume();
      mkdirSync(join(volume, '..2026_01'), { mode: 0o755 });
      writeFileSync(join(volume, '..2026_01/user'), 'shop');
      symlinkSync('..2026_01', join(volume, '..data'));
      symlinkSync('..data/user', join(volume, 'user'));
      expect(await verify(['user', sha256('shop')], ['--complete', '--projected'])).toMatchObject({ code: 0 });
      expect(await verify(['user', 'not-empty', 'password', 'not-empty'], ['--projected'])).toMatchObject(refused('password: is not there; there are: user'));
      symlinkSync('..data/user', join(volume, 'other'));
      expect(await verify(['user', sha256('shop')], ['--complete', '--projected'])).toMatchObject(refused('other: is not listed'));
    });

    test('the deadline and SIGTERM end it', async () => {
      writeFileSync(join(volume, 'big'), '');
      truncateSync(join(volume, 'big'), 20_000_000_000);
      expect(await verify(['big', 'a'.repeat(64)], [], 1)).toMatchObject({ code: 124, terminationMessage: 'not done after 1 s\n' });
      const running = start(['big', 'a'.repeat(64)]);
      await sleep(200); // it is at work then, for a long time
      running.kill('SIGTERM');
      const exit = await running.exit;
      expect(exit).toMatchObject({ code: 143 });
      expect(exit.ms).toBeLessThan(2200);
    });

    test.each([[[]], [['a']]])('refuses %j', async (checks) => expect(await verify(checks)).toMatchObject({ code: 121 }));
    test('refuses what is no directory', async () => {
      rmSync(volume, { recursive: true });
      expect(await verify(listed)).toMatchObject({ code: 1, terminationMessage: expect.stringMatching(/is not a directory\n$/) });
    });
  });
});
