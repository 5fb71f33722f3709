import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, lstatSync, mkdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { oneSecond, said } from '../support/container';
import { program, runProgram, searchPath } from '../support/program';
import { withoutLocks } from '../support/no-locks';
import { forEachShell } from '../support/shells';
import { temporaryDirectory } from '../support/temporary';
import { describeWith, findTool } from '../support/tools';
import { until } from '../support/until';
import { emptyVolume, namesBesideLock, namesIn, nobody } from '../support/volume';
import { sha256 } from './fetch-helpers';

const away = 'http://127.0.0.1:1/x';
const sum = ['--sha256', '0'.repeat(64)];
const busy = 'another one has been at work in the volume for all of 1 s';

/** A program that writes into a volume: its parts, what it is told, what killed runs leave, and what it says at the deadline. */
interface Writer {
  readonly parts: readonly string[];
  readonly args: readonly string[];
  readonly leftOver: string;
  readonly late: RegExp;
  /** What it writes, where it needs no server. */
  readonly writes?: string;
}

const text = ['--text', 'x'];
const writers: Readonly<Record<string, (from: string, work: string) => Writer>> = {
  'write': () => ({ parts: ['lock', 'publish', 'write-files'], args: ['--file', 'x', '0644', 'x'], leftOver: '.prelude-publish-1', late: new RegExp(`^${busy}\n$`), writes: 'x' }),
  'render': () => ({ parts: ['lock', 'publish', 'render'], args: ['--file', 'x', '0644', ...text], leftOver: '.prelude-publish-1', late: new RegExp(`^${busy}\n$`), writes: 'x' }),
  'copy': (from) => ({
    parts: ['files', 'lock', 'publish', 'copy-files'], args: ['--from', from, '--', 'x', 'x', '0644'], leftOver: '.prelude-copy-1', late: new RegExp(`^${busy}\n$`), writes: 'x',
  }),
  'copy-image': (from) => ({ parts: ['lock', 'copied', 'copy-from-image'], args: ['--from', from], leftOver: '.prelude-copy-1', late: new RegExp(`^${busy}\n$`), writes: 'x' }),
  'fetch': () => ({
    parts: ['attempts', 'trust', 'lock', 'download', 'request', 'asked', 'fetch-https'], args: [`x=${away}`, ...sum], leftOver: '.prelude-fetch-1', late: new RegExp(`^${busy}; gave up on http://.* after \\d\\.\\d s\n$`),
  }),
  'unpack': () => ({
    parts: ['attempts', 'trust', 'lock', 'download', 'request', 'asked', 'tree', 'fetch-archive'], args: [`x=${away}`, ...sum], leftOver: '.prelude-fetch-1', late: new RegExp(`^${busy}; gave up on http://`),
  }),
  'data': () => ({ parts: ['attempts', 'trust', 'lock', 'download', 'request', 'asked', 'fetch-data'], args: ['--total-bytes', '9', `x=${away}`, ...sum], leftOver: '.prelude-part-1', late: new RegExp(`^${busy}\n$`) }),
  'clone': (_, work) => ({
    parts: ['attempts', 'trust', 'lock', 'asked', 'tree', 'fetch-git'], args: ['--work', work, '--repository', 'https://127.0.0.1:1/x'], leftOver: '.prelude-new-1', late: new RegExp(`^${busy}; gave up on https://`),
  }),
};

describeWith(['busybox', 'flock', 'curl', 'git'], 'the lock of a volume that pods share', () => {
  let volume: string;
  let from: string;
  let work: string;
  let lock: string;
  beforeEach(() => {
    [volume, from, work] = [emptyVolume(), emptyVolume(), emptyVolume()];
    lock = join(volume, '.prelude-lock');
    writeFileSync(join(from, 'x'), 'x');
  });

  const others: ChildProcess[] = [];
  afterEach(() => release());

  /** Another pod that is at work in the volume. */
  async function another(): Promise<void> {
    writeFileSync(lock, '');
    chmodSync(lock, 0o666);
    const child = spawn(findTool('flock')!, [lock, 'sh', '-c', 'echo held; exec sleep 60'], { detached: true, stdio: ['ignore', 'pipe', 'inherit'] });
    others.push(child);
    await once(child.stdout, 'data');
  }
  async function release(): Promise<void> {
    await Promise.all(others.splice(0).map((child) => {
      const ended = once(child, 'exit');
      process.kill(-child.pid!, 'SIGKILL');
      return ended;
    }));
  }

  forEachShell((shell) => {
    /** `instead`: the files that a fetcher is asked for. */
    interface Options {
      flags?: readonly string[]; timeout?: number; user?: { uid?: number; gid?: number }; env?: Record<string, string>; instead?: readonly string[];
    }
    const start = (name: string, { flags = ['--lock', lock], timeout = 20, user = nobody, env = {}, instead = [] }: Options = {}) => {
      const { parts, args } = writers[name]!(from, work);
      return runProgram({
        shell, parts: ['common', ...parts], name: 'step', ...user, args: ['--timeout', String(timeout), ...flags, '--to', volume, ...(instead.length > 0 ? ['--total-bytes', '9', ...instead] : args)],
        env,
      });
    };

    describe.each(Object.keys(writers))('%s', (name) => {
      test('another pod is let finish: nothing of its own is taken away; the deadline is kept meanwhile, and SIGTERM obeyed', async () => {
        const { leftOver, late } = writers[name]!(from, work);
        await another();
        writeFileSync(join(volume, leftOver), 'of the other one');
        const [short, long] = [start(name, { timeout: 1 }), start(name)];
        const exit = await short.exit;
        expect(exit).toMatchObject({
          code: 124, output: expect.stringMatching(/^step: another one is at work in the volume: waits for it\n/), terminationMessage: expect.stringMatching(late),
        });
        expect(exit.ms).toBeLessThan(1_500 + oneSecond());
        await said(long, 'waits for it');
        const sent = performance.now();
        long.kill('SIGTERM');
        expect(await long.exit).toMatchObject({ code: 143 });
        expect(performance.now() - sent).toBeLessThan(1_000 + oneSecond());
        expect(namesBesideLock(volume)).toEqual([leftOver]);
      });
    });

    describe.each(Object.keys(writers).filter((name) => writers[name]!('', '').writes !== undefined))('%s', (name) => {
      test('waits, and then writes; what it was waiting for has left is removed', async () => {
        await another();
        const running = start(name);
        await said(running, 'waits for it');
        writeFileSync(join(volume, writers[name]!(from, work).leftOver), 'of a run that was killed');
        await release();
        expect(await running.exit).toMatchObject({ code: 0, terminationMessage: '' });
        expect(namesIn(volume)).toEqual(['.prelude-lock', 'x']);
      });

      test('five at a time: all are done', async () => {
        const exits = await Promise.all(Array.from({ length: 5 }, () => start(name).exit));
        expect(exits.map(({ code, output }) => ({ code, output }))).toEqual(exits.map(() => ({ code: 0, output: expect.any(String) })));
        expect(namesIn(volume)).toEqual(['.prelude-lock', 'x']);
      });

      test('without --lock there is none', async () => {
        expect(await start(name, { flags: [] }).exit).toMatchObject({ code: 0 });
        expect(namesIn(volume)).toEqual(['x']);
      });
    });

    test('what is there is kept behind another pod, where it may be kept while the server is away', async () => {
      await another();
      writeFileSync(join(volume, 'x'), 'from before');
      const fetch = (flags: readonly string[]) => runProgram({
        shell, parts: ['common', 'attempts', 'trust', 'lock', 'download', 'request', 'asked', 'fetch-https'], ...nobody,
        args: ['--timeout', '1', '--lock', lock, '--to', volume, 'x=https://127.0.0.1:1/x', ...flags],
      }).exit;
      expect(await fetch(['--when-unavailable', 'keep'])).toMatchObject({ code: 0, output: expect.stringContaining(`: ${busy}; the copy from before is kept\n`) });
      expect(await fetch([])).toMatchObject({ code: 124 });
    });

    test('who waits says so again, once a minute, with the time', async () => {
      await another();
      const everyMinute = program('common', 'lock', 'publish', 'write-files').replaceAll('6000', '120');
      const exit = await runProgram({
        shell, parts: [], text: everyMinute, name: 'write', ...nobody, args: ['--timeout', '5', '--lock', lock, '--to', volume, '--file', 'x', '0644', 'x'],
      }).exit;
      const again = exit.output.split('\n').filter((line) => line.includes('still waiting'));
      expect(again.length).toBeGreaterThan(1);
      expect(again.length).toBeLessThan(5);
      for (const line of again) expect(line).toMatch(/^write: still waiting, [1-5] of 5 s: another one is at work in the volume$/);
      expect(exit.code).toBe(124);
    });

    test('the lock of a pod that was killed blocks nobody', async () => {
      const slow = join(temporaryDirectory('prelude-slow-', 0o755), 'busybox');
      writeFileSync(slow, `#!/bin/sh\ncase $1 in sync) sleep 60 ;; flock) shift && exec ${findTool('flock')} "$@" ;; esac\nexec ${findTool('busybox')} "$@"\n`, { mode: 0o755 });
      const killed = start('write', { env: { PRELUDE_BUSYBOX: slow } });
      await until(() => existsSync(lock) && namesIn(volume).some((entry) => entry.startsWith('.prelude-publish-')), 'what it writes');
      const next = start('write');
      await said(next, 'waits for it');
      process.kill(-killed.process.pid!, 'SIGKILL');
      await killed.exit;
      expect(await next.exit).toMatchObject({ code: 0 });
      expect(namesIn(volume)).toEqual(['.prelude-lock', 'x']);
    });

    (process.getuid?.() === 0 ? test : test.skip)('pods of other users take it as well, whatever the umask (needs root)', async () => {
      const before = process.umask(0o077);
      try {
        expect(await start('write', { user: { uid: 1000, gid: 1000 } }).exit).toMatchObject({ code: 0 });
        expect((statSync(lock).mode & 0o777).toString(8)).toBe('666');
        expect(await start('render').exit).toMatchObject({ code: 0 });
      } finally {
        process.umask(before);
      }
    });

    describe('a volume that has no locks', () => {
      const noLocks = () => ({ env: { PATH: `${withoutLocks()}${delimiter}${searchPath(shell)}` } });

      test('is written without', async () => {
        expect(await start('write', noLocks()).exit).toMatchObject({
          code: 0, output: 'step: the volume has no locks (No locks available): goes on without\nstep: x: written, 1 bytes\n',
        });
      });

      test.each(Object.keys(writers))('%s takes nothing away: another pod may be at work', async (name) => {
        const { leftOver, writes } = writers[name]!(from, work);
        const trees = ['.prelude-new-1', '.prelude-old-1'];
        const theirs = [...new Set([leftOver, ...trees, '.prelude-fetch-1', '.prelude-part-1', '.prelude-whole-1'])];
        for (const path of trees) mkdirSync(join(volume, path));
        for (const path of theirs) writeFileSync(join(volume, path, trees.includes(path) ? 'x' : ''), 'of the other one');
        // One attempt, for nobody answers; the files of `data` are there, so that it comes to its end.
        const there = name === 'data' ? [`there=${away}`, '--sha256', sha256('x')] : [];
        if (name === 'data') writeFileSync(join(volume, 'there'), 'x');
        const exit = await start(name, { flags: ['--lock', lock, ...(writes === undefined ? ['--attempts', '1'] : [])], instead: there, ...noLocks() }).exit;
        expect(exit).toMatchObject({ code: writes === undefined && name !== 'data' ? 1 : 0, output: expect.stringContaining('the volume has no locks') });
        expect(namesBesideLock(volume)).toEqual([...theirs, ...(writes === undefined ? [] : [writes]), ...(name === 'data' ? ['there'] : [])].sort());
      });
    });

    test.each<[string, () => void]>([
      ['a link', () => symlinkSync(join(from, 'y'), lock)],
      ['a directory', () => mkdirSync(lock)],
    ])('%s in its place is a clear failure', async (_, spoil) => {
      spoil();
      expect(await start('write').exit).toMatchObject({ code: 1, terminationMessage: expect.stringMatching(/^the lock of the volume, .*\.prelude-lock, cannot be written by uid \d+\n$/) });
      expect([namesIn(from), lstatSync(lock).isFile(), namesBesideLock(volume)]).toEqual([['x'], false, []]);
    });
  });
});
