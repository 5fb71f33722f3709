import { Size } from 'cdk8s';
import { volumeName } from '../../checks/names';
import { isSecretKey, type SecretKey } from '../../env/secret-key';
import { refuse } from '../../errors';
import { loginInGitUrl, secretInUrl } from '../../messages/secrets';
import * as say from '../../messages/steps';
import { findSecret } from '../../secrets/find';
import { checkFileSource, configurationFile, type FileSource } from '../../volumes/file-source';
import { emptyDirSource } from '../../volumes/scratch';
import { GitSource } from './source';
import { directory, Given, paths, pattern, type Table, whole } from '../../step/properties';

/** Properties of {@link git}. */
export interface GitProps<Name extends string = string> {
  /**
   * A branch or a tag. It may move: it is asked for at every start.
   *
   * @default - the repository's own branch
   */
  readonly ref?: string;
  /**
   * A commit, in full. It cannot move: a tree that is there already is kept.
   *
   * @default - what `ref` says
   */
  readonly commit?: string;
  /**
   * How many commits are fetched.
   *
   * @default 1
   */
  readonly depth?: number;
  /**
   * The directory of the repository that is published.
   *
   * @default - all
   */
  readonly path?: string;
  /**
   * Files that must be there, as paths in what is published; `config.file(…)` knows their names.
   *
   * @default - none is known by name
   */
  readonly files?: readonly Name[];
  /**
   * The private key for ssh: `secretKey('deploy-key', 'id_ed25519')`.
   *
   * @default - none
   */
  readonly sshKey?: SecretKey;
  /**
   * The hosts known to ssh: `configMapKey('known-hosts', 'known_hosts')` or a key of a Secret. Without it anyone could answer.
   *
   * @default - none; needed for ssh
   */
  readonly knownHosts?: FileSource;
  /**
   * The token or password for https: `secretKey('git', 'token')`.
   *
   * @default - none
   */
  readonly token?: SecretKey;
  /**
   * The user that the token belongs to.
   *
   * @default 'git'
   */
  readonly username?: string;
  /**
   * The certificate authority for https: `configMapKey('ca', 'ca.crt')` or `secretKey('tls', 'ca.crt')`.
   *
   * @default - the public authorities
   */
  readonly ca?: FileSource;
}

const COMMIT = /^[0-9a-f]{40}$/;
const HTTPS = /^https:\/\/[^/@\s]+\/\S+$/;
const HTTPS_WITH_LOGIN = /^https?:\/\/[^/\s]*@/i;
const SSH = /^(ssh:\/\/[^:\s]+|[A-Za-z0-9._-]+@[A-Za-z0-9.-]+:)\S*$/;
const REF = /^(?!-)[^\s\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}~^:?*[\\]+$/u;
const USER_NAME = /^[^\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}:@/]+$/u;
const PROPERTIES = {
  ref: pattern('git-source', say.notARef, REF).as('--ref'), commit: pattern('git-source', say.notACommit, COMMIT).as('--commit'),
  depth: whole(1).as('--depth'), path: directory(say.notAPathInRepository).as('--path'), files: paths(say.notAPathInRepository).as('--require'),
  sshKey: true, knownHosts: true, token: true, username: pattern('git-source', say.notAUserName, USER_NAME), ca: true,
} satisfies Table<GitProps>;
const KEYS_PATH = '/prelude-git/private';
const KEYS_SIZE = Size.mebibytes(1);
const TOKEN_VARIABLE = 'PRELUDE_GIT_TOKEN';

/**
 * Files of a Git repository: without `.git`, without the token, without links that lead out of it.
 *
 * @param url `https://…`, `ssh://…` or `git@host:path`
 * @param props what to fetch, and how to log in
 * @throws {@link PreludeError} when the URL is of another kind, or what it needs is missing
 *
 * @example
 * from: git('https://git.example.com/shop/config.git', { ref: 'v3', path: 'prod', files: ['shop.json'] })
 * // args: [--to, /files, --repository, https://git.example.com/shop/config.git, --ref, v3, --path, prod, --require, shop.json]
 */
export function git<const Name extends string = string>(url: string, props: GitProps<Name> = {}): GitSource<Name> {
  const at = 'git()';
  const given = new Given(at, props, PROPERTIES);
  checkLogin(at, url, props);
  given.value('username');
  const { ref, commit } = props;
  const path = given.value('path');
  if (ref !== undefined && commit !== undefined) refuse(at, 'conflicting-properties', say.refOrCommit);
  const flags = ['--repository', url, ...given.flags()];
  const { files = [] } = props;
  return new GitSource(files, url, path, commit !== undefined, (step) => {
    const login = loginOf(step, props);
    return { url, flags: [...flags, ...login.flags], env: login.env, mounts: login.mounts, reasons: {} };
  });
}

function checkLogin(at: string, url: unknown, { sshKey, knownHosts, token, ca }: GitProps): void {
  const overHttps = typeof url === 'string' && HTTPS.test(url);
  const overSsh = typeof url === 'string' && SSH.test(url);
  if (typeof url === 'string' && HTTPS_WITH_LOGIN.test(url)) refuse(at, 'plain-secrets', loginInGitUrl);
  const found = typeof url === 'string' ? findSecret(url) : undefined;
  if (found !== undefined) refuse(at, 'plain-secrets', secretInUrl(found.name ?? found.what));
  if (!overHttps && !overSsh) refuse(at, 'git-source', say.notAGitUrl, url);
  if (overSsh && (!sshKey || !knownHosts)) refuse(at, 'git-source', say.sshNeedsKeys, url);
  if (overSsh && (token || ca)) refuse(at, 'git-source', say.tokenNeedsHttps, url);
  checkFileSource(at, 'knownHosts', knownHosts);
  checkFileSource(at, 'ca', ca);
  for (const secret of [sshKey, token]) if (secret !== undefined && !isSecretKey(secret)) refuse(at, 'plain-secrets', say.loginIsSecret);
}

function loginOf(step: string, { sshKey, knownHosts, token, username, ca }: GitProps) {
  const key = sshKey && configurationFile(step, 'ssh-key', '/prelude-git/key', sshKey);
  const hosts = knownHosts && configurationFile(step, 'known-hosts', '/prelude-git/hosts', knownHosts);
  const authority = ca && configurationFile(step, 'ca', '/prelude-git/ca', ca);
  // ssh wants a key that only its owner can read: the copy lies in memory, and never on the node's disk.
  const copies = key && { volume: { name: volumeName(step, 'keys'), source: emptyDirSource(step, KEYS_SIZE, 'memory') }, path: KEYS_PATH, readOnly: false };
  return {
    flags: [
      ...(key ? ['--ssh-key', key.file, '--keys', KEYS_PATH] : []),
      ...(hosts ? ['--known-hosts', hosts.file] : []),
      ...(token ? ['--token-from-env', TOKEN_VARIABLE] : []),
      ...(username === undefined ? [] : ['--username', username]),
      ...(authority ? ['--ca', authority.file] : []),
    ],
    env: token ? [{ name: TOKEN_VARIABLE, valueFrom: { secretKeyRef: { name: token.secret, key: token.key } } }] : [],
    mounts: [...[key, hosts, authority].flatMap((file) => (file ? [file.mount] : [])), ...(copies ? [copies] : [])],
  };
}
