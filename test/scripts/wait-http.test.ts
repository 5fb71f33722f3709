import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { type Certificates, makeCertificates } from '../support/servers/certificates';
import { type Handler, refusedUrl, startServer, startTcpServer, type TestServer } from '../support/servers/https-server';
import { startSaying, startSilent } from '../support/servers/misbehaving';
import { forEachShell } from '../support/shells';
import { describeWith } from '../support/tools';
import { linesOf, onceAllHaveSpoken, startWait, statesOf } from './wait-helpers';

/** Values that a shell or curl would change if it had the chance. */
const oddValues = [
  'two  words', '"double" and \'single\'', '$HOME `id` $(id) ${x}', '*', '-H', 'back\\slash \\n \\\\', '%s %d', 'grün', '@/etc/passwd', '# no; comment',
];

/** Answers by path: /200 and so on, with the path as body. */
const byPath: Handler = ({ url = '' }, response) => {
  response.statusCode = Number(/^\/(\d{3})/.exec(url)?.[1] ?? 200);
  if (response.statusCode === 302) response.setHeader('Location', '/503');
  response.end(`this is ${url}\n`);
};

const bodies: Readonly<Record<string, Handler>> = {
  '/chunked': (_, response) => {
    response.write('{"status"');
    setTimeout(() => response.end(':"UP"}\n'), 50);
  },
  '/large-chunks': (_, response) => {
    response.write(Buffer.alloc(100_000, 'a'));
    response.write(Buffer.alloc(100_000, 'b'));
    response.end('the end');
  },
  '/early-in-5-mib': (_, response) => { response.end(Buffer.concat([Buffer.from('early'), Buffer.alloc(5 << 20, 'x')])); },
  '/late-in-5-mib': (_, response) => { response.end(Buffer.concat([Buffer.alloc(5 << 20, 'x'), Buffer.from('late')])); },
  '/late-in-chunks': (_, response) => {
    for (let kib = 0; kib < 2048; kib += 64) response.write(Buffer.alloc(1 << 16, 'x'));
    response.end('late');
  },
  '/bytes': (_, response) => { response.end(Buffer.from([0, 1, 0xff, 0x81, ...Buffer.from('needle'), 0, 0xfe])); },
  '/odd': (_, response) => { response.end(`first\n${oddValues.join('\n')}\nlast\n`); },
  '/early-hints': (_, response) => {
    response.writeEarlyHints({ link: '</style.css>; rel=preload' });
    response.end('hinted');
  },
};
const byBody: Handler = (request, response, nth) => (bodies[request.url ?? ''] ?? byPath)(request, response, nth);

describeWith(['busybox', 'curl', 'openssl'], 'wait for HTTP', () => {
  let certificates: Certificates, plain: TestServer, secure: TestServer;

  beforeAll(async () => {
    certificates = makeCertificates();
    [plain, secure] = await Promise.all([startServer(byBody), startServer(byBody, certificates.good)]);
  });
  afterAll(() => Promise.all([plain.close(), secure.close()]));
  beforeEach(() => {
    plain.requests.length = 0;
    secure.requests.length = 0;
  });

  forEachShell((shell) => {
    describe.each(['http', 'https'])('%s', (scheme) => {
      const server = () => (scheme === 'http' ? plain : secure);
      const wait = (cases: Readonly<Record<string, readonly string[]>>, timeout = 10, env: Record<string, string> = {}) => startWait({
        shell,
        timeout,
        env,
        targets: Object.entries(cases).flatMap(([name, [path = '/', ...flags]]) => [
          `${name}=${server().url(path)}`, ...(scheme === 'https' ? ['--ca', certificates.ca] : []), ...flags,
        ]),
      });

      test('ready: the status is one of those asked for; redirects are not followed', async () => {
        const cases = {
          plain: ['/200'],
          listed: ['/404', '--status', '200,404'],
          range: ['/302', '--status', '201,300-399'],
          head: ['/204', '--method', 'HEAD'],
          post: ['/201?a=b&c=%20#fragment', '--method', 'POST'],
          nothing: [''],
        };
        const exit = await wait(cases).exit;
        for (const name of Object.keys(cases)) expect(statesOf(exit, name)).toEqual(['ready after N s']);
        expect(exit.code).toBe(0);
        expect(server().requests.map(({ method, path }) => `${method} ${path}`).sort()).toEqual([
          'GET /', 'GET /200', 'GET /302', 'GET /404', 'HEAD /204', 'POST /201?a=b&c=%20',
        ]);
        expect(server().requests.every(({ headers }) => headers.host === `localhost:${server().port}`)).toBe(true);
      });

      test('ready: the body holds the text', async () => {
        const cases = {
          chunked: ['/chunked', '--body-contains', '{"status":"UP"}'],
          'large-chunks': ['/large-chunks', '--body-contains', 'aaabbb'],
          early: ['/early-in-5-mib', '--body-contains', 'early'],
          bytes: ['/bytes', '--body-contains', 'needle'],
          hinted: ['/early-hints', '--body-contains', 'hinted'],
          end: ['/200', '--body-contains', '/200\n'],
          ...Object.fromEntries(oddValues.map((value, index) => [`odd${index}`, ['/odd', '--body-contains', `\n${value}\n`]])),
        };
        const exit = await wait(cases).exit;
        for (const name of Object.keys(cases)) expect({ name, states: statesOf(exit, name) }).toEqual({ name, states: ['ready after N s'] });
        expect(exit.code).toBe(0);
      });

      test('headers arrive as they are, those from variables too', async () => {
        const names = oddValues.map((_, index) => `X-Odd-${index}`);
        const flags = oddValues.flatMap((value, index) => (index % 2 === 0
          ? ['--header', `${names[index]}: ${value}`]
          : ['--header-from-env', names[index] ?? '', `ODD_${index}`]));
        const env = Object.fromEntries(oddValues.map((value, index) => [`ODD_${index}`, value]));
        const exit = await wait({
          odd: ['/200', ...flags, '--header-prefix', 'Bearer ', '--header-from-env', 'Authorization', 'TOKEN', '--header', 'Host: other.example'],
        }, 10, { ...env, TOKEN: 'secret' }).exit;
        expect(exit.code).toBe(0);
        const headers = server().requests[0]?.headers ?? {};
        expect(names.map((name) => Buffer.from(String(headers[name.toLowerCase()]), 'latin1').toString())).toEqual(oddValues);
        expect(headers).toMatchObject({ authorization: 'Bearer secret', host: 'other.example' });
      });

      test('not ready: another status, a text that is not there, or too far behind', async () => {
        const cases = {
          status: ['/503'],
          redirect: ['/302'],
          text: ['/200', '--body-contains', 'this was'],
          late: ['/late-in-5-mib', '--body-contains', 'late'],
          'late-in-chunks': ['/late-in-chunks', '--body-contains', 'late'],
        };
        const exit = await onceAllHaveSpoken(wait(cases), Object.keys(cases));
        const missing = 'HTTP status 200, but the body does not hold the text';
        expect(Object.keys(cases).map((name) => statesOf(exit, name))).toEqual([
          ['HTTP status 503'], ['HTTP status 302'], [missing], [missing], [missing],
        ]);
      });

      test('a secret is in no list of processes, and not in the log', async () => {
        const lists: string[] = [];
        const secret = `v3ry-${randomUUID()}`;
        const slow = await startServer((_, response) => {
          for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
            try {
              lists.push(readFileSync(`/proc/${pid}/cmdline`, 'utf8'));
            } catch {
              // gone
            }
          }
          response.end();
        }, scheme === 'https' ? certificates.good : undefined);
        const exit = await startWait({
          shell,
          targets: [`a=${slow.url('/')}`, '--header-from-env', 'X-Key', 'KEY', ...(scheme === 'https' ? ['--ca', certificates.ca] : [])],
          env: { KEY: secret },
        }).exit;
        await slow.close();
        expect(exit.code).toBe(0);
        expect(slow.requests[0]?.headers['x-key']).toBe(secret);
        expect(lists.some((list) => list.includes(`localhost`))).toBe(true);
        expect(lists.filter((list) => list.includes(secret))).toEqual([]);
        expect(exit.output).not.toContain(secret);
      });
    });

    test('http: old servers, connections that stay open, bad days', async () => {
      const servers = await Promise.all([
        startTcpServer((socket) => { socket.once('data', () => socket.end('HTTP/1.0 200 OK\r\nServer: old\r\n\r\nold body')); }),
        startTcpServer((socket) => { socket.once('data', () => socket.write('HTTP/1.1 200 OK\r\ncontent-length: 4\r\n\r\nopen')); }),
        startTcpServer((socket) => { socket.once('data', () => socket.write('HTTP/1.1 200 OK\r\nContent-Length: 400\r\n\r\nhalf')); }),
        startSaying('HTTP/1.1 200 OK\r\nContent-Le'),
        startSaying('220 mail.example.com ESMTP\r\n'),
        startSilent(),
      ]);
      const [old, keepsOpen, halfBody, halfHeader, smtp, silent] = servers.map((server) => server.url('/').replace('https', 'http'));
      const running = startWait({
        shell,
        targets: [
          `old=${old}`, '--body-contains', 'old body', `keeps-open=${keepsOpen}`, '--body-contains', 'open',
          `half-body=${halfBody}`, '--body-contains', 'whole', '--attempt', '1', `half-header=${halfHeader}`, '--attempt', '1',
          `smtp=${smtp}`, `silent=${silent}`, '--attempt', '1', `refused=${(await refusedUrl('/')).replace('https', 'http')}`,
          'nowhere=http://no-such-host.invalid/',
        ],
      });
      const names = ['old', 'keeps-open', 'half-body', 'half-header', 'smtp', 'silent', 'refused', 'nowhere'];
      const exit = await onceAllHaveSpoken(running, names);
      await Promise.all(servers.map((server) => server.close()));
      expect(Object.fromEntries(names.map((name) => [name, statesOf(exit, name)]))).toEqual({
        old: ['ready after N s'],
        'keeps-open': ['ready after N s'],
        'half-body': ['no answer in 1 s'],
        'half-header': ['no answer in 1 s'],
        smtp: ['answers, but not as HTTP does: 220 mail.example.com ESMTP'],
        silent: ['no answer in 1 s'],
        refused: ['connection refused at 127.0.0.1'],
        nowhere: ['the name does not resolve'],
      });
    });

    test.each(['Transfer-Encoding: chunked', 'TRANSFER-ENCODING: Chunked', 'transfer-encoding:\tgzip, CHUNKED ', 'CONTENT-LENGTH: 17', 'cOnTeNt-LeNgTh:\t17 '])(
      'http: names of headers and codings are the same in capitals: %s', async (header) => {
        const body = header.toLowerCase().startsWith('c') ? 'first and second\n' : '6\r\nfirst \r\nb\r\nand second\n\r\n0\r\n\r\n';
        // The connection stays open: who does not know where the body ends waits for more.
        const server = await startTcpServer((socket) => { socket.once('data', () => socket.write(`HTTP/1.1 200 OK\r\nX-Content-Length: 2\r\n${header}\r\n\r\n${body}`)); });
        const exit = await startWait({ shell, timeout: 5, targets: [`a=http://localhost:${server.port}/`, '--body-contains', 'first and second', '--attempt', '1'] }).exit;
        await server.close();
        expect(statesOf(exit, 'a')).toEqual(['ready after N s']);
      });

    test('https: the certificate is verified', async () => {
      const others = await Promise.all([
        startServer(byPath, certificates.expired), startServer(byPath, certificates.wrongName), startServer(byPath), startSilent(),
      ]);
      const [expired, wrongName, noTls, silent] = others.map((server) => server.url('/').replace('http:', 'https:'));
      const ca = ['--ca', certificates.ca];
      const running = startWait({
        shell,
        targets: [
          `expired=${expired}`, ...ca, `wrong-name=${wrongName}`, ...ca, `no-tls=${noTls}`, ...ca, `silent=${silent}`, ...ca, '--attempt', '1',
          `other-ca=${secure.url('/')}`, '--ca', certificates.otherCa, `no-ca=${secure.url('/')}`,
          `refused=${await refusedUrl('/')}`, 'nowhere=https://no-such-host.invalid/', `good=${secure.url('/200')}`, ...ca,
        ],
      });
      const exit = await onceAllHaveSpoken(running, [
        'expired', 'wrong-name', 'no-tls', 'silent', 'other-ca', 'no-ca', 'refused', 'nowhere', 'good',
      ]);
      await Promise.all(others.map((server) => server.close()));
      const only = (text: string | RegExp) => [expect.stringMatching(text)];
      expect(statesOf(exit, 'expired')).toEqual(only(/certificate has expired/));
      expect(statesOf(exit, 'wrong-name')).toEqual(only(/no alternative certificate subject name matches/));
      expect(statesOf(exit, 'no-tls')).toEqual(only(/\(35\)/));
      expect(statesOf(exit, 'silent')).toEqual(['no answer in 1 s']);
      expect(statesOf(exit, 'other-ca')).toEqual(only(/certificate|issuer/));
      expect(statesOf(exit, 'no-ca')).toEqual(only(/certificate/));
      expect(statesOf(exit, 'refused')).toEqual(['connection refused at 127.0.0.1']);
      expect(statesOf(exit, 'nowhere')).toEqual(['the name does not resolve']);
      expect(statesOf(exit, 'good')).toEqual(['ready after N s']);
      expect(secure.requests).toHaveLength(1);
    });

    test('a header that would be two is refused, without its value', async () => {
      const exit = await startWait({
        shell, targets: [`a=${plain.url('/')}`, '--header-from-env', 'Authorization', 'TOKEN'], env: { TOKEN: 's3cret\nX-Other: 1' },
      }).exit;
      expect(linesOf(exit)).toEqual(['a: header Authorization holds a line break or another control character']);
      expect(exit.code).toBe(121);
    });
  });
});
