import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { temporaryDirectory } from '../temporary';
import { findTool } from '../tools';
import { until } from '../until';
import { startTcpServer } from './https-server';

/** An sshd on loopback that lets one key in. */
export interface SshServer {
  readonly port: number;
  /** `ssh://me@localhost:PORT` */
  readonly url: string;
  /** The private key that is let in, and one that is not: their text. */
  readonly key: string;
  readonly otherKey: string;
  /** Lines for known_hosts: the right one, and one with another key. */
  readonly knownHost: string;
  readonly wrongHost: string;
  close(): void;
}

/** Starts it; needs sshd, ssh-keygen and root. */
export async function startSshServer(): Promise<SshServer> {
  const directory = temporaryDirectory('prelude-ssh-');
  const at = (name: string) => join(directory, name);
  for (const name of ['host', 'user', 'other']) {
    const { status, stderr } = spawnSync(findTool('ssh-keygen')!, ['-q', '-t', 'ed25519', '-N', '', '-C', name, '-f', at(name)]);
    if (status !== 0) throw new Error(`ssh-keygen failed: ${String(stderr)}`);
  }
  const text = (name: string) => readFileSync(at(name), 'utf8');
  writeFileSync(at('authorized'), text('user.pub'));
  const port = await freePort();
  writeFileSync(at('config'), [
    `Port ${port}`, 'ListenAddress 127.0.0.1', `HostKey ${at('host')}`, `AuthorizedKeysFile ${at('authorized')}`, 'StrictModes no',
    'UsePAM no', 'PidFile none', 'PermitRootLogin prohibit-password', 'PasswordAuthentication no', 'KbdInteractiveAuthentication no',
    'AllowTcpForwarding no', 'X11Forwarding no', 'PrintMotd no', 'MaxStartups 100', '',
  ].join('\n'));
  mkdirSync('/run/sshd', { recursive: true });
  chmodSync('/run/sshd', 0o755);

  const sshd = spawn(findTool('sshd')!, ['-D', '-e', '-f', at('config')], { stdio: ['ignore', 'ignore', 'pipe'] });
  let log = '';
  sshd.stderr.on('data', (chunk: Buffer) => { log += chunk.toString(); });
  await until(async () => sshd.exitCode !== null || accepts(port), () => `sshd: ${log}`, { every: 50 });
  if (sshd.exitCode !== null) throw new Error(`sshd does not start: ${log}`);
  const line = (name: string) => `[localhost]:${port} ${text(`${name}.pub`)}`;
  return {
    port,
    url: `ssh://${userInfo().username}@localhost:${port}`,
    key: text('user'),
    otherKey: text('other'),
    knownHost: line('host'),
    wrongHost: line('other'),
    close: () => { sshd.kill('SIGKILL'); },
  };
}

async function freePort(): Promise<number> {
  const server = await startTcpServer();
  await server.close();
  return server.port;
}

function accepts(port: number): Promise<boolean> {
  return new Promise((tell) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy();
      tell(true);
    }).once('error', () => tell(false));
  });
}
