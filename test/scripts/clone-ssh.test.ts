import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeRepositories, type Repositories } from '../support/servers/git-repository';
import { startSshServer, type SshServer } from '../support/servers/ssh-server';
import { forEachShell } from '../support/shells';
import { describeWith } from '../support/tools';
import { until } from '../support/until';
import { emptyVolume, namesBesideLock, namesIn } from '../support/volume';
import { filesBelow, startClone, type CloneOptions } from './clone-helpers';

// sshd lets root in; another user's sshd would not let nobody in.
const root = process.getuid?.() === 0;

(root ? describe : describe.skip)('clone over ssh (needs root)', () => {
  describeWith(['git', 'ssh', 'sshd', 'ssh-keygen'], 'clone over ssh', () => {
    let ssh: SshServer;
    let repositories: Repositories;
    let commit: string;
    let secrets: string;
    let volume: string;
    let work: string;
    let keys: string;

    beforeAll(async () => {
      repositories = makeRepositories();
      commit = repositories.create('shop.git').commit({ README: 'one\n' });
      ssh = await startSshServer();
      secrets = emptyVolume();
      // As a mounted Secret is: readable by more than its owner, sometimes without a last newline or with those of Windows.
      const files = {
        'key': ssh.key, 'key-trimmed': ssh.key.trim(), 'key-crlf': ssh.key.replace(/\n/g, '\r\n'), 'other-key': ssh.otherKey, 'no-key': 'hello\n',
        'hosts': ssh.knownHost, 'hosts-trimmed': ssh.knownHost.trim(), 'wrong-hosts': ssh.wrongHost, 'no-hosts': '',
      };
      for (const [name, text] of Object.entries(files)) {
        writeFileSync(join(secrets, name), text);
        chmodSync(join(secrets, name), 0o444);
      }
    });
    afterAll(() => ssh.close());
    beforeEach(() => {
      volume = emptyVolume();
      work = emptyVolume();
      keys = emptyVolume();
    });

    forEachShell((shell) => {
      const clone = (...of: Parameters<typeof start>) => start(...of).exit;
      const start = (key: string, hosts: string, flags: string[] = [], more: Partial<CloneOptions> = {}) => startClone({
        shell, volume, work, repository: `${ssh.url}${repositories.root}/shop.git`, ...more,
        flags: ['--ssh-key', join(secrets, key), '--known-hosts', join(secrets, hosts), '--keys', keys, ...flags],
      });

      test.each([['key', 'hosts'], ['key-trimmed', 'hosts-trimmed'], ['key-crlf', 'hosts']])('%s and %s: published, and no key left', async (key, hosts) => {
        const exit = await clone(key, hosts, key === 'key' ? ['--commit', commit] : []);
        expect(exit).toMatchObject({ code: 0, output: `fetch-config: published ${commit}, 4 bytes\n` });
        expect(readFileSync(join(volume, 'tree/README'), 'utf8')).toBe('one\n');
        expect([...namesIn(work), ...namesIn(keys)]).toEqual([]);
        expect(Object.values(filesBelow(volume)).filter((text) => text.includes('PRIVATE KEY'))).toEqual([]);
      });

      test.each<[string, string, string, RegExp]>([
        ['an unknown host', 'key', 'no-hosts', /No ED25519 host key is known for \[localhost\]:\d+ .*Host key verification failed/],
        ['a host with another key', 'key', 'wrong-hosts', /Host key verification failed|HOST IDENTIFICATION HAS CHANGED/],
        ['a key that is not let in', 'other-key', 'hosts', /Permission denied \(publickey\)/],
        ['a key that is none', 'no-key', 'hosts', /Load key .*private.*|Permission denied/],
        ['a key file that is not there', 'no-such-key', 'hosts', /^cannot read \S* ?\S*no-such-key or/],
      ])('%s: an error, once', async (_, key, hosts, message) => {
        const exit = await clone(key, hosts, ['--when-unavailable', 'keep']);
        expect(exit).toMatchObject({ code: 1, terminationMessage: expect.stringMatching(message) });
        expect(exit.output).not.toContain('attempt 2');
        expect(namesBesideLock(volume)).toEqual([]);
        expect(namesIn(work)).toEqual([]);
      });

      test('a repository that is not there', async () => {
        const exit = await clone('key', 'hosts', [], { repository: `${ssh.url}/no/such.git` });
        expect(exit).toMatchObject({ code: 1, terminationMessage: expect.stringContaining("'/no/such.git' does not appear to be a git repository") });
      });

      test('killed, it leaves no key on the disk: its copy is in the volume for keys', async () => {
        const running = start('key', 'hosts', [], { repository: 'ssh://git@localhost:1/shop.git', attempts: 99, timeout: 60 });
        await until(() => namesIn(keys).length > 0 && running.output().includes('attempt 2'), 'a copy of the key');
        running.kill('SIGKILL');
        await running.exit;
        expect(Object.values(filesBelow(work)).filter((text) => text.includes('PRIVATE KEY'))).toEqual([]);
        expect(Object.values(filesBelow(keys)).some((text) => text.includes('PRIVATE KEY'))).toBe(true);
        expect(await clone('key', 'hosts')).toMatchObject({ code: 0 });
        expect(namesIn(keys)).toEqual([]);
      });

      test('a user without an entry in /etc/passwd is told so', async () => {
        const exit = await clone('key', 'hosts', [], { uid: 54321 });
        expect(exit).toMatchObject({
          code: 1, terminationMessage: expect.stringMatching(/^ssh needs an entry for user 54321 in the image's \/etc\/passwd: /),
        });
      });

      test('a server that refuses is away: another attempt, then the end', async () => {
        const exit = await clone('key', 'hosts', [], { repository: 'ssh://git@localhost:1/shop.git' });
        expect(exit).toMatchObject({ code: 1, terminationMessage: expect.stringMatching(/Connection refused.*; gave up on ssh:/) });
      });
    });
  });
});
