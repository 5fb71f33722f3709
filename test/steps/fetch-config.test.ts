import { Duration, Size } from 'cdk8s';
import {
  basic, bearer, claim, CloneRepository, configMapKey, Deployment, emptyDirectory, FetchArchive, FetchBinary, FetchConfig, FetchData, git, https,
  image, plainHttp, plainText,
  secretKey, writable, type Workload,
} from '../../src';
import { containerOf, manifestOf, newChart, podOf } from '../support/kubernetes';

const SHA = 'ab'.repeat(32);

function fetch(props: object, workload: Workload = new Deployment(newChart(), 'web')) {
  const config: FetchConfig<any, any> = new FetchConfig(workload, 'fetch', props as never);
  const mounts = (extra: object = {}) => workload.addContainer('app', { image: image('a:1', { user: 1 }), mounts: { '/etc/app': config.files, ...extra } as never });
  return { workload, config, mounts, container: () => containerOf(workload, 'fetch') };
}

test('one file over https, mounted as a directory and alone', () => {
  const { config, mounts, container, workload } = fetch({ from: https('https://config.example.com/a/shop.json?v=3', { sha256: SHA.toUpperCase() }) });
  mounts({ '/other/shop.json': config.file('shop.json') });
  expect(container()).toMatchObject({
    image: 'docker.io/curlimages/curl:8.11.1',
    args: [
      '--timeout', '120', '--attempts', '5', '--to', '/files', 'shop.json=https://config.example.com/a/shop.json?v=3', '--sha256', SHA,
      '--max-bytes', '16777216', '--when-unavailable', 'fail',
    ],
    volumeMounts: [{ name: 'fetch', mountPath: '/files' }],
  });
  expect(containerOf(workload, 'app').volumeMounts).toEqual([
    { name: 'fetch', mountPath: '/etc/app', readOnly: true }, { name: 'fetch', mountPath: '/other/shop.json', subPath: 'shop.json', readOnly: true },
  ]);
  expect(podOf(workload).volumes).toEqual([{ name: 'fetch', emptyDir: { sizeLimit: '32Mi' } }]);
});

test('several files by name, in one container, each with its own secrets and authority', () => {
  const { container, mounts, config } = fetch({
    from: {
      'a.json': https('https://a/x', { headers: { Authorization: bearer(secretKey('a', 'token')) }, ca: configMapKey('ca-a', 'ca.crt') }),
      'b.json': https('https://b/y', { headers: { 'X-Key': secretKey('b', 'key') }, ca: secretKey('ca-b', 'ca.crt') }),
      'c.json': plainHttp('http://c/z', { sha256: SHA }),
    },
    maxSize: Size.kibibytes(10), attempts: 2, timeout: Duration.seconds(30),
  });
  mounts();
  const common = ['--max-bytes', '10240', '--when-unavailable', 'fail'];
  expect(container().args).toEqual([
    '--timeout', '30', '--attempts', '2', '--to', '/files',
    'a.json=https://a/x', '--header-prefix', 'Bearer ', '--header-from-env', 'Authorization', 'PRELUDE_HEADER_1_1', '--ca', '/prelude-ca/1/ca.crt', ...common,
    'b.json=https://b/y', '--header-from-env', 'X-Key', 'PRELUDE_HEADER_2_1', '--ca', '/prelude-ca/2/ca.crt', ...common,
    'c.json=http://c/z', '--sha256', SHA, ...common,
  ]);
  expect(config.files.names).toEqual(['a.json', 'b.json', 'c.json']);
});

test('a Git repository, by https with a token', () => {
  const { container, mounts, config, workload } = fetch({
    from: git('https://git.example.com/shop.git', {
      ref: 'v3', depth: 1, path: 'prod', files: ['shop.json', 'tls/ca.crt'], token: secretKey('git', 'token'), username: 'ci', ca: configMapKey('ca', 'ca.crt'),
    }),
  });
  mounts({ '/one': config.file('tls/ca.crt') });
  expect(container()).toMatchObject({
    image: 'docker.io/alpine/git:v2.47.1',
    args: [
      '--timeout', '120', '--attempts', '5', '--to', '/files', '--work', '/work', '--repository', 'https://git.example.com/shop.git', '--ref', 'v3', '--depth', '1',
      '--path', 'prod', '--require', 'shop.json', '--require', 'tls/ca.crt', '--token-from-env', 'PRELUDE_GIT_TOKEN', '--username', 'ci',
      '--ca', '/prelude-git/ca/ca.crt', '--max-bytes', '16777216', '--when-unavailable', 'fail',
    ],
    env: [{ name: 'PRELUDE_GIT_TOKEN', valueFrom: { secretKeyRef: { name: 'git', key: 'token' } } }],
  });
  expect(containerOf(workload, 'app').volumeMounts).toEqual([
    { name: 'fetch', mountPath: '/etc/app', readOnly: true, subPath: 'tree' }, { name: 'fetch', mountPath: '/one', readOnly: true, subPath: 'tree/tls/ca.crt' },
  ]);
});

test('a Git repository, by ssh with a key and known hosts', () => {
  const { container, mounts, workload } = fetch({
    from: git('git@git.example.com:shop.git', { commit: 'a'.repeat(40), sshKey: secretKey('git', 'id'), knownHosts: configMapKey('hosts', 'known_hosts') }),
  });
  mounts();
  // The copy of the key that ssh wants lies in memory.
  expect(container().volumeMounts).toContainEqual({ name: 'fetch-keys', mountPath: '/prelude-git/private' });
  expect(podOf(workload).volumes).toContainEqual({ name: 'fetch-keys', emptyDir: { medium: 'Memory', sizeLimit: '1Mi' } });
  expect(container().args).toEqual(expect.arrayContaining(['--keys', '/prelude-git/private', '--ssh-key', '/prelude-git/key/id', '--known-hosts', '/prelude-git/hosts/known_hosts']));
});

test('two fetches with different authorities do not meet', () => {
  const web = new Deployment(newChart(), 'web');
  fetch({ from: https('https://a/x', { ca: configMapKey('one', 'ca.crt') }) }, web);
  new FetchConfig(web, 'second', { from: https('https://a/x', { ca: configMapKey('two', 'ca.crt') }) });
  web.addContainer('app', { image: image('a:1', { user: 1 }) });
  expect(podOf(web).volumes?.map(({ name }) => name).sort()).toEqual(['fetch', 'fetch-ca-1', 'second', 'second-ca-1']);
});

test('is written into a volume that is given', () => {
  const web = new Deployment(newChart(), 'web');
  fetch({ from: https('https://a/x'), into: emptyDirectory(web, 'pages', Size.mebibytes(5)) }, web).mounts();
  new FetchConfig(web, 'kept', { from: https('https://a/x'), into: claim(web, 'data', 'shop-data'), whenUnavailable: 'keep' });
  expect(podOf(web).volumes).toEqual([
    { name: 'pages', emptyDir: { sizeLimit: '5Mi' } }, { name: 'data', persistentVolumeClaim: { claimName: 'shop-data' } },
  ]);
});

test.each<[string, (web: Deployment<any>, props: object) => void]>([
  ['FetchConfig', (web, props) => new FetchConfig(web, 'fetch', { from: https('https://a/x'), ...props })],
  ['FetchArchive', (web, props) => new FetchArchive(web, 'fetch', { from: https('https://a/x.zip'), ...props })],
  ['CloneRepository', (web, props) => new CloneRepository(web, 'fetch', { from: git('https://a/x.git'), ...props })],
])('%s keeps what is in a volume that is given: its own is new in every pod', (_, build) => {
  const keep = (into: (web: Deployment<any>) => unknown) => () => {
    const web = new Deployment(newChart(), 'web');
    build(web, { whenUnavailable: 'keep', into: into(web) });
    web.addContainer('app', { image: image('a:1', { user: 1 }) });
    return containerOf(web, 'fetch').args?.join(' ');
  };
  expect(keep(() => undefined)).toThrow("test/web/fetch: whenUnavailable: 'keep' keeps the files of an earlier run, but the step's own directory is new in every pod");
  expect(keep((web) => claim(web, 'data', 'shop-data'))()).toContain('--when-unavailable keep');
  expect(keep((web) => emptyDirectory(web, 'data', Size.mebibytes(5)))()).toContain('--when-unavailable keep');
});

test.each<[string, (web: Deployment<any>, props: object) => void, (web: Deployment<any>, props: object) => void]>([
  ['FetchConfig', (web, props) => new FetchConfig(web, 'fetch', { from: https('https://a/x'), ...props }),
    (web, props) => new FetchConfig(web, 'fetch', { from: { x: https('https://a/x', { sha256: SHA }) }, ...props })],
  ['FetchConfig of Git', (web, props) => new FetchConfig(web, 'fetch', { from: git('https://a/x'), ...props }),
    (web, props) => new FetchConfig(web, 'fetch', { from: git('https://a/x', { commit: SHA.slice(0, 40) }), ...props })],
  ['FetchArchive', (web, props) => new FetchArchive(web, 'fetch', { from: https('https://a/x.zip'), ...props }),
    (web, props) => new FetchArchive(web, 'fetch', { from: https('https://a/x.zip', { sha256: SHA }), ...props })],
  ['FetchData', (web, props) => new FetchData(web, 'fetch', { from: https('https://a/x'), maxSize: Size.mebibytes(1), ...props }),
    (web, props) => new FetchData(web, 'fetch', { from: https('https://a/x', { sha256: SHA }), maxSize: Size.mebibytes(1), ...props })],
  ['CloneRepository', (web, props) => new CloneRepository(web, 'fetch', { from: git('https://a/x.git', { ref: 'main' }), ...props }),
    (web, props) => new CloneRepository(web, 'fetch', { from: git('https://a/x.git', { commit: SHA.slice(0, 40) }), ...props })],
])('%s: askAgainAfter is for what may change, and for what outlives the pod', (_, build, proven) => {
  const args = (of: typeof build, props: object, into: (web: Deployment<any>) => unknown = (web) => claim(web, 'data', 'shop-data')) => () => {
    const web = new Deployment(newChart(), 'web');
    of(web, { into: into(web), ...props });
    web.addContainer('app', { image: image('a:1', { user: 1 }) });
    return containerOf(web, 'fetch').args?.join(' ');
  };
  const daily = { askAgainAfter: Duration.days(1) };
  expect(args(build, daily)()).toContain('--ask-again-after 86400');
  expect(args(build, {})()).not.toContain('--ask-again-after');
  expect(args(build, daily, () => undefined)).toThrow("test/web/fetch: askAgainAfter keeps the files of an earlier run, but the step's own directory is new in every pod");
  expect(args(proven, daily)).toThrow('askAgainAfter is for files that may change, and these have a checksum or a commit');
  expect(args(build, { askAgainAfter: 60 })).toThrow('askAgainAfter must be a Duration');
});

test('FetchData takes whenUnavailable with askAgainAfter only: without, it never asks for what is there', () => {
  const web = new Deployment(newChart(), 'web');
  const props = { from: https('https://a/x'), maxSize: Size.mebibytes(1), into: claim(web, 'data', 'shop-data'), whenUnavailable: 'keep' } as const;
  expect(() => new FetchData(web, 'one', props)).toThrow('FetchData never asks again for a file that it has');
  new FetchData(web, 'fetch', { ...props, askAgainAfter: Duration.hours(1) });
  web.addContainer('app', { image: image('a:1', { user: 1 }) });
  expect(containerOf(web, 'fetch').args?.join(' ')).toContain('--when-unavailable keep --ask-again-after 3600');
});

test('a login by HTTP Basic: the parts are variables, put together at run time', () => {
  const { container, mounts } = fetch({
    from: {
      a: https('https://a/x', { headers: { Authorization: basic('c$(i)', secretKey('nexus', 'password')) } }),
      b: https('https://b/y', { headers: { Authorization: basic(secretKey('nexus', 'user'), secretKey('nexus', 'password')) } }),
    },
  });
  mounts();
  const key = (name: string) => ({ valueFrom: { secretKeyRef: { name: 'nexus', key: name } } });
  expect(container().env).toEqual([
    { name: 'PRELUDE_HEADER_1_1', value: 'c$$(i)' }, { name: 'PRELUDE_HEADER_1_2', ...key('password') },
    { name: 'PRELUDE_HEADER_2_1', ...key('user') }, { name: 'PRELUDE_HEADER_2_2', ...key('password') },
  ]);
  expect(container().args!.join(' ')).toContain('--basic-from-env Authorization PRELUDE_HEADER_1_1 PRELUDE_HEADER_1_2');
  for (const login of ['', 'a:b', 'a\nb', 7, null]) expect(() => basic(login as string, secretKey('a', 'b'))).toThrow('give a user name');
  expect(() => basic('ci', 'hunter2' as never)).toThrow(/give a user name.*secretKey/);
});

test('a checksum is SHA-256 or SHA-512, over http too, and one of them', () => {
  const sha512 = 'CD'.repeat(64);
  const { container, mounts } = fetch({ from: { a: https('https://a/x', { sha512 }), b: plainHttp('http://b/y', { sha512 }) } });
  mounts();
  expect(container().args!.join(' ').match(/--sha512 (cd){64}/g)).toHaveLength(2);
  expect(() => https('https://a/x', { sha512, sha256: SHA })).toThrow('give sha256 or sha512, not both');
  expect(() => plainHttp('http://a/x', { sha512, sha256: SHA })).toThrow('give sha256 or sha512, not both');
  expect(() => https('https://a/x', { sha512: SHA })).toThrow('sha512 must be 128 hexadecimal digits');
  const web = new Deployment(newChart(), 'web');
  new FetchBinary(web, 'tool', { from: https('https://a/tool', { sha512 }) });
});

test('a secret in the query of a repository is refused, and what else is there is not shown', () => {
  expect(() => git('https://git.example.com/x.git?private_token=a1b2c3')).toThrow(/a URL must not contain a secret/);
  const web = new Deployment(newChart(), 'web');
  new CloneRepository(web, 'clone', { from: git('https://git.example.com/x.git?a=1') });
  web.addContainer('app', { image: image('a:1', { user: 1 }) });
  expect(web.startUpPlanText).not.toContain('?a=1');
});

describe('hosts that a source may be redirected to', () => {
  const url = 'https://github.com/acme/tool/releases/download/v1/tool';

  test('are told to the program and stand in the plan; the app is not held against them', () => {
    const { workload, container, mounts } = fetch({
      from: {
        any: https(url), none: https(url, { redirectsTo: [] }),
        some: https(url, { redirectsTo: ['*.GithubUserContent.com', 'objects.example.com:443', '[::1]:8443'] }),
      },
    });
    mounts();
    expect(container().args).toEqual(expect.arrayContaining(['--redirects-to', '', '--redirects-to', '*.githubusercontent.com objects.example.com [::1]:8443']));
    expect(container().args!.filter((arg) => arg === '--redirects-to')).toHaveLength(2);
    expect(workload.startUpPlan.steps[0]!.redirectsTo).toEqual(['*', '*.githubusercontent.com', 'objects.example.com', '[::1]:8443']);
    expect(workload.startUpPlanText).toContain('may be redirected to any host over https · gives');
  });

  test.each(['', 'https://a.example.com', 'a.example.com/x', '*', 'a.*.com', '*a.com', 'a b', 'a:0', 'a:99999', '300.1.1.1', 7, null, 'me@a.com'])('not %p', (host) => {
    expect(() => https(url, { redirectsTo: [host as string] })).toThrow(/redirectsTo takes hosts|not a valid|port|host/);
    expect(() => https(url, { redirectsTo: host as never })).toThrow('redirectsTo');
  });

  test.each<[string, (web: Deployment<any>) => unknown]>([
    ['FetchBinary', (web) => new FetchBinary(web, 'fetch', { from: https(url, { sha256: SHA, redirectsTo: ['*.example.com'] }) })],
    ['FetchArchive', (web) => new FetchArchive(web, 'fetch', { from: https(url, { redirectsTo: ['*.example.com'] }) })],
    ['FetchData', (web) => new FetchData(web, 'fetch', { from: https(url, { redirectsTo: ['*.example.com'] }), maxSize: Size.mebibytes(1) })],
  ])('%s tells them too', (_, build) => {
    const web = new Deployment(newChart(), 'web');
    build(web);
    web.addContainer('app', { image: image('a:1', { user: 1 }) });
    expect(containerOf(web, 'fetch').args!.join(' ')).toContain('--redirects-to *.example.com');
    expect(web.startUpPlan.steps[0]).toMatchObject({ waitsFor: [url], redirectsTo: ['*.example.com'] });
    expect(web.startUpPlanText).toContain('may be redirected to *.example.com · gives');
  });
});

describe('proof that files are unchanged', () => {
  test('is gone once somebody can write them: an error where somebody else relies on it', () => {
    const { workload, config, mounts } = fetch({ from: https('https://a/x') });
    mounts();
    workload.addContainer('writer', { image: image('a:1', { user: 1 }), mounts: { '/w': writable(config.files) } });
    expect(() => podOf(workload)).toThrow('container "writer" mounts the files of step "fetch" writable, so nothing proves what container "app" reads');
  });

  test('is not asked for where all mount them writable', () => {
    const { workload, config } = fetch({ from: https('https://a/x') });
    workload.addContainer('writer', { image: image('a:1', { user: 1 }), mounts: { '/w': writable(config.files) } });
    expect(containerOf(workload, 'writer').volumeMounts).toEqual([{ name: 'fetch', mountPath: '/w' }]);
  });
});

test.each([
  ['http', () => https('http://a/x' as never), /"http:\/\/a\/x" is not an https URL/],
  ['http without a checksum', () => (plainHttp as any)('http://a/x'), /"http:\/\/a\/x" is fetched over http, so anyone on the network can change it/],
  ['a checksum that is none', () => https('https://a/x', { sha256: 'abc' }), /64 hexadecimal digits/],
  ['no file name', () => https('https://a/'), /give the name as `as`/],
  ['a password', () => https('https://me:hunter2@a/x'), /must not contain a user or a password/],
  ['ssh without known hosts', () => git('git@a:b', { sshKey: secretKey('a', 'b') }), /sshKey and knownHosts/],
  ['ref and commit', () => git('https://a/b', { ref: 'v1', commit: 'a'.repeat(40) }), /a ref can move/],
  ['half a commit', () => git('https://a/b', { commit: 'abc' }), /40 hexadecimal digits/],
  ['a path that leads out', () => git('https://a/b', { path: '../x' }), /relative, without "\.\."/],
  ['a token over ssh', () => git('git@a:b', { sshKey: secretKey('a', 'b'), knownHosts: configMapKey('a', 'b'), token: secretKey('a', 'b') }), /only over https/],
  ['a literal token', () => git('https://a/b', { token: 'hunter2' as never }), /the YAML would show/],
  ['git among several', () => fetch({ from: { a: git('https://a/b') } }), /give a Git repository as the only source/],
  ['a file that is not there', () => fetch({ from: https('https://a/x') }).config.file('y'), /this step has no file "y"; its files are x/],
  ['an unfilled directory', () => {
    const web = new Deployment(newChart(), 'web');
    web.addContainer('app', { image: image('a:1', { user: 1 }), mounts: { '/x': emptyDirectory(web, 'x', Size.mebibytes(1)) as never } });
  }, /no step has filled this volume/],
])('%s is refused', (_, make, message) => {
  expect(make).toThrow(message);
});

test('a header that holds a secret takes none in plain text, but with a reason, which stands in the YAML', () => {
  const build = (headers: object) => {
    const web = new Deployment(newChart(), 'web');
    new FetchConfig(web, 'fetch', { from: https('https://a/b.json', { headers: headers as Record<string, string> }) });
    web.addContainer('app', { image: image('a:1', { user: 1 }) });
    return web;
  };
  for (const name of ['Authorization', 'PROXY-AUTHORIZATION', 'cookie', 'Private-Token', 'x-api-key', 'X-Auth-Token', 'apikey']) {
    expect(() => build({ [name]: 'abc' })).toThrow(
      `https(): header ${name} contains a secret: give secretKey(…) or bearer(…), or plainText(value, because) if it is not a secret`);
  }
  for (const bad of [5, null, ['a'], {}]) expect(() => build({ Accept: bad })).toThrow('header Accept must be a string, secretKey(…), bearer(…), basic(…) or plainText(…).');
  for (const bad of ['abc', 5, null, ['a']]) expect(() => build(bad as never)).toThrow('headers must be an object: values by name.');
  const web = build({ 'X-CSRF-Token': plainText('none', 'the server asks for any'), Monkey: 'George', 'Token-Type': 'Bearer' });
  expect(containerOf(web, 'fetch').args).toEqual(expect.arrayContaining(['--header', 'X-CSRF-Token: none', '--header', 'Monkey: George']));
  expect(manifestOf(web).spec.template.metadata.annotations).toMatchObject({ 'cdk8s-prelude/plain-text.fetch.x-csrf-token': 'the server asks for any' });
});
