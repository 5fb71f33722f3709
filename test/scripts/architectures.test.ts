import { readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { tar } from '../support/archives';
import { busyboxApplets, program, runProgram, searchPath } from '../support/program';
import { makeCertificates, type Certificates } from '../support/servers/certificates';
import { startServer, type TestServer } from '../support/servers/https-server';
import { keepServers } from '../support/servers/kept';
import { forEachShell } from '../support/shells';
import { describeWith } from '../support/tools';
import { emptyVolume, namesIn, nobody } from '../support/volume';
import { sha256 } from './fetch-helpers';

const programs = {
  fetch: { parts: ['fetch-https'], flags: [], published: 'x' },
  data: { parts: ['fetch-data'], flags: ['--total-bytes', '9000000'], published: 'x' },
  unpack: { parts: ['tree', 'fetch-archive'], flags: [], published: 'tree/a' },
} as const;

/** The program on a node that says so. By a function, for the shell of busybox takes its own `uname` before any of PATH. */
const textOn = (machine: string, parts: readonly string[]) =>
  `uname() { [ "$*" = -m ] && echo ${machine}; }\n${program('common', 'attempts', 'trust', 'lock', 'download', 'request', 'asked', ...parts)}`;

describeWith(['busybox', 'curl', 'openssl'], 'an address for each architecture', () => {
  let tls: Certificates;
  let volume: string;
  let server: TestServer;
  const keep = keepServers();
  const content = (name: string) => gzipSync(tar({ name: 'a', content: name }));

  beforeAll(() => { tls = makeCertificates(); });
  beforeEach(async () => {
    volume = emptyVolume();
    server = keep(await startServer((request, response) => response.end(content(request.url!.slice(1))), tls.good));
  });

  forEachShell((shell) => {
    describe.each(Object.entries(programs))('%s', (_, { parts, flags, published }) => {
      const start = (machine: string, files: readonly string[], to = volume) => runProgram({
        shell,
        parts,
        text: textOn(machine, parts),
        name: 'step',
        args: ['--timeout', '20', '--attempts', '1', '--to', to, ...flags, ...files],
        env: { TOKEN: 'x', PATH: [busyboxApplets(), searchPath(shell)].join(delimiter) },
        ...nobody,
      }).exit;
      const file = (architecture: string, more: readonly string[] = []) =>
        [`x=${server.url(`/${architecture}`)}`, '--architecture', architecture, '--sha256', sha256(content(architecture)), '--ca', tls.ca, ...more];
      const got = () => readFileSync(join(volume, published));

      test.each([['x86_64', 'amd64'], ['aarch64', 'arm64'], ['armv7l', 'arm'], ['s390x', 's390x']])('on %s, that of %s is fetched and no other one asked for', async (machine, architecture) => {
        // Values of its flags look like files, and have several words.
        const odd = ['--header', 'X: y=https://localhost/', '--header-from-env', 'A', 'TOKEN', '--basic-from-env', 'B', 'TOKEN', 'TOKEN'];
        const files = ['arm', 'amd64', 's390x', 'arm64'].flatMap((each) => file(each, odd));
        expect(await start(machine, files)).toMatchObject({ code: 0 });
        expect(server.requests.map(({ path }) => path)).toEqual([`/${architecture}`]);
        expect(parts[0] === 'tree' ? got().toString() : got().equals(content(architecture))).toBe(parts[0] === 'tree' ? architecture : true);
      });

      test('a node that no address is for is told, before anything is asked for', async () => {
        expect(await start('riscv64', [...file('amd64'), ...file('arm64')])).toMatchObject({
          code: 1, terminationMessage: 'x: no address is for this node, whose architecture is riscv64; there are addresses for amd64, arm64\n',
        });
        expect(server.connections()).toBe(0);
      });
    });

    test('files beside each other, with and without, and one that is missing among them', async () => {
      const start = (machine: string, files: readonly string[]) => runProgram({
        shell,
        parts: ['fetch-https'],
        text: textOn(machine, ['fetch-https']),
        args: ['--timeout', '20', '--attempts', '1', '--to', volume, ...files],
        ...nobody,
      }).exit;
      const file = (name: string, path: string, architecture?: string) =>
        [`${name}=${server.url(path)}`, ...(architecture === undefined ? [] : ['--architecture', architecture]), '--ca', tls.ca];
      const files = [...file('a', '/a'), ...file('b', '/b-arm', 'arm64'), ...file('b', '/b-amd', 'amd64'), ...file('c', '/c'), ...file('d', '/d-amd', 'amd64'), ...file('d', '/d-arm', 'arm64')];
      expect(await start('aarch64', files)).toMatchObject({ code: 0 });
      expect(server.requests.map(({ path }) => path)).toEqual(['/a', '/b-arm', '/c', '/d-arm']);
      expect(namesIn(volume)).toEqual(['a', 'b', 'c', 'd']);
      expect(await start('aarch64', [...file('b', '/b', 'amd64'), ...file('a', '/a')])).toMatchObject({ code: 1, terminationMessage: expect.stringContaining('b: no address is for this node') });
    });
  });
});
