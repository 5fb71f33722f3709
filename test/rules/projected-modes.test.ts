import { ApiObject, App, Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { configMapFiles, Deployment, image, secretFiles, VerifyFiles } from '../../src';
import { podOf } from '../../src/manifest/pod-of';
import { check } from '../../src/rules';
import { asFinished, type Draft, minimalPod } from './pods';

const APP = image('registry.example.com/a:1', { user: 1000, group: 1000 });
const any = (value: unknown) => value as never;
const chart = () => new Chart(new App({ outdir: '/nonexistent' }), 'test');
const synth = ({ node }: Chart) => (node.root as App).synthYaml();

describe('secretFiles and configMapFiles', () => {
  const volumes = (...files: readonly ReturnType<typeof secretFiles>[]) => {
    const web = new Deployment(chart(), 'web', { fsGroup: 1000 });
    web.addContainer('app', { image: APP, mounts: any(Object.fromEntries(files.map((one, index) => [`/files/${index}`, one]))) });
    return podOf(ApiObject.of(web.resource).toJson()).spec.volumes;
  };

  test('take a mode and whether the object must be there; the same object in two ways is two volumes', () => {
    expect(volumes(
      secretFiles('tls', { mode: 0o400 }), secretFiles('tls'), secretFiles('tls', { optional: true }), secretFiles('tls', { optional: false }),
      configMapFiles('app', { mode: 0o555, optional: true }), configMapFiles('app', {}),
    )).toEqual([
      { name: 'secret-tls-0400', secret: { secretName: 'tls', defaultMode: 0o400 } },
      { name: 'secret-tls', secret: { secretName: 'tls' } },
      { name: 'secret-tls-optional', secret: { secretName: 'tls', optional: true } },
      { name: 'config-map-app-0555-optional', configMap: { name: 'app', defaultMode: 0o555, optional: true } },
      { name: 'config-map-app', configMap: { name: 'app' } },
    ]);
  });

  test.each<[given: unknown, says: RegExp]>([
    [{ mode: 0o666 }, /secretFiles\(\): a mode must not be writable for everyone.*file-mode/],
    [{ mode: 400 }, /mode 400 is a decimal number, which is 0o620 in octal: write 0o400/],
    [{ mode: 644 }, /mode 644 is a decimal number, which is 0o1204 in octal: write 0o644/],
    [{ mode: '0400' }, /mode must be a number from 0 to 0o777/],
    [{ mode: 0o4400 }, /mode must be a number from 0 to 0o777/],
    [{ mod: 0o400 }, /"mod" is not a property and would be ignored; the properties are mode, optional/],
    [{ defaultMode: 0o400 }, /"defaultMode" is not a property and would be ignored; the properties are mode, optional/],
    [{ optional: 'yes' }, /optional must be true or false/],
    [0o400, /mode, optional/],
    [null, /mode, optional/],
  ])('refuse %j', (given, says) => {
    expect(() => secretFiles('tls', any(given))).toThrow(says);
    expect(() => configMapFiles('tls', any(given))).toThrow(says.source.startsWith('secretFiles') ? /configMapFiles/ : says);
  });

  test('what a step cannot read is told of: it runs as another user', () => {
    const of = chart();
    const web = new Deployment(of, 'web');
    new VerifyFiles(web, 'verify', { from: secretFiles('login', { mode: 0o400 }), notEmpty: ['user'] });
    web.addContainer('app', { image: APP });
    expect(() => synth(of)).toThrow(/container "verify" runs as user 65534 and cannot read the files of volume "secret-login-0400", which belong to root with mode 0400.*projected-modes/);
  });

  test('volumes of cdk8s-plus are judged', () => {
    const of = chart();
    const web = new Deployment(of, 'web');
    web.addContainer('app', { image: APP }).mount('/run/tls', kplus.Volume.fromSecret(of, 'v', kplus.Secret.fromSecretName(of, 's', 'other'), { defaultMode: 0o666 }));
    expect(() => synth(of)).toThrow(/volume "secret-[^"]*" gives its files mode 0666, which lets everyone write: remove that bit, for example 0664/);
  });
});

describe('modes in manifests', () => {
  const found = (volume: Draft, pod: Draft = {}, container: Draft = {}) => {
    const draft = minimalPod('baseline', ({ spec }) => {
      Object.assign(spec, pod);
      spec.volumes = [{ name: 'files', ...volume }];
      Object.assign(spec.containers[0], { volumeMounts: [{ name: 'files', mountPath: '/files' }], ...container });
    });
    return check(asFinished(draft, 'baseline')).filter(({ rule }) => rule === 'projected-modes').map(({ where }) => where);
  };
  const reader = (user: number | undefined, group: number | undefined) => ({ securityContext: { runAsUser: user, runAsGroup: group } });

  test.each<[volume: Draft, where: string]>([
    [{ secret: { secretName: 's', defaultMode: 0o666 } }, 'volumes[files].secret.defaultMode'],
    [{ configMap: { name: 'c', defaultMode: 0o777 } }, 'volumes[files].configMap.defaultMode'],
    [{ secret: { secretName: 's', items: [{ key: 'a', path: 'a', mode: 0o646 }] } }, 'volumes[files].secret.items[a].mode'],
    [{ projected: { sources: [{ serviceAccountToken: {} }, { secret: { name: 's', items: [{ key: 'a', path: 'b', mode: 0o602 }] } }] } }, 'volumes[files].projected.sources[1].secret.items[a].mode'],
    [{ downwardAPI: { items: [{ path: 'labels', mode: 0o666 }] } }, 'volumes[files].downwardAPI.items[labels].mode'],
    [{ secret: { secretName: 's', defaultMode: 400 } }, 'volumes[files].secret.defaultMode'],
    [{ secret: { secretName: 's', defaultMode: 444 } }, 'volumes[files].secret.defaultMode'],
  ])('%j', (volume, where) => expect(found(volume, { securityContext: { fsGroup: 1 } })).toEqual([where]));

  test.each<[volume: Draft]>([
    [{ secret: { secretName: 's' } }], [{ secret: { secretName: 's', defaultMode: 420 } }], [{ secret: { secretName: 's', defaultMode: 256 } }],
    [{ configMap: { name: 'c', defaultMode: 0o755, items: [{ key: 'a', path: 'a', mode: 0o664 }] } }], [{ configMap: { name: 'c', defaultMode: '0666' } }],
    [{ projected: { defaultMode: 0o440, sources: [null, { configMap: { name: 'c' } }] } }], [{ emptyDir: {} }], [{ secret: null }],
  ])('%j is right', (volume) => expect(found(volume, { securityContext: { fsGroup: 1 } })).toEqual([]));

  const key = { secret: { secretName: 's', defaultMode: 0o400 } };
  const forGroup = { secret: { secretName: 's', defaultMode: 0o440 } };
  const UNREADABLE = ['containers[app].volumeMounts[files].mountPath'];
  test.each<[why: string, volume: Draft, container: Draft, expected: readonly string[], pod?: Draft]>([
    ['another user and group', key, reader(1000, 1000), UNREADABLE],
    ['another user and group, for the group', forGroup, reader(1000, 1000), UNREADABLE],
    ['another user of the group root, for root alone', key, reader(1000, 0), UNREADABLE],
    ['another user of the group root, for the group', forGroup, reader(1000, 0), []],
    ['with fsGroup the group of the pod reads it', key, reader(1000, 1000), [], { securityContext: { fsGroup: 1000 } }],
    ['root', key, reader(0, 0), []],
    ['a user of whom nothing is known', key, reader(undefined, undefined), []],
    ['a group of which nothing is known', forGroup, reader(1000, undefined), []],
  ])('who can read: %s', (_why, volume, container, expected, pod = {}) => expect(found(volume, pod, container)).toEqual(expected));
});
