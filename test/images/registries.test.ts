import { App, Chart } from 'cdk8s';
import { defineStandard, Deployment, image, postgres, RunMigration, unsafe, WaitForService } from '../../src';
import { isFrom, moveReference } from '../../src/images/registries';
import { podOf } from '../support/kubernetes';

const DIGEST = `sha256:${'ab'.repeat(32)}`;

describe('a registry map', () => {
  test.each([
    ['an official image', 'busybox:1.37', { 'docker.io': 'mirror/docker' }, 'mirror/docker/library/busybox:1.37'],
    ['an image of the default registry', 'migrate/migrate:v4', { 'docker.io': 'mirror' }, 'mirror/migrate/migrate:v4'],
    ['a registry that is named', 'ghcr.io/a/b:1', { 'ghcr.io': 'mirror:5000/ghcr' }, 'mirror:5000/ghcr/a/b:1'],
    ['the longest key', 'docker.io/library/busybox:1', { 'docker.io': 'a', 'docker.io/library': 'b' }, 'b/busybox:1'],
    ['whole parts of a path only', 'docker.io/libraryx/y:1', { 'docker.io/library': 'b' }, 'docker.io/libraryx/y:1'],
    ['all others', 'localhost:5000/x:1', { '*': 'mirror.example.com' }, 'mirror.example.com/x:1'],
    ['nothing that no key fits', 'ghcr.io/a/b:1', { 'docker.io': 'a' }, 'ghcr.io/a/b:1'],
    ['tag and digest stay', `docker.io/a/b:1@${DIGEST}`, { 'docker.io': 'm' }, `m/a/b:1@${DIGEST}`],
  ])('moves %s', (_, reference, map, moved) => {
    expect(moveReference(reference, map)).toBe(moved);
  });

  test('moves the images of users, steps and the helper, and the nearest one counts', () => {
    const app = new App();
    defineStandard({ name: 'far', registryMap: { '*': 'far.example.com' } }).setOn(app);
    const charts = { near: new Chart(app, 'near'), far: new Chart(app, 'far') };
    defineStandard({ name: 'near', registryMap: { '*': 'near.example.com' } }).setOn(charts.near);
    for (const chart of [charts.near, charts.far]) {
      const web = new Deployment(chart, 'web');
      const db = new WaitForService(web, 'wait', { until: postgres({ host: 'db' }) });
      new RunMigration(web, 'migrate', {
        database: db.ready, image: image('ghcr.io/tool:1', { user: 1 }), command: ['x'], oneAtATime: unsafe('a test'),
      });
      web.addContainer('app', { image: image('quay.io/app:1', { user: 1 }) });
      const { initContainers = [], containers } = podOf(web);
      const host = `${chart.node.id}.example.com`;
      expect([...initContainers, ...containers].map(({ image: name }) => name))
        .toEqual([`${host}/library/busybox:1.37.0-musl`, `${host}/tool:1`, `${host}/app:1`]);
    }
  });

  test.each([
    ['a scheme', { 'docker.io': 'https://mirror' }], ['a slash at the end', { 'docker.io': 'mirror/' }], ['a key that is none', { 'Docker IO': 'mirror' }],
    ['what is no map', 'mirror'], ['a list', ['mirror']], ['a value that is no text', { '*': 42 }],
  ])('refuses %s', (_, registryMap) => {
    expect(() => defineStandard({ name: 'Acme', registryMap: registryMap as never })).toThrow(/^standard "Acme": this is not a registry/);
  });
});

describe('where an image is from', () => {
  test.each([
    ['registry.acme.example/shop:1', true], ['registry.acme.example/a/b:1', true], ['registry.acme.example.evil.example/shop:1', false],
    ['docker.io/nginx:1', false], ['nginx:1', false], ['ghcr.io/acme/tool:1', true], ['ghcr.io/acme-evil/tool:1', false], ['not an image', false],
  ])('%s', (reference, from) => {
    expect(isFrom(reference, ['registry.acme.example', 'ghcr.io/acme'])).toBe(from);
  });

  test('an image without a registry is from docker.io', () => {
    expect(isFrom('nginx:1', ['docker.io'])).toBe(true);
    expect(isFrom('nginx:1', ['docker.io/library'])).toBe(true);
    expect(isFrom('a/b:1', ['docker.io/library'])).toBe(false);
  });
});

describe('image()', () => {
  test.each(['nginx:1.27', 'localhost:5000/nginx:1', `nginx@${DIGEST}`, `a.b/c/d:v1@${DIGEST}`, 'registry.example.com:443/a/b_c:1.2.3-alpine',
    `a@sha512:${'0'.repeat(128)}`, 'Registry.Example.com/a:1', '[fd00::1]:5000/a:1'])('takes %s', (reference) => {
    expect(image(reference as never, { user: 1 }).reference).toBe(reference);
  });

  test.each([
    ['nginx', /image "nginx" has no tag: pin a version or a digest/],
    ['localhost:5000/nginx', /image "localhost:5000\/nginx" has no tag/],
    ['nginx:latest', /image "nginx:latest" can change at any time/],
    ['nginx@sha256:abc', /a digest must be "sha256:" and 64 hexadecimal digits/],
    ['Nginx:1', /this is not an image reference/],
    ['nginx:1 ', /this is not an image reference/],
    ['https://a/b:1', /this is not an image reference/],
    ['my registry.io/shop:1', /this is not an image reference/],
    ['$(X).io/shop:1', /this is not an image reference/],
    ['-a.io/shop:1', /this is not an image reference/],
    [`a@sha512:${'0'.repeat(64)}`, /a digest must be/],
    [`a/b:${process.env.NOT_SET_ANYWHERE}`, /the reference of an image contains the text of a missing value: check that the variable is set.*Given: "a\/b:undefined"/],
  ])('refuses %s', (reference, message) => {
    expect(() => image(reference as never, { user: 1 })).toThrow(message);
  });

  test('wants a user that Kubernetes can check', () => {
    expect(() => image('a:1', {} as never)).toThrow(/set the user that the image runs as/);
    expect(() => image('a:1', { user: 'node' as never })).toThrow(/numeric id/);
    expect(image('a:1', { user: 'image' }).user).toBe('image');
  });
});
