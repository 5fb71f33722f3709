import { execFile } from 'node:child_process';
import { noKubectl } from '../messages/doctor';
import { UsageError } from './usage-error';

/** What came of a command. */
export interface KubectlOutcome {
  readonly ok: boolean;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the user's kubectl; its arguments go through no shell. */
export type Kubectl = (args: readonly string[]) => Promise<KubectlOutcome>;

const MOST_BYTES = 256 * 1024 * 1024;

/** The kubectl of the user, with options that go to all commands. */
export const kubectlWith = (options: readonly string[]): Kubectl => (args) => new Promise((resolve, reject) => {
  execFile('kubectl', [...args, ...options, '--request-timeout=20s'], { maxBuffer: MOST_BYTES, encoding: 'utf8', env: process.env }, (error, stdout, stderr) => {
    if (error && 'code' in error && error.code === 'ENOENT') reject(new UsageError(noKubectl));
    else resolve({ ok: !error, stdout, stderr });
  });
});
