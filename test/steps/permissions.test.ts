import { Duration, Size } from 'cdk8s';
import { claim, Deployment, emptyDirectory, FixPermissions, image, StatefulSet, VerifyPermissions, writable } from '../../src';
import { containerOf, manifestOf, newChart, podOf } from '../support/kubernetes';

const app = image('registry.example.com/db:1', { user: 999, group: 999 });

function fix(props: object, podSecurity: 'baseline' | 'restricted' = 'baseline', fsGroup?: number) {
  const db = new StatefulSet(newChart(), 'db', { ports: [5432], podSecurity, ...(fsGroup === undefined ? {} : { fsGroup }) });
  const volume = db.claimTemplate('data', { size: Size.gibibytes(1) });
  const step = new FixPermissions(db as StatefulSet<'db', 'baseline'>, 'own', { volume, ...props });
  db.addContainer('db', { image: app, mounts: { '/data': writable(step.volume) } });
  return { db, volume };
}

test('owner and modes need root, with three capabilities and no more, after which nobody has them', () => {
  const { db } = fix({ owner: 999, group: 999, directoryMode: 0o750, fileMode: 0o640 });
  expect(containerOf(db, 'own')).toMatchObject({
    args: ['--timeout', '300', '--path', '/volume', '--volume', 'claim data', '--owner', '999', '--group', '999', '--directory-mode', '0750', '--file-mode', '0640', '--check', 'root'],
    securityContext: {
      allowPrivilegeEscalation: false, capabilities: { add: ['CHOWN', 'DAC_OVERRIDE', 'FOWNER'], drop: ['ALL'] }, privileged: false,
      readOnlyRootFilesystem: true, runAsNonRoot: false, runAsUser: 0,
    },
    volumeMounts: [{ name: 'data', mountPath: '/volume' }],
  });
  expect(containerOf(db, 'db').securityContext).toMatchObject({ runAsNonRoot: true, runAsUser: 999, capabilities: { drop: ['ALL'] } });
});

test('only a group needs no container: fsGroup does it, where the root of the volume differs', () => {
  const { db } = fix({ group: 999 });
  expect(podOf(db).initContainers).toBeUndefined();
  expect(podOf(db).securityContext).toMatchObject({ fsGroup: 999, fsGroupChangePolicy: 'OnRootMismatch' });
  expect(manifestOf(db).spec.template.metadata.annotations['cdk8s-prelude/own']).toBe('volume data gets group 999 by fsGroup, without a container');
});

test('without a container, too, what it is told must be right', () => {
  const other = new Deployment(newChart(), 'api', { podSecurity: 'baseline' });
  const { volume } = new VerifyPermissions(other, 'verify', { volume: claim(other, 'data', 'nfs'), user: 999 });
  expect(() => fix({ group: 999, after: [volume] })).toThrow('db/own: a handle of pod "api" is not assignable to pod "db"');
  expect(() => fix({ group: 999, after: 'verify' })).toThrow(/after must be handles/);
  expect(() => fix({ group: 999, timeout: 60 })).toThrow(/db\/own: timeout/);
  expect(() => fix({ group: 999, resources: { memory: { limit: Size.kibibytes(0) } } })).toThrow(/db\/own: resources\.memory\.limit must be greater than 0/);
  expect(() => fix({ group: 999, check: 'all' })).toThrow(/check must be 'root' or 'tree'.*Given: "all"/);
  expect(fix({ group: 999, after: [], timeout: Duration.minutes(1), check: 'tree' }).db.startUpPlan.steps).toEqual([]);
});

test('a driver that ignores fsGroup gets the container', () => {
  expect(containerOf(fix({ group: 999, supportsFsGroup: false }).db, 'own').args).toContain('--group');
});

test('verify changes nothing, runs as the app and is possible in a restricted pod', () => {
  const web = new Deployment(newChart(), 'web');
  const data = new VerifyPermissions(web, 'verify', { volume: claim(web, 'data', 'nfs'), user: 999, group: 999 });
  web.addContainer('app', { image: app, mounts: { '/data': writable(data.volume) } });
  expect(web.startUpPlan.steps[0]!.gives).toEqual(['owned: data']);
  expect(containerOf(web, 'verify')).toMatchObject({
    args: ['--timeout', '60', '--path', '/volume', '--volume', 'claim nfs', '--group', '999', '--verify-only', '--writable'],
    securityContext: { runAsUser: 999, runAsGroup: 999, capabilities: { drop: ['ALL'] } },
  });
});

test.each([
  ['a restricted pod', () => fix({ owner: 999 }, 'restricted'), /'restricted' does not allow root, but FixPermissions runs as root: use fsGroup, or podSecurity: 'baseline'/],
  ['nothing to do', () => fix({}), /at least one of owner, group/],
  ['a mode for all to write', () => fix({ directoryMode: 0o777 }), /a mode must not be writable for everyone.*Given: "0777"/],
  ['a decimal mode', () => fix({ fileMode: 6440 }), /write it with 0o/],
  ['two groups', () => fix({ group: 999 }, 'baseline', 1000), /a pod can have only one/],
  ['a volume of another pod', () => {
    const other = new Deployment(newChart(), 'api');
    fix({ volume: emptyDirectory(other, 'x', Size.mebibytes(1)), owner: 1 });
  }, /a handle of pod "api" is not assignable to pod "db"/],
  ['an empty directory that is looked at', () => {
    const web = new Deployment(newChart(), 'web');
    return new VerifyPermissions(web, 'v', { volume: emptyDirectory(web, 'd', Size.mebibytes(1)) as never, user: 1 });
  }, /volume must be a volume that outlives the pod: claim\(…\), or a claim template of a StatefulSet\./],
  ['root that verifies', () => {
    const web = new Deployment(newChart(), 'web');
    return new VerifyPermissions(web, 'v', { volume: claim(web, 'd', 'd'), user: 0 });
  }, /root becomes nobody/],
])('%s is refused', (_, make, message) => {
  expect(make).toThrow(message);
});

describe('in a pod with fsGroup, which kubelet gives to the root of a volume before every start', () => {
  const yaml = (props: object) => () => podOf(fix(props, 'baseline', 2000).db);

  test.each([
    ['a mode without setgid', { directoryMode: 0o770 }, /db\] own: kubelet changes the modes of the whole volume back .* fsGroup 2000 .* Given: "?0o770/],
    ['a mode that the group cannot write', { directoryMode: 0o2750, group: 2000 }, /such as 0o2770/],
    ['another group', { owner: 1000, group: 1000 }, /kubelet gives the whole volume back to group 2000, the fsGroup of the pod/],
  ])('%s is refused', (_, props, sentence) => expect(yaml(props)).toThrow(sentence));

  test.each([
    ['a mode with these bits', { directoryMode: 0o2775, group: 2000 }],
    ['only an owner', { owner: 1000 }],
    ['a driver that leaves the volume alone', { directoryMode: 0o750, group: 1000, supportsFsGroup: false }],
  ])('%s is taken', (_, props) => expect(yaml(props)).not.toThrow());
});
