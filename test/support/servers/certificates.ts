import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryDirectory } from '../temporary';
import { findTool } from '../tools';

/** What a TLS server shows. */
export interface Identity {
  readonly key: string;
  readonly cert: string;
}

/** A certificate authority for tests, and servers' certificates made by it. */
export interface Certificates {
  /** The authority's certificate, a file that anybody can read. */
  readonly ca: string;
  /** Another authority's certificate. */
  readonly otherCa: string;
  /** For localhost, 127.0.0.1 and ::1. */
  readonly good: Identity;
  readonly wrongName: Identity;
  readonly expired: Identity;
}

const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];
const names = 'subjectAltName=DNS:localhost,IP:127.0.0.1,IP:::1';

/** Makes them with openssl, about 0.2 s. They are removed when the test file ends. */
export function makeCertificates(): Certificates {
  const directory = temporaryDirectory('prelude-tls-', 0o755);
  const at = (name: string) => join(directory, name);
  const openssl = (...args: string[]) => {
    const { status, stderr } = spawnSync(findTool('openssl')!, args, { cwd: directory, encoding: 'utf8' });
    if (status !== 0) throw new Error(`openssl ${args[0]} failed: ${stderr}`);
  };
  const authority = (name: string) => openssl(
    'req', '-x509', ...curve, '-keyout', `${name}.key`, '-out', `${name}.pem`, '-days', '2', '-subj', `/CN=${name}`,
  );
  const read = (name: string): Identity => ({
    key: readFileSync(at(`${name}.key`), 'utf8'),
    cert: readFileSync(at(`${name}.pem`), 'utf8'),
  });
  const leaf = (name: string, alternative: string) => {
    openssl(
      'req', '-x509', '-CA', 'ca.pem', '-CAkey', 'ca.key', ...curve, '-keyout', `${name}.key`, '-out', `${name}.pem`,
      '-days', '1', '-subj', `/CN=${name}`, '-addext', alternative, '-addext', 'basicConstraints=critical,CA:FALSE',
    );
    return read(name);
  };

  // Only `openssl ca` can date a certificate back (before OpenSSL 3.4).
  const expired = () => {
    writeFileSync(at('ca.cnf'), [
      '[ca]', 'default_ca = it', '[it]', 'database = index', 'serial = serial', 'new_certs_dir = .', 'policy = policy',
      'default_md = sha256', 'copy_extensions = copy', '[policy]', 'commonName = supplied',
    ].join('\n'));
    writeFileSync(at('index'), '');
    writeFileSync(at('serial'), '01\n');
    openssl('req', '-new', ...curve, '-keyout', 'expired.key', '-out', 'expired.csr', '-subj', '/CN=expired', '-addext', names);
    openssl(
      'ca', '-batch', '-notext', '-config', 'ca.cnf', '-cert', 'ca.pem', '-keyfile', 'ca.key', '-in', 'expired.csr',
      '-out', 'expired.pem', '-startdate', '20200101000000Z', '-enddate', '20200102000000Z',
    );
    return read('expired');
  };

  authority('ca');
  authority('other-ca');
  return {
    ca: at('ca.pem'),
    otherCa: at('other-ca.pem'),
    good: leaf('good', names),
    wrongName: leaf('wrong-name', 'subjectAltName=DNS:config.example.com'),
    expired: expired(),
  };
}
