import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { tar } from '../support/archives';
import { hostileEnvironment } from '../support/hostile-environment';
import { busyboxApplets, runProgram, searchPath } from '../support/program';
import { Authority } from '../support/servers/authority';
import { makeCertificates, type Certificates } from '../support/servers/certificates';
import { gitHandler } from '../support/servers/git-https';
import { makeRepositories, type Repositories } from '../support/servers/git-repository';
import { startServer, type TestServer } from '../support/servers/https-server';
import { forEachShell } from '../support/shells';
import { describeWith, findTool } from '../support/tools';
import { emptyVolume } from '../support/volume';
import { sha256 } from './fetch-helpers';
import { partsFor } from './wait-helpers';

// The names of a program's own variables are nobody's business: an app may have variables of the same names.
describeWith(['busybox', 'curl', 'git', 'openssl', 'flock'], 'variables of the environment that have the names of a program\'s own', () => {
  let tls: Certificates;
  let repositories: Repositories;
  let server: TestServer;
  let git: TestServer;
  let volume: string;
  let from: string;
  let work: string;
  const archive = tar({ name: 'd/' }, { name: 'd/x', content: 'x' });

  beforeAll(async () => {
    tls = makeCertificates();
    repositories = makeRepositories();
    repositories.create('shop.git').commit({ x: 'x' });
    server = await startServer(({ url }, response) => response.end(url === '/archive' ? archive : 'x'), tls.good);
    git = await startServer(gitHandler(repositories.root), tls.good);
    const root = new Authority('root');
    const issued = root.issue({ alternative: 'DNS:localhost' });
    certificate = { 'tls.crt': issued.cert, 'tls.key': issued.key, 'ca.crt': root.cert };
  });
  let certificate: Readonly<Record<string, string>>;
  afterAll(() => Promise.all([server.close(), git.close()]));
  beforeEach(() => {
    [volume, from, work] = [emptyVolume(), emptyVolume(), emptyVolume()];
    writeFileSync(join(from, 'x'), 'x');
  });

  const fetching = ['attempts', 'trust', 'lock', 'download', 'request', 'asked'];
  const writing = () => ['--timeout', '20', '--lock', join(volume, '.prelude-lock'), '--to', volume];
  /** For each program, parts and arguments of a run that ends well. */
  const programs: Readonly<Record<string, () => readonly [readonly string[], readonly string[]]>> = {
    wait: () => {
      const targets = [
        `t=tcp://127.0.0.1:${server.port}`, `n=tcp://localhost:${server.port}`, 'd=dns://localhost',
        `w=${server.url('/')}`, '--ca', tls.ca, '--body-contains', 'x', 'c=command:', '--command', '1', '/bin/true', 'no=tcp://127.0.0.1:1', '--optional', '1',
      ];
      return [partsFor(targets).slice(1), ['--timeout', '20', ...targets]];
    },
    write: () => [['lock', 'publish', 'write-files'], [...writing(), '--file', 'a/x', '0644', 'x']],
    directories: () => [['publish', 'make-directories'], ['--timeout', '20', '--to', volume, '--directory', 'a/b', '0750']],
    copy: () => [['files', 'lock', 'publish', 'copy-files'], [...writing(), '--from', from, '--', 'x', 'a/x', '0644']],
    fetch: () => [[...fetching, 'fetch-https'], [...writing(), `x=${server.url('/x')}`, '--ca', tls.ca]],
    data: () => [[...fetching, 'fetch-data'], [...writing(), '--total-bytes', '9', `x=${server.url('/x')}`, '--ca', tls.ca, '--sha256', sha256('x')]],
    unpack: () => [[...fetching, 'tree', 'fetch-archive'], [...writing(), `a=${server.url('/archive')}`, '--ca', tls.ca, '--strip', '1', '--require', 'x']],
    clone: () => [['attempts', 'trust', 'lock', 'asked', 'tree', 'fetch-git'], [...writing(), '--work', work, '--repository', git.url('/shop.git'), '--ca', tls.ca]],
    'copy-image': () => [['lock', 'copied', 'copy-from-image'], [...writing(), '--from', from, '--require', 'x']],
    verify: () => [['files', 'volume', 'verify-files'], ['--timeout', '20', '--in', from, '--complete', '--', 'x', sha256('x')]],
    scan: () => [['entries', 'volume', 'scan-volume'], ['--timeout', '20', '--in', from, '--refuse', 'setuid', '--refuse', 'leading-out']],
    certificate: () => [
      ['files', 'verify-certificate'],
      [
        '--timeout', '20', '--in', from, '--certificate', 'tls.crt', '--key', 'tls.key', '--ca', join(from, 'ca.crt'), '--valid-for', '60',
        '--host', 'localhost',
      ],
    ],
    render: () => [['lock', 'publish', 'render'], [...writing(), '--file', 'x', '0644', '--text', 'x', '--json', 'MINE']],
    fix: () => [['entries', 'volume', 'fix-permissions'], ['--timeout', '20', '--path', from, '--file-mode', '0600']],
    'fix --verify-only': () => [['entries', 'volume', 'fix-permissions'], ['--timeout', '20', '--path', from, '--file-mode', '0644', '--verify-only', '--writable']],
    run: () => [['command', 'run'], ['--timeout', '20', '--grace', '1', '--', '/bin/sh', '-c', 'echo "ran with $value"']],
    'run --output': () => {
      mkdirSync(join(volume, 'new'));
      return [
        ['command', 'output', 'run'],
        ['--timeout', '20', '--grace', '1', '--output', volume, '--require', 'x', '--once', join(volume, 'once'), '--', '/bin/sh', '-c', `echo x >'${volume}/new/x'`],
      ];
    },
    environment: () => [['command', 'environment'], ['--from', from, 'x', '--', '/bin/sh', '-c', 'echo "ran with $x and $value"']],
    install: () => [['install'], ['--to', volume]],
  };

  forEachShell((shell) => {
    test.each(Object.keys(programs))('%s', async (name) => {
      if (name === 'certificate') for (const [file, text] of Object.entries(certificate)) writeFileSync(join(from, file), text);
      const mark = join(work, 'PWNED');
      const value = `1;touch ${mark} $(touch ${mark})`;
      const [parts, args] = programs[name]!();
      const helped = ['wait', 'copy-image', 'run', 'run --output', 'environment', 'install'].includes(name);
      const exit = await runProgram({
        shell, parts: ['common', ...parts], name: 'step', args,
        env: {
          PATH: `${busyboxApplets()}${delimiter}${searchPath(shell)}`, MINE: 'mine', ...(helped ? { PRELUDE_BUSYBOX: findTool('busybox') } : {}),
          ...hostileEnvironment(value),
        },
      }).exit;
      expect(exit).toMatchObject({ code: 0, terminationMessage: '' });
      if (name === 'run') expect(exit.output).toContain(`ran with ${value}\n`);
      if (name === 'environment') expect(exit.output).toContain(`ran with x and ${value}\n`);
      else expect(exit.output.replaceAll(`ran with ${value}\n`, '').split('\n').filter((line) => line.includes('PWNED'))).toEqual([]);
      expect(existsSync(mark)).toBe(false);
    });
  });
});
