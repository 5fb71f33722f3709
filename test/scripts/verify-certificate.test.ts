import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runProgram } from '../support/program';
import { Authority, type Issued } from '../support/servers/authority';
import { forEachShell } from '../support/shells';
import { describeWith } from '../support/tools';
import { sleep } from '../support/until';
import { emptyVolume, nobody } from '../support/volume';

const NAMES = 'DNS:shop.example.com,DNS:*.shop.example.com,IP:10.0.0.7,IP:2001:db8::7';

describeWith(['openssl', 'busybox'], 'certificate', () => {
  let root: Authority;
  let middle: Authority;
  let stranger: Authority;
  let good: Issued;
  let old: Issued;
  let directory: string;

  beforeAll(() => {
    root = new Authority('root');
    middle = new Authority('middle', root);
    stranger = new Authority('stranger');
    good = middle.issue({ alternative: NAMES });
    old = middle.issue({ alternative: NAMES, from: -30, until: -2 });
  });
  beforeEach(() => { directory = emptyVolume(); });

  /** Writes a kubernetes.io/tls Secret as files. */
  interface Parts { chain?: readonly string[]; key?: string; ca?: string }
  const secret = ({ chain = [good.cert, middle.cert], key = good.key, ca = root.cert }: Parts = {}) => {
    const files = { 'tls.crt': chain.join(''), 'tls.key': key, 'ca.crt': ca };
    for (const [name, content] of Object.entries(files)) writeFileSync(join(directory, name), content);
  };

  forEachShell((shell) => {
    const start = (flags: readonly string[] = [], hosts: readonly string[] = ['--host', 'shop.example.com'], timeout = 20) => runProgram({
      shell,
      parts: ['common', 'files', 'verify-certificate'],
      name: 'certificate',
      args: [
        '--timeout', String(timeout), '--in', directory, '--certificate', 'tls.crt', '--key', 'tls.key', '--valid-for', String(7 * 86400),
        ...(flags.includes('--public') ? [] : ['--ca', join(directory, 'ca.crt')]), ...flags, ...hosts,
      ],
      ...nobody,
    });
    const verify = async (...args: Parameters<typeof start>) => {
      const key = readFileSync(join(directory, 'tls.key'), 'utf8');
      const exit = await start(...args).exit;
      // Nothing of a key is ever shown: no line of it.
      for (const line of key.split('\n').filter((one) => one.length > 10 && !one.startsWith('-----'))) expect(exit.output).not.toContain(line);
      return exit;
    };
    const refused = (message: RegExp) => ({ code: 1, terminationMessage: expect.stringMatching(message) });

    describe('good ones', () => {
      test('with an intermediate, and every name asked for', async () => {
        secret();
        expect(await verify([], ['--host', 'shop.example.com', '--host', 'api.shop.example.com', '--address', '10.0.0.7', '--address', '2001:db8::7'])).toMatchObject({
          code: 0,
          terminationMessage: '',
          output: expect.stringMatching(/^certificate: tls\.crt: CN ?= ?server, valid until \w+ .*GMT; its key, its chain and its names are right, seen in \d\.\d s\n$/),
        });
      });

      test.each(['ec', 'rsa', 'ed25519'] as const)('%s keys', async (kind) => {
        const issued = root.issue({ kind, name: 'shop.example.com' });
        secret({ chain: [issued.cert], key: issued.key });
        expect(await verify()).toMatchObject({ code: 0 });
      });

      test.each<[string, 'ec' | 'rsa', string[]]>([['EC PRIVATE KEY', 'ec', ['ec']], ['RSA PRIVATE KEY', 'rsa', ['rsa', '-traditional']]])('%s, the older form', async (form, kind, args) => {
        const issued = root.issue({ kind, name: 'shop.example.com' });
        const key = root.convert(issued.key, ...args);
        expect(key).toContain(form);
        // As `openssl ecparam -genkey` writes it.
        secret({ chain: [issued.cert], key: kind === 'ec' ? `-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n${key}` : key });
        expect(await verify()).toMatchObject({ code: 0 });
      });

      test('with the root in the chain, or with an intermediate as the authority', async () => {
        secret({ chain: [good.cert, middle.cert, root.cert] });
        expect(await verify()).toMatchObject({ code: 0 });
        secret({ chain: [good.cert], ca: middle.cert });
        expect(await verify()).toMatchObject({ code: 0 });
      });

      test('with words around the certificates, and several authorities', async () => {
        secret({ chain: ['subject: server\n', good.cert, '\nsubject: middle\n', middle.cert], ca: stranger.cert + root.cert });
        expect(await verify()).toMatchObject({ code: 0 });
      });

      test('under the older headings, which openssl takes as well', async () => {
        secret({ chain: [good.cert, middle.cert].map((cert) => cert.replace(/(BEGIN|END) CERTIFICATE/g, '$1 X509 CERTIFICATE')) });
        expect(await verify()).toMatchObject({ code: 0 });
      });

      test('of a client, of which no name is asked', async () => {
        const issued = root.issue({ alternative: '', extensions: ['extendedKeyUsage=clientAuth'] });
        secret({ chain: [issued.cert], key: issued.key });
        expect(await verify(['--client'], [])).toMatchObject({ code: 0 });
        expect(await verify([], [])).toMatchObject(refused(/CN ?= ?server\): .*purpose/));
      });
    });

    describe('bad ones', () => {
      test.each<[string, () => Parameters<typeof secret>[0], RegExp, string[]?]>([
        ['expired', () => ({ chain: [old.cert, middle.cert], key: old.key }), /^tls\.crt: certificate 1 of 2 \(CN ?= ?server\) has expired: it was valid until \w+ .* GMT\n$/],
        ['not yet valid', () => {
          const issued = middle.issue({ alternative: NAMES, from: 2, until: 90 });
          return { chain: [issued.cert, middle.cert], key: issued.key };
        }, /^tls\.crt: certificate 1 of 2 \(CN ?= ?server\) is not valid before \w+ .* GMT\n$/],
        ['expiring', () => {
          const issued = middle.issue({ alternative: NAMES, until: 6 });
          return { chain: [issued.cert, middle.cert], key: issued.key };
        }, /^tls\.crt: certificate 1 of 2 \(CN ?= ?server\) is valid until \w+ .* GMT, which is less than 7 days\n$/],
        ['an intermediate that is expiring', () => {
          const short = new Authority('short', root, { until: 3 });
          const issued = short.issue({ alternative: NAMES });
          return { chain: [issued.cert, short.cert], key: issued.key };
        }, /^tls\.crt: certificate 2 of 2 \(CN ?= ?short\) is valid until .* less than 7 days\n$/],
        ['self-signed', () => ({ chain: [stranger.cert], key: undefined }), /^tls\.key: is not the key of tls\.crt \(CN ?= ?stranger\)\n$/],
        ['of another authority', () => ({ ca: stranger.cert }), /^tls\.crt: does not lead to the authority: the issuer of certificate 2 of 2 \(CN ?= ?middle\), CN ?= ?root, is not known\n$/],
        ['without its intermediate', () => ({ chain: [good.cert] }), /^tls\.crt: does not lead to the authority: the issuer of certificate 1 of 1 \(CN ?= ?server\), CN ?= ?middle, is not known\n$/],
        ['in the wrong order', () => ({ chain: [middle.cert, good.cert] }), /^tls\.crt: wrong order: the certificate of tls\.key is number 2 of 2 \(CN ?= ?server\), and must be the first\n$/],
        ['with another one in between', () => ({ chain: [good.cert, stranger.cert, middle.cert] }), /^tls\.crt: wrong order: certificate 2 of 3 \(CN ?= ?stranger\) has not issued the one before it \(CN ?= ?server\)\n$/],
        ['with the key of another', () => ({ key: old.key }), /^tls\.key: is not the key of tls\.crt \(CN ?= ?server\)\n$/],
        ['with a key that has a passphrase', () => ({ key: root.convert(good.key, 'pkcs8', '-topk8', '-passout', 'pass:secret') }), /^tls\.key: needs a passphrase/],
        ['with an empty key', () => ({ key: '' }), /^tls\.key: is empty\n$/],
        ['with garbage for a key', () => ({ key: '-----BEGIN PRIVATE KEY-----\nhunter2hunter2\n-----END PRIVATE KEY-----\n' }), /^tls\.key: holds no private key \(PEM\) that can be read\n$/],
        ['with a certificate for a key', () => ({ key: good.cert }), /^tls\.key: holds no private key/],
        ['empty', () => ({ chain: [] }), /^tls\.crt: is empty\n$/],
        ['no PEM', () => ({ chain: ['\x30\x82 DER'] }), /^tls\.crt: holds no certificate \(PEM\)\n$/],
        ['PEM garbage', () => ({ chain: [good.cert, '-----BEGIN CERTIFICATE-----\nZ2FyYmFnZQ==\n-----END CERTIFICATE-----\n'] }), /^tls\.crt: certificate 2 of 2 cannot be read\n$/],
        ['cut off', () => ({ chain: [good.cert.slice(0, -40)] }), /^tls\.crt: certificate 1 of 1 cannot be read\n$/],
        ['with garbage for an authority', () => ({ ca: 'garbage' }), /^ca\.crt \(the authority\): cannot be read\n$/],
        ['with an empty authority', () => ({ ca: '' }), /^ca\.crt \(the authority\): is empty\n$/],
        ['for another name', () => ({}), /^tls\.crt: is not for example\.com: the names in its subjectAltName are DNS:shop\.example\.com, DNS:\*\.shop\.example\.com, IP Address:10\.0\.0\.7, .*\n$/, ['--host', 'example.com']],
        ['a wildcard, two levels below', () => ({}), /^tls\.crt: is not for a\.b\.shop\.example\.com: /, ['--host', 'a.b.shop.example.com']],
        ['a wildcard, for what it stands before', () => {
          const issued = middle.issue({ alternative: 'DNS:*.example.com' });
          return { chain: [issued.cert, middle.cert], key: issued.key };
        }, /^tls\.crt: is not for example\.com: /, ['--host', 'example.com']],
        ['for another address', () => ({}), /^tls\.crt: is not for 10\.0\.0\.8: /, ['--address', '10.0.0.8']],
        ['with its name in the common name only', () => {
          const issued = middle.issue({ name: 'shop.example.com', alternative: '' });
          return { chain: [issued.cert, middle.cert], key: issued.key };
        }, /^tls\.crt: is not for shop\.example\.com: the names in its subjectAltName are none\n$/],
        ['with its name in the common name, and an address beside it', () => {
          const issued = middle.issue({ name: 'shop.example.com', alternative: 'IP:10.0.0.7' });
          return { chain: [issued.cert, middle.cert], key: issued.key };
        }, /^tls\.crt: is not for shop\.example\.com: the names in its subjectAltName are IP Address:10\.0\.0\.7\n$/],
        ...(['shop.example.com', 'URI:x-DNS:shop.example.com'] as const).map((name): [string, () => Parameters<typeof secret>[0], RegExp] => [`with a name that only looks like one, ${name}`, () => {
          const issued = middle.issue({ name: 'shop.example.com', alternative: name.startsWith('URI') ? name : `email:a@${name}` });
          return { chain: [issued.cert, middle.cert], key: issued.key };
        }, /^tls\.crt: is not for shop\.example\.com: the names in its subjectAltName are /]),
        ['with a wildcard for a part of a label', () => {
          const issued = middle.issue({ alternative: 'DNS:s*.example.com' });
          return { chain: [issued.cert, middle.cert], key: issued.key };
        }, /^tls\.crt: is not for shop\.example\.com: the names in its subjectAltName are DNS:s\*\.example\.com\n$/],
        ...(['rsa-1024', 'rsa-512'] as const).map((kind): [string, () => Parameters<typeof secret>[0], RegExp] => [`with a key that is too short, ${kind}`, () => {
          const issued = middle.issue({ alternative: NAMES, kind });
          return { chain: [issued.cert, middle.cert], key: issued.key };
        }, /^tls\.crt: certificate 1 of 2 \(CN ?= ?server\) has a key that is too weak \(EE certificate key too weak\): make one of RSA with 2048 bits/]),
        ['of an authority whose key is too short', () => {
          const weak = new Authority('weak', root, { kind: 'rsa-1024' });
          const issued = weak.issue({ alternative: NAMES });
          return { chain: [issued.cert, weak.cert], key: issued.key };
        }, /^tls\.crt: certificate 2 of 2 \(CN ?= ?weak\) has a key that is too weak/],
        ...(['sha1'] as const).map((digest): [string, () => Parameters<typeof secret>[0], RegExp] => [`signed by ${digest}`, () => {
          const issued = middle.issue({ alternative: NAMES, digest });
          return { chain: [issued.cert, middle.cert], key: issued.key };
        }, /^tls\.crt: certificate 1 of 2 \(CN ?= ?server\) is signed by MD5 or SHA-1 .*have it issued again, signed by SHA-256/]),
      ])('%s', async (_, make, message, ...[hosts]) => {
        secret(make());
        expect(await verify([], hosts)).toMatchObject(refused(message));
      });

      test('self-signed, with its own key', async () => {
        const alone = new Authority('alone');
        const issued = alone.issue({ name: 'shop.example.com' });
        secret({ chain: [issued.cert, alone.cert], key: issued.key });
        expect(await verify()).toMatchObject(refused(/does not lead to the authority|self-signed/));
      });

      test('of nobody that the public knows', async () => {
        secret();
        expect(await verify(['--public'])).toMatchObject(refused(/does not lead to the authority/));
      });

      test.each(['tls.crt', 'tls.key', 'ca.crt'])('without %s: the files that are there are named', async (missing) => {
        secret();
        rmSync(join(directory, missing));
        const there = ['ca.crt', 'tls.crt', 'tls.key'].filter((name) => name !== missing).join(', ');
        expect(await start().exit).toMatchObject(refused(new RegExp(`^${missing}.*: is not there; there are: ${there}\n$`)));
      });
    });

    test('ends at SIGTERM', async () => {
      secret();
      const running = start();
      await sleep(20); // at some moment
      running.kill('SIGTERM');
      const exit = await running.exit;
      expect([0, 143]).toContain(exit.code);
      expect(exit.ms).toBeLessThan(2000);
    });

    test.each([[['--nonsense', 'x']], [['--valid-for', 'soon']], [['--host']]])('refuses %j', async (flags) => {
      secret();
      expect(await start(flags, []).exit).toMatchObject({ code: 121 });
    });
  });
});
