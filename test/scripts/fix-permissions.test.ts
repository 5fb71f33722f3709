import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync, chownSync, existsSync, lchownSync, lstatSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeAsRoot, describeContained, lookingBack, oneSecond } from '../support/container';
import { runProgram } from '../support/program';
import { forEachShell, type Shell } from '../support/shells';
import { findTool } from '../support/tools';
import { sleep, until } from '../support/until';

const parts = ['common', 'entries', 'volume', 'fix-permissions'];
const wanted = ['--owner', '1000', '--group', '2000', '--directory-mode', '0750', '--file-mode', '0640'];

/** What a tree holds: "UID:GID MODE" of each entry. */
function tree(top: string): Record<string, string> {
  const seen: Record<string, string> = {};
  const visit = (path: Buffer, name: string) => {
    const { uid, gid, mode } = lstatSync(path);
    seen[name] = `${uid}:${gid} ${(mode & 0o7777).toString(8)}`;
    if (lstatSync(path).isDirectory()) {
      for (const entry of readdirSync(path, { encoding: 'buffer' })) {
        visit(Buffer.concat([path, Buffer.from('/'), entry]), `${name}/${entry.toString('latin1')}`);
      }
    }
  };
  visit(Buffer.from(top), '.');
  return seen;
}

describeAsRoot(['busybox', 'setpriv'], 'fix', () => {
  let base: string;
  let volume: string;
  let outside: string;

  beforeEach(() => {
    base = mkdtempSync(join(tmpdir(), 'prelude-fix-'));
    chmodSync(base, 0o755);
    volume = join(base, 'volume');
    outside = join(base, 'outside');
    for (const directory of [volume, outside, join(volume, 'a'), join(volume, 'a/b'), join(volume, 'lost+found')]) mkdirSync(directory);
    for (const file of ['volume/a/plain', 'volume/a/b/program', 'volume/lost+found/piece', 'outside/file']) writeFileSync(join(base, file), file);
    chmodSync(join(volume, 'a/b/program'), 0o755);
    chmodSync(join(volume, 'lost+found'), 0o700);
    symlinkSync('../outside/file', join(volume, 'link'));
    symlinkSync('../outside', join(volume, 'directory-link'));
  });
  afterEach(() => execFileSync('rm', ['-rf', base])); // Node cannot remove what lies too deep

  const right = {
    '.': '1000:2000 750',
    './a': '1000:2000 750',
    './a/b': '1000:2000 750',
    './a/b/program': '1000:2000 750',
    './a/plain': '1000:2000 640',
    './directory-link': '1000:2000 777',
    './link': '1000:2000 777',
    './lost+found': '0:0 700',
    './lost+found/piece': '0:0 644',
  };

  forEachShell((shell) => {
    /** The shell, started by another program: `setpriv …`, `unshare …`. */
    const startedBy = (...prefix: [string, ...string[]]): Shell => ({ ...shell, command: [...prefix, ...shell.command] });
    const fix = (args: readonly string[], options: { by?: Shell; uid?: number; gid?: number; env?: Record<string, string> } = {}) =>
      runProgram({
        shell: options.by ?? shell,
        parts,
        name: 'fix',
        args: ['--timeout', '20', '--path', volume, ...args],
        env: options.env,
        uid: options.uid,
        gid: options.gid,
      });
    const withCapabilities = (...capabilities: string[]) =>
      startedBy(findTool('setpriv')!, '--inh-caps=-all', `--bounding-set=-all${capabilities.map((one) => `,+${one}`).join('')}`);

    /** A busybox that does something first, when the tool is called. */
    const meddlingBusybox = (tool: string, first: string): string => {
      const file = join(base, 'meddling-busybox');
      writeFileSync(file, `#!/bin/sh\nif [ "$1" = ${tool} ]; then ${first}; fi\nexec ${findTool('busybox')} "$@"\n`, { mode: 0o755 });
      return file;
    };

    test('the lock of this library stays as it is, writable by pods of any user', async () => {
      writeFileSync(join(volume, '.prelude-lock'), '');
      chmodSync(join(volume, '.prelude-lock'), 0o666);
      expect(await fix([...wanted, '--check', 'tree']).exit).toMatchObject({ code: 0 });
      expect(tree(volume)).toEqual({ ...right, './.prelude-lock': '0:0 666' });
      expect(await fix([...wanted, '--verify-only']).exit).toMatchObject({ code: 0 });
    });

    test('makes all right, and leaves lost+found and what links lead to', async () => {
      const before = tree(outside);
      expect(await fix(wanted).exit).toMatchObject({
        code: 0,
        output: expect.stringMatching(/^fix: \S+: made right \(owner 1000, group 2000, directories 0750, files 0640\) in \d\.\d s\n$/),
        terminationMessage: '',
      });
      expect(tree(volume)).toEqual(right);
      expect(tree(outside)).toEqual(before);
    });

    test('lost+found is what mkfs makes, by what it is: what has its name only is made right', async () => {
      for (const make of [
        () => { chmodSync(join(volume, 'lost+found'), 0o755); },
        () => { chownSync(join(volume, 'lost+found'), 5, 0); },
        () => { rmSync(join(volume, 'lost+found'), { recursive: true }); writeFileSync(join(volume, 'lost+found'), '', { mode: 0o644 }); chmodSync(join(volume, 'lost+found'), 0o4755); },
      ]) {
        make();
        expect(await fix([...wanted, '--verify-only'], { uid: 1000, gid: 2000 }).exit).toMatchObject({ code: 1, terminationMessage: expect.stringContaining('./lost+found') });
        expect(await fix([...wanted, '--check', 'tree']).exit).toMatchObject({ code: 0 });
        expect(tree(volume)['./lost+found']).toBe('1000:2000 750');
      }
    });

    describe("a filer's .snapshot", () => {
      const snapshot = () => join(volume, '.snapshot');
      const chattr = (...args: string[]) => execFileSync('chattr', args);
      beforeEach(() => { mkdirSync(join(snapshot(), 'hourly'), { recursive: true }); writeFileSync(join(snapshot(), 'hourly/file'), ''); });
      afterEach(() => chattr('-R', '-i', snapshot()));

      test('is left as it is, all of it or what is in it, and the rest is made right', async () => {
        for (const path of ['', 'hourly/file']) {
          chattr('-R', '-i', snapshot());
          chattr('+i', join(snapshot(), path));
          chownSync(volume, 0, 0);
          chownSync(join(volume, 'a/plain'), 0, 0);
          const { code, output } = await fix([...wanted, '--check', 'tree']).exit;
          expect({ code, output }).toEqual({ code: 0, output: expect.stringMatching(/^fix: \S+: .*\.snapshot takes no changes, and is left as it is.*\nfix: \S+: made right/) });
          expect(tree(volume)).toMatchObject({ '.': '1000:2000 750', './a/plain': '1000:2000 640' });
          expect(tree(volume)[join('./.snapshot', path) === '.snapshot' ? './.snapshot' : './.snapshot/hourly/file']).toMatch(/^0:0 /);
        }
      });

      test('is passed over by those that look, where it refuses changes and they may write', async () => {
        await fix([...wanted, '--check', 'tree']).exit;
        chmodSync(snapshot(), 0o755);
        const look = () => fix([...wanted, '--verify-only', '--writable'], { uid: 1000, gid: 2000 }).exit;
        expect(await look()).toMatchObject({ code: 1, terminationMessage: expect.stringContaining('./.snapshot') });
        chattr('+i', snapshot());
        expect(await look()).toMatchObject({ code: 0 });
      });

      test('a directory of that name that takes changes is one like any other', async () => {
        expect(await fix([...wanted, '--check', 'tree']).exit).toMatchObject({ code: 0 });
        expect(tree(volume)).toMatchObject({ './.snapshot': '1000:2000 750', './.snapshot/hourly/file': '1000:2000 640' });
      });
    });

    test('a path that no name can hold is made right too', async () => {
      const made = spawnSync('python3', ['-c', 'import os, sys\nos.chdir(sys.argv[1])\nfor _ in range(60):\n  os.mkdir("x" * 100); os.chdir("x" * 100)\nopen("file", "w")', volume]);
      expect(made.status).toBe(0);
      expect(await fix([...wanted, '--check', 'tree']).exit).toMatchObject({ code: 0, output: expect.stringContaining('made right') });
      const seen = spawnSync('python3', ['-c', 'import os, sys\nos.chdir(sys.argv[1])\nfor _ in range(60):\n  os.chdir("x" * 100); s = os.stat("."); assert (s.st_uid, s.st_mode & 0o7777) == (1000, 0o750)\ns = os.stat("file"); print(s.st_uid, oct(s.st_mode))', volume]);
      expect(seen.stdout.toString()).toBe('1000 0o100640\n');
    });

    test('nothing outside is touched while somebody puts links in the place of directories and files', async () => {
      for (let index = 0; index < 400; index++) {
        mkdirSync(join(volume, `d${index}`));
        writeFileSync(join(volume, `d${index}/file`), '');
        writeFileSync(join(outside, `f${index}`), '', { mode: 0o600 });
      }
      writeFileSync(join(outside, 'file'), '', { mode: 0o600 });
      const before = tree(outside);
      // Swaps directories, and files in them, for links to what is outside and back, as fast as it can, for each of them.
      const swapping = spawn('python3', ['-c', `
import os, sys
volume = sys.argv[1]; os.chdir(volume)
os.symlink('../outside', 'link-d'); os.symlink('../../outside/file', 'link-f')
print('at work', flush=True)
while True:
  for i in range(400):
    d = 'd%d' % i
    try:
      os.rename(d, 'aside'); os.rename('link-d', d); os.rename(d, 'link-d'); os.rename('aside', d)
      f = d + '/file'
      os.rename(f, 'aside-f'); os.rename('link-f', f); os.rename(f, 'link-f'); os.rename('aside-f', f)
    except OSError: pass
`, volume]);
      try {
        await once(swapping.stdout, 'data');
        for (let round = 0; round < 4; round++) {
          await fix(['--owner', String(1000 + round), '--group', '2000', '--directory-mode', round % 2 ? '0750' : '0755', '--file-mode', round % 2 ? '0644' : '0640', '--check', 'tree']).exit;
        }
      } finally {
        swapping.kill('SIGKILL');
      }
      expect(tree(outside)).toEqual(before);
    });

    test('names of every kind', async () => {
      const names = ['-n', '--help', 'new\nline', ' ', 'two  words', '*', '?', "it's", '$(touch x)', '`touch x`', '\\', '.hidden', 'ü', 'tab\t'];
      for (const name of names) {
        writeFileSync(join(volume, name), '');
        mkdirSync(join(volume, `${name}.d`));
        writeFileSync(join(volume, `${name}.d`, name), '');
      }
      writeFileSync(Buffer.concat([Buffer.from(`${volume}/`), Buffer.from([0xff, 0xfe, 0x80])]), '');
      expect(await fix(wanted).exit).toMatchObject({ code: 0 });
      const { './lost+found': _, './lost+found/piece': __, ...others } = tree(volume);
      expect(Object.keys(others)).toHaveLength(3 * names.length + 1 + 7);
      expect(Object.entries(others).filter(([, what]) => !/^1000:2000 (640|750|777)$/.test(what))).toEqual([]);
    });

    test('a path longer than the kernel takes (4096 bytes) is walked, to its end', async () => {
      // Step by step: no name of such a path can be given to the kernel as a whole.
      const walk = (each: string) => spawnSync(process.execPath, ['-e', `process.chdir(process.argv[1]); const fs = require('fs'), name = 'x'.repeat(100); let seen = '';
        for (let level = 0; level < 60; level += 1) { ${each} }; process.stdout.write(seen)`, volume], { encoding: 'utf8' });
      expect(walk('fs.mkdirSync(name); process.chdir(name); fs.writeFileSync("f", "")').status).toBe(0);
      expect(await fix([...wanted, '--check', 'tree']).exit).toMatchObject({ code: 0, terminationMessage: '' });
      const what = walk('process.chdir(name); for (const at of [".", "f"]) { const s = fs.lstatSync(at); seen += s.uid + ":" + s.gid + " " + (s.mode & 0o7777).toString(8) + "\\n" }').stdout;
      expect(what).toBe('1000:2000 750\n1000:2000 640\n'.repeat(60));
    });

    test('more than one batch', async () => {
      for (let index = 0; index < 2000; index++) writeFileSync(join(volume, 'a', `${'x'.repeat(200)}${index}`), '');
      expect(await fix(wanted).exit).toMatchObject({ code: 0 });
      const what = Object.entries(tree(join(volume, 'a'))).filter(([name]) => name.includes('x')).map(([, value]) => value);
      expect(what).toHaveLength(2000);
      expect(new Set(what)).toEqual(new Set(['1000:2000 640']));
    });

    test('a right root means that all was done; --check tree looks at every file', async () => {
      await fix(wanted).exit;
      chownSync(join(volume, 'a/plain'), 5, 5);
      expect(await fix(wanted).exit).toMatchObject({ code: 0, output: expect.stringContaining('right already') });
      expect(tree(volume)['./a/plain']).toBe('5:5 640');
      expect(await fix([...wanted, '--check', 'tree']).exit).toMatchObject({ code: 0, output: expect.stringContaining('made right') });
      expect(tree(volume)).toEqual(right);
      expect(await fix([...wanted, '--check', 'tree']).exit).toMatchObject({ code: 0, output: expect.stringContaining('right already') });
    });

    test('touches only what is not right', async () => {
      await fix(wanted).exit;
      const times = () => ['a', 'a/b', 'a/b/program', 'link'].map((name) => lstatSync(join(volume, name)).ctimeMs);
      const before = times();
      chownSync(volume, 0, 0);
      chmodSync(join(volume, 'a/plain'), 0o600);
      await sleep(20); // a change of it would have another time
      expect(await fix(wanted).exit).toMatchObject({ code: 0, output: expect.stringContaining('made right') });
      expect(tree(volume)).toEqual(right);
      expect(times()).toEqual(before);
    });

    test.each([
      [['--owner', '7'], '7:0 2751', '7:0 640', '7:0 777'],
      [['--group', '8'], '0:8 2751', '0:8 640', '0:8 777'],
      [['--owner', '1000680000', '--group', '2147483647'], '1000680000:2147483647 2751', '1000680000:2147483647 640', '1000680000:2147483647 777'],
      [['--file-mode', '600'], '0:0 2751', '0:0 600', '0:0 777'],
      [['--directory-mode', '0755'], '0:0 755', '0:0 640', '0:0 777'],
      [['--directory-mode', '1755'], '0:0 1755', '0:0 640', '0:0 777'],
      [['--file-mode', '0750'], '0:0 2751', '0:0 750', '0:0 777'],
    ])('%j alone', async (args, directory, file, link) => {
      for (const name of ['.', 'a', 'a/b']) chmodSync(join(volume, name), 0o2751);
      chmodSync(join(volume, 'a/plain'), 0o640);
      expect(await fix(args).exit).toMatchObject({ code: 0 });
      expect(tree(volume)).toMatchObject({ '.': directory, './a': directory, './a/b': directory, './a/plain': file, './link': link });
      expect(await fix([...args, '--check', 'tree']).exit).toMatchObject({ code: 0, output: expect.stringContaining('right already') });
    });

    test.each([
      ['0640', 0o700, '750'], ['0640', 0o4755, '750'], ['0444', 0o001, '555'], ['0600', 0o055, '700'], ['0744', 0o755, '744'], ['0744', 0o644, '744'],
    ])('file mode %s makes %o %s', async (mode, before, after) => {
      chmodSync(join(volume, 'a/plain'), before);
      expect(await fix(['--file-mode', mode, '--check', 'tree']).exit).toMatchObject({ code: 0 });
      expect(tree(volume)['./a/plain']).toBe(`0:0 ${after}`);
      expect((await fix(['--file-mode', mode, '--check', 'tree']).exit).output).toContain('right already');
    });

    test('a new owner takes setuid and setgid from a file, also where no mode is asked for', async () => {
      chmodSync(join(volume, 'a/b/program'), 0o6755);
      expect(await fix(['--owner', '9']).exit).toMatchObject({ code: 0 });
      expect(tree(volume)['./a/b/program']).toBe('9:0 755');
    });

    describe('with CHOWN, FOWNER and DAC_OVERRIDE alone', () => {
      beforeEach(() => {
        for (const name of ['a/plain', 'a/b/program', 'a/b', 'a', '.']) {
          chmodSync(join(volume, name), 0o700);
          lchownSync(join(volume, name), 999, 999);
        }
      });

      test('makes a 0700 directory of another user right', async () => {
        expect(await fix(wanted, { by: withCapabilities('chown', 'fowner', 'dac_override') }).exit).toMatchObject({ code: 0 });
        expect(tree(volume)).toEqual({ ...right, './a/plain': '1000:2000 750' });
      });

      test.each([['chown', 'fowner'], ['chown', 'dac_override'], ['fowner', 'dac_override']])('%s and %s are not enough', async (...some) => {
        expect(await fix(wanted, { by: withCapabilities(...some) }).exit).toMatchObject({
          code: 1, terminationMessage: expect.stringMatching(/could not be made right|cannot be entered by uid 0/),
        });
      });

      test('setgid, where the group is among its own', async () => {
        const setgid = ['--owner', '1000', '--group', '2000', '--directory-mode', '2770'];
        const by = withCapabilities('chown', 'fowner', 'dac_override');
        expect(await fix(setgid, { by }).exit).toMatchObject({
          code: 1, terminationMessage: expect.stringContaining('did not take setgid'),
        });
        expect(await fix(setgid, { by: withCapabilities('chown', 'fowner', 'dac_override'), gid: 2000 }).exit).toMatchObject({ code: 0 });
        expect(tree(volume)).toMatchObject({ '.': '1000:2000 2770', './a': '1000:2000 2770', './a/b': '1000:2000 2770' });
      });
    });

    test('without root says what it would need', async () => {
      const { code, terminationMessage } = await fix(wanted, { uid: 1234, gid: 1234 }).exit;
      expect(code).toBe(1);
      expect(terminationMessage).toMatch(/could not be made right \(owner 1000.*\) in \d\.\d s: .*\n(.*\n)*This is uid 1234 in the groups 1234.*; it needs uid 0 with CHOWN/);
    });

    test('what vanishes meanwhile is no error', async () => {
      const before = tree(outside);
      const busybox = meddlingBusybox('chown', `rm -f ${volume}/a/plain`);
      expect(await fix(wanted, { env: { PRELUDE_BUSYBOX: busybox } }).exit).toMatchObject({ code: 0, terminationMessage: '' });
      const { './a/plain': _, ...others } = right;
      expect(tree(volume)).toEqual(others);
      expect(tree(outside)).toEqual(before);
    });

    test('leaves no timer behind', async () => {
      expect(await fix(wanted, { by: lookingBack(shell) }).exit).toMatchObject({ code: 0, output: expect.stringMatching(/\nleft behind:\n$/) });
    });

    test('keeps its deadline, and says how to go on', async () => {
      const { code, ms, output, terminationMessage } = await fix(['--timeout', '1', ...wanted], {
        by: lookingBack(shell), env: { PRELUDE_BUSYBOX: meddlingBusybox('chown', 'sleep 47') },
      }).exit;
      expect({ code, terminationMessage }).toEqual({
        code: 124, terminationMessage: expect.stringMatching(/not all of it was done after 1 s; the next run goes on from there\n$/),
      });
      expect(output).toMatch(/\nleft behind:\n$/);
      expect(ms).toBeGreaterThan(990);
      expect(ms).toBeLessThan(1000 + oneSecond());
      expect(await fix(wanted).exit).toMatchObject({ code: 0, output: expect.stringContaining('made right') });
      expect(tree(volume)).toEqual(right);
    });

    test('ends on SIGTERM', async () => {
      const busybox = meddlingBusybox('chown', `touch ${base}/reached; sleep 47`);
      const running = fix(wanted, { by: lookingBack(shell), env: { PRELUDE_BUSYBOX: busybox } });
      await until(() => existsSync(join(base, 'reached')), 'chown');
      const asked = performance.now();
      running.kill('SIGTERM');
      expect(await running.exit).toMatchObject({
        code: 143, terminationMessage: expect.stringContaining('SIGTERM'), output: expect.stringMatching(/\nleft behind:\n$/),
      });
      expect(performance.now() - asked).toBeLessThan(1000 + oneSecond());
    });

    test('killed at any moment: a right root still means that all is right, and the second run makes it so', async () => {
      for (let index = 0; index < 300; index++) writeFileSync(join(volume, 'a', `${index}`), '');
      const all = () => {
        const { './lost+found': _, './lost+found/piece': __, ...others } = tree(volume);
        return [...new Set(Object.values(others))].sort();
      };
      const done = ['1000:2000 640', '1000:2000 750', '1000:2000 777'];
      for (let round = 0; round < 25; round++) {
        const running = fix(wanted);
        await sleep(Math.random() * 70);
        running.kill('SIGKILL');
        await running.exit;
        if (tree(volume)['.'] === '1000:2000 750') expect(all()).toEqual(done);
        if (round % 5 === 4) {
          expect(await fix(wanted).exit).toMatchObject({ code: 0 });
          expect(all()).toEqual(done);
          for (const name of ['.', 'a', 'a/plain', 'a/7', 'a/b']) chownSync(join(volume, name), round + 1, round + 1);
        }
      }
    });

    describe('--verify-only', () => {
      test('says what is not right, how many, and changes nothing', async () => {
        const before = tree(volume);
        for (let index = 0; index < 30; index++) writeFileSync(join(outside, `${index}`), '');
        const { code, terminationMessage } = await fix(['--owner', '1000', '--verify-only'], { uid: 1234, gid: 1234 }).exit;
        expect(code).toBe(1);
        expect(terminationMessage).toMatch(/^\S+ is not right \(owner 1000\): 7 entries are not as asked, such as\n/);
        expect(terminationMessage).toContain('\n0:0 644 ./a/plain\n');
        expect(tree(volume)).toEqual(before);
      });

      test('lists ten at most', async () => {
        for (let index = 0; index < 300; index++) writeFileSync(join(volume, 'a', `${index}`), '');
        const { terminationMessage } = await fix(['--file-mode', '0600', '--verify-only']).exit;
        expect(terminationMessage).toContain('302 entries are not as asked');
        expect(terminationMessage.match(/\.\/a\//g)).toHaveLength(10);
      });

      test('a name of many lines is one entry', async () => {
        for (let index = 0; index < 4; index++) writeFileSync(join(volume, 'a', `${index}\n\x1b[31m\n`), '');
        const { terminationMessage } = await fix(['--file-mode', '0600', '--verify-only']).exit;
        expect(terminationMessage).toContain(': 6 entries are not as asked');
        expect(terminationMessage.match(/^\d+:\d+ 644 \.\/a\/\d\?\?\[31m\?$/gm)).toHaveLength(4);
      });

      test('is content with what is right', async () => {
        await fix(wanted).exit;
        expect(await fix([...wanted, '--verify-only'], { uid: 1000, gid: 2000 }).exit).toMatchObject({
          code: 0, output: expect.stringMatching(/^fix: \S+: right \(owner 1000, .*\), seen in \d\.\d s\n$/),
        });
      });

      test('what cannot be looked into is not right', async () => {
        chmodSync(join(volume, 'a'), 0o700);
        expect(await fix(['--owner', '0', '--verify-only'], { uid: 1000, gid: 2000 }).exit).toMatchObject({
          code: 1, terminationMessage: expect.stringMatching(/\.\/a\W.*ermission denied/),
        });
        chmodSync(volume, 0o700);
        expect(await fix(['--owner', '0', '--verify-only'], { uid: 1000, gid: 2000 }).exit).toMatchObject({
          code: 1, terminationMessage: `${volume} cannot be entered by uid 1000\n`,
        });
      });

      test('--writable', async () => {
        expect(await fix(['--verify-only', '--writable'], { uid: 1000, gid: 2000 }).exit).toMatchObject({
          code: 1, terminationMessage: expect.stringMatching(/cannot be written by uid 1000 in the groups 2000/),
        });
        chownSync(volume, 1000, 0);
        const before = tree(volume);
        expect(await fix(['--verify-only', '--writable'], { uid: 1000, gid: 2000 }).exit).toMatchObject({
          code: 0, output: expect.stringContaining('writable for uid 1000'),
        });
        expect(tree(volume)).toEqual(before);
      });
    });

    test.each([
      [['--directory-mode', '0777'], 'would let everybody write'], [['--file-mode', '0666'], 'would let everybody write'],
      [['--directory-mode', '2772'], 'would let everybody write'], [['--file-mode', '4755'], 'special bits'],
      [['--file-mode', '2755'], 'special bits'], [['--directory-mode', '4755'], 'special bits'],
      [['--file-mode', 'u+x'], 'octal'], [['--file-mode', '0888'], 'octal'], [['--file-mode', '64'], 'octal'],
      [['--owner', 'root'], 'numeric id'], [['--owner', '-1'], 'numeric id'], [['--group'], 'needs a value'],
      [['--check', 'leaf'], 'root or tree'], [['--path', 'relative'], 'absolute'], [['--path', '/'], 'absolute'], [['--recursive', 'x'], 'no flag'],
      [[], 'nothing'],
    ])('refuses %j', async (args, words) => {
      const before = tree(volume);
      expect(await fix(args).exit).toMatchObject({ code: 121, terminationMessage: expect.stringContaining(words) });
      expect(tree(volume)).toEqual(before);
    });

    test('refuses a path that is not there, or no directory', async () => {
      for (const path of [join(base, 'absent'), join(volume, 'a/plain')]) {
        expect(await fix(['--path', path, '--owner', '1']).exit).toMatchObject({ code: 1, terminationMessage: expect.stringContaining('cannot be entered') });
      }
    });
  });
});

describeContained([], 'fix, with other file systems mounted below', () => {
  forEachShell((shell) => {
    test('leaves them alone', async () => {
      const base = mkdtempSync(join(tmpdir(), 'prelude-mounts-'));
      try {
        for (const name of ['volume', 'volume/in', 'volume/in/tmpfs here', 'volume/in/bound*', 'volume/in/bounded', 'elsewhere']) mkdirSync(join(base, name));
        writeFileSync(join(base, 'elsewhere/file'), '');
        const mounts = 'cd "$1"; mount -t tmpfs none "volume/in/tmpfs here"; mount --bind elsewhere "volume/in/bound*"; '
          + 'touch "volume/in/tmpfs here/file"; shift; "$@"; code=$?; stat -c "%u %n" volume/in/*/* volume/in/*; exit $code';
        const by: Shell = { ...shell, command: ['unshare', '--mount', '/bin/sh', '-c', mounts, 'mounts', base, ...shell.command] };
        const { code, output } = await runProgram({
          shell: by, parts, name: 'fix', args: ['--timeout', '20', '--path', join(base, 'volume'), '--owner', '1000', '--check', 'tree'],
        }).exit;
        expect(output).toContain('made right');
        expect(code).toBe(0);
        expect(output.split('\n').filter((line) => /^\d+ /.test(line)).sort()).toEqual([
          '0 volume/in/bound*', '0 volume/in/bound*/file', '0 volume/in/tmpfs here', '0 volume/in/tmpfs here/file', '1000 volume/in/bounded',
        ]);
      } finally {
        rmSync(base, { recursive: true, force: true });
      }
    });
  });
});
