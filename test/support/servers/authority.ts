import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryDirectory } from '../temporary';
import { findTool } from '../tools';

/** What a certificate is to be. */
export interface CertificateOptions {
  /** The common name. Default: `server`. */
  readonly name?: string;
  /** `DNS:a.example.com,IP:10.0.0.1`; none if empty. Default: the common name. */
  readonly alternative?: string;
  readonly kind?: 'ec' | 'rsa' | 'rsa-1024' | 'rsa-512' | 'ed25519';
  /** What it is signed by. Default: sha256. */
  readonly digest?: 'sha256' | 'sha1' | 'md5';
  /** In days from now. Default: -1 to 90. */
  readonly from?: number;
  readonly until?: number;
  /** Further extensions, such as `extendedKeyUsage=clientAuth`. */
  readonly extensions?: readonly string[];
}

/** A certificate and its key, as PEM. */
export interface Issued {
  readonly cert: string;
  readonly key: string;
}

const KINDS = {
  ec: ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256'], rsa: ['-newkey', 'rsa:2048'], 'rsa-1024': ['-newkey', 'rsa:1024'],
  'rsa-512': ['-newkey', 'rsa:512'], ed25519: ['-newkey', 'ed25519'],
} as const;
const CONFIGURATION = [
  '[ca]', 'default_ca = it', '[it]', 'database = index', 'rand_serial = yes', 'new_certs_dir = .', 'policy = policy', 'unique_subject = no',
  'default_md = sha256', 'copy_extensions = copy', '[policy]', 'commonName = supplied',
].join('\n');

/** A certificate authority that dates its certificates as it likes. Its files are removed when the test file ends. */
export class Authority {
  private readonly directory = temporaryDirectory('prelude-authority-', 0o755);
  /** Its certificate, as PEM. */
  readonly cert: string;

  /** Made by itself, or by another authority. */
  constructor(name: string, by?: Authority, options: CertificateOptions = {}) {
    this.write('ca.cnf', CONFIGURATION);
    this.write('index', '');
    if (by) {
      const issued = by.issue({ name, alternative: '', extensions: ['basicConstraints=critical,CA:TRUE', 'keyUsage=critical,keyCertSign'], ...options });
      this.write('ca.pem', issued.cert);
      this.write('ca.key', issued.key);
    } else {
      this.openssl('req', '-x509', ...KINDS.ec, '-nodes', '-keyout', 'ca.key', '-out', 'ca.pem', '-days', '365', '-subj', `/CN=${name}`);
    }
    this.cert = this.read('ca.pem');
  }

  issue({ name = 'server', alternative = `DNS:${name}`, kind = 'ec', digest = 'sha256', from = -1, until = 90, extensions = ['basicConstraints=critical,CA:FALSE'] }: CertificateOptions = {}): Issued {
    const all = [...(alternative === '' ? [] : [`subjectAltName=${alternative}`]), ...extensions];
    this.openssl('req', '-new', ...KINDS[kind], '-nodes', '-keyout', 'new.key', '-out', 'new.csr', '-subj', `/CN=${name}`, ...all.flatMap((one) => ['-addext', one]));
    this.openssl(
      'ca', '-batch', '-notext', '-md', digest, '-config', 'ca.cnf', '-cert', 'ca.pem', '-keyfile', 'ca.key', '-in', 'new.csr', '-out', 'new.pem',
      '-startdate', date(from), '-enddate', date(until),
    );
    return { cert: this.read('new.pem'), key: this.read('new.key') };
  }

  /** Runs openssl on a text, such as a key in another form. */
  convert(input: string, ...args: string[]): string {
    this.write('input', input);
    this.openssl(...args, '-in', 'input', '-out', 'output');
    return this.read('output');
  }

  private openssl(...args: string[]): void {
    const { status, stderr } = spawnSync(findTool('openssl')!, args, { cwd: this.directory, encoding: 'utf8' });
    if (status !== 0) throw new Error(`openssl ${args[0]} failed: ${stderr}`);
  }

  private write(name: string, content: string): void {
    writeFileSync(join(this.directory, name), content);
  }

  private read(name: string): string {
    return readFileSync(join(this.directory, name), 'utf8');
  }
}

/** As openssl takes it: YYYYMMDDHHMMSSZ. */
const date = (days: number): string => `${new Date(Date.now() + days * 86_400_000).toISOString().replace(/[-:T]|\.\d+/g, '')}`;
