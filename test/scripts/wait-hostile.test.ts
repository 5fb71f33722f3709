import { spawnSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:tls';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { program, runProgram } from '../support/program';
import { type Certificates, type Identity, makeCertificates } from '../support/servers/certificates';
import { freePort } from '../support/servers/database';
import { type TestServer } from '../support/servers/https-server';
import { startSaying } from '../support/servers/misbehaving';
import { forEachShell, type Shell } from '../support/shells';
import { temporaryDirectory } from '../support/temporary';
import { describeWith, findTool } from '../support/tools';
import { linesOf, onceAllHaveSpoken, partsFor, startWait, statesOf } from './wait-helpers';

// What a server says is data: it becomes no command, no report about this or another target, no line of the log, and it
// moves no cursor, whatever it holds.
describeWith(['busybox', 'curl', 'openssl'], 'wait, with servers that mean harm', () => {
  let directory: string;
  let mark: string;
  let hostile: string;
  let refused: number;
  let certificates: Certificates;
  const servers: { close(): unknown }[] = [];

  beforeAll(async () => {
    refused = await freePort();
    certificates = makeCertificates();
  });
  beforeEach(() => {
    directory = temporaryDirectory('prelude-hostile-', 0o777);
    mark = join(directory, 'PWNED');
    const touch = `touch\${IFS}${mark}`;
    hostile = [
      'x', `1;${touch}; ready x`, '1 ready forged', '2 ready forged\r', 'wait: other: ready',
      `$(${touch}) \`${touch}\` ';${touch};' ";${touch};"\x1b[31m\x1b]0;x\x07 %s\\n`, '',
    ].join('\n');
  });
  afterEach(() => Promise.all(servers.splice(0).map((server) => server.close())));

  const saying = async (text: string | Buffer): Promise<number> => {
    const server: TestServer = await startSaying(typeof text === 'string' ? Buffer.from(text, 'latin1') : text);
    servers.push(server);
    return server.port;
  };

  /** Says this to whoever speaks TLS. */
  const sayingOverTls = async (text: string, identity: Identity = certificates.good): Promise<number> => {
    const server = createServer(identity, (socket) => { socket.on('error', () => undefined).end(Buffer.from(text, 'latin1')); });
    server.on('tlsClientError', () => undefined).listen(0, '127.0.0.1');
    await once(server, 'listening');
    servers.push(server);
    return (server.address() as AddressInfo).port;
  };

  /** A busybox one of whose tools says this, and fails. */
  const busyboxWith = (tool: string, text: string): string => {
    const [file, words] = [join(directory, 'busybox'), join(directory, 'words')];
    writeFileSync(words, text);
    const says = `case $1,$# in ${tool},1) ;; ${tool},*) cat ${words} >&2; exit 1 ;; esac`;
    writeFileSync(file, `#!/bin/sh\n${says}\nexec ${findTool('busybox')} "$@"\n`, { mode: 0o755 });
    return file;
  };

  const mysqlError = (text: string): Buffer => {
    const content = Buffer.concat([Buffer.from([0xff, 1040 & 255, 1040 >> 8]), Buffer.from(text, 'latin1')]);
    return Buffer.concat([Buffer.from([content.length & 255, content.length >> 8, 0, 0]), content]);
  };
  const postgresError = (code: string, text: string): string => `E\0\0\0\x50SFATAL\0C${code}\0M${text}\0\0`;

  /** What servers say, by protocol. Each answer means that the target is not ready, unless it is of `ready`. */
  const answers: Readonly<Record<string, (text: string) => readonly (string | Buffer)[]>> = {
    http: (text) => [
      text, `HTTP/1.1 503 ${text}`, `HTTP/1.1 503 No\r\nX: ${text}\r\n\r\n${text}`, `curl: (7) ${text}`, `nc: ${text}`, `HTTP/1.1 ${text}`, `HTTP/1.1 2${text}`,
      'HTTP/1.1 99999999999999999999 OK\r\n\r\n', 'HTTP/1.1 no 200 OK\r\n\r\n', 'HTTP/1.1 $(id) 200\r\n\r\n',
    ],
    postgres: (text) => [text, postgresError('53300', text), postgresError('1;$(i', text), postgresError('`id`;', `$(id) ${text}`), `N${text}`],
    mysql: (text) => [text, mysqlError(`#28000${text}`), mysqlError(text), mysqlError(''), `\x01\0\0\0\xff${text}`, `:${text}`, `nc: ${text}`],
    redis: (text) => [`-ERR ${text}`, text, `nc: ${text}`, `$${text}`],
  };

  forEachShell((shell: Shell) => {
    /** What is said of a target and of another one, which is not ready: in that many lines, of these two only, without control characters. */
    const check = async (targets: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<string[]> => {
      const running = startWait({ shell, timeout: 5, targets: [...targets, `other=tcp://127.0.0.1:${refused}`], env });
      const exit = await onceAllHaveSpoken(running, ['it', ...(env.PRELUDE_BUSYBOX === undefined ? ['other'] : [])]);
      expect(existsSync(mark)).toBe(false);
      expect(exit.output).toMatch(/^(wait: (it|other)( \(\S+\))?: [^\x00-\x1f\x7f]{0,330}\n)+wait: ended by SIGTERM after \d+\.\d s\n$/);
      expect(statesOf(exit, 'other').filter((state) => state.startsWith('ready'))).toEqual([]);
      return statesOf(exit, 'it');
    };

    describe.each(Object.keys(answers))('%s', (protocol) => {
      const count = answers[protocol]!('').length;
      test.each(Array.from({ length: count }, (_, index) => index))('answer %i', async (index) => {
        const port = await saying(answers[protocol]!(hostile)[index]!);
        const states = await check([`it=${protocol}://127.0.0.1:${port}`, '--attempt', '1']);
        expect(states.filter((state) => state.startsWith('ready'))).toEqual([]);
      });
    });

    test('http: a header is no order, and a body is only looked through', async () => {
      const port = await saying(`HTTP/1.1 200 ${hostile}Transfer-Encoding: chunked\r\nContent-Length: $(touch ${mark})\r\n\r\n$((touch ${mark}))\r\n${hostile}`);
      expect(await check([`it=http://127.0.0.1:${port}`, '--body-contains', 'no such text', '--attempt', '1'])).not.toContain('ready after N s');
    });

    test.each<[string, () => Promise<number>]>([
      ['no TLS at all', () => saying(hostile)],
      ['a status', () => sayingOverTls(`HTTP/1.1 503 ${hostile}\r\n\r\n`)],
      ['no HTTP', () => sayingOverTls(hostile)],
      ['a word of curl', () => sayingOverTls(`HTTP/1.1 503 No\r\n\r\n${hostile}`)],
      ['the name in its certificate', () => sayingOverTls('HTTP/1.1 200 OK\r\n\r\n', named(`x${hostile}`))],
    ])('https: %s', async (title, start) => {
      const port = await start();
      const ca = title.startsWith('the name') ? join(directory, 'named.pem') : certificates.ca;
      const states = await check([`it=https://localhost:${port}`, '--ca', ca]);
      expect(states.filter((state) => state.startsWith('ready'))).toEqual([]);
    });

    /** A certificate whose common name is this, and that has no other name. */
    function named(name: string): Identity {
      const [key, cert] = [join(directory, 'named.key'), join(directory, 'named.pem')];
      const made = spawnSync(findTool('openssl')!, [
        'req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-keyout', key, '-out', cert, '-days', '1',
        '-subj', `/CN=${name.slice(0, 60).replace(/[/\\+]/g, '_')}`,
      ], { encoding: 'utf8' });
      if (made.status !== 0) throw new Error(made.stderr);
      const read = (file: string) => spawnSync('cat', [file], { encoding: 'utf8' }).stdout;
      return { key: read(key), cert: read(cert) };
    }

    test('tcp: a greeting is not read, and words of nc are one line', async () => {
      const port = await saying(hostile);
      expect(await check([`it=tcp://127.0.0.1:${port}`])).toEqual(['ready after N s']);
      const states = await check([`it=tcp://127.0.0.1:${port}`], { PRELUDE_BUSYBOX: busyboxWith('nc', `nc: ${hostile}`) });
      expect(states).toEqual([expect.stringMatching(/^nc: x 1;touch/)]);
    });

    test('dns: words of ping are one line', async () => {
      const states = await check(['it=dns://localhost'], { PRELUDE_BUSYBOX: busyboxWith('ping', `ping: ${hostile}`) });
      expect(states).toEqual([expect.stringMatching(/^ping: x 1;touch/)]);
    });

    test('command: what it prints is not read; its name, and what it proves, are one line', async () => {
      const say = (code: number) => ['--command', '4', '/bin/sh', '-c', `printf '%s' "$0"; printf '%s' "$0" >&2; exit ${code}`, hostile];
      expect(await check(['it=command:', ...say(3)])).toEqual(['exit code 3']);
      expect(await check(['it=command:', ...say(0), '--proves', hostile])).toEqual([expect.stringMatching(/^ready after N s: x 1;touch/)]);
      expect(await check(['it=command:', '--command', '1', hostile])).toEqual([expect.stringMatching(/^x 1;touch/)]);
    });

    test('an index that is no number is refused, whoever has written it', async () => {
      const text = program(...partsFor(['a=tcp:'])).replace(/main "\$@"\s*$/, `
        begin
        open=1 failed='' tab='\t' name_1=a optional_1='' state_1=''
        printf '%s\\n' 999999 "1;touch $1; ready x" '$(touch x) ready x' ' ready' '1 ready fine' | listen
      `);
      const exit = await runProgram({ shell, parts: ['wait'], text, args: [mark], env: { PRELUDE_BUSYBOX: findTool('busybox') } }).exit;
      expect(existsSync(mark)).toBe(false);
      expect(linesOf(exit).map((line) => line.replace(/\d\.\d s/, 'N s'))).toEqual(['a: ready after N s: fine']);
    });
  });
});
