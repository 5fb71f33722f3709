/* What `kustomize build` makes of our YAML, and what the check says of it. The sentences of docs/interplay.md are these tests. */
import { execFileSync } from 'node:child_process';
import { cpSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments, stringify } from 'yaml';
import { checkFiles } from '../../src/cli/check-files';
import { checkManifests } from '../../src/testing';
import { temporaryDirectory } from '../support/temporary';
import { describeWith, findTool } from '../support/tools';

const SHOP = join(__dirname, '../../examples/shop/dist/shop.k8s.yaml');
const TARGET = { kind: 'Deployment', name: 'shop-web' };
const ORDER = ['wait', 'prelude-psql', 'migrate', 'fetch-config'];

/** Builds the shop with a kustomization; gives the YAML. */
function build(kustomization: object): string {
  const directory = temporaryDirectory('prelude-kustomize-');
  cpSync(SHOP, join(directory, 'shop.k8s.yaml'));
  writeFileSync(join(directory, 'kustomization.yaml'), stringify({ resources: ['shop.k8s.yaml'], ...kustomization }));
  return execFileSync(findTool('kubectl')!, ['kustomize', directory], { encoding: 'utf8' });
}

/** A strategic merge patch of the init containers of the shop's Deployment. */
const merge = (initContainers: readonly object[]) => ({
  patches: [{ patch: stringify({ apiVersion: 'apps/v1', ...{ kind: TARGET.kind, metadata: { name: TARGET.name } }, spec: { template: { spec: { initContainers } } } }) }],
});
/** A JSON 6902 patch of it. */
const json = (...operations: readonly object[]) => ({ patches: [{ target: TARGET, patch: stringify(operations) }] });

const INIT = '/spec/template/spec/initContainers';
const ANOTHER = {
  name: 'another', image: 'registry.example.com/another:1.0.0',
  resources: { requests: { cpu: '10m', memory: '16Mi' }, limits: { memory: '16Mi' } },
  securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] }, runAsUser: 1000 },
};

function orderIn(yaml: string): readonly string[] {
  const objects = parseAllDocuments(yaml).map((document) => document.toJS());
  const web = objects.find(({ kind, metadata }) => kind === 'Deployment' && metadata.name.includes('shop-web'));
  return web.spec.template.spec.initContainers.map(({ name }: { name: string }) => name);
}

describeWith(['kubectl'], 'kustomize build', () => {
  test.each<[string, object]>([
    ['nothing', {}],
    ['a namespace, a prefix, labels, annotations', {
      namespace: 'prod', namePrefix: 'prod-', labels: [{ pairs: { team: 'shop' }, includeTemplates: true }], commonAnnotations: { owner: 'shop' },
    }],
    ['a prefix and a suffix of names', { namePrefix: 'a-', nameSuffix: '-z' }],
    ['other images and replicas', { images: [{ name: 'docker.io/migrate/migrate', newName: 'mirror.example.com/migrate' }], replicas: [{ name: 'shop-web', count: 5 }] }],
    ['a JSON patch of a field of a step', json({ op: 'replace', path: `${INIT}/2/resources/limits/memory`, value: '1Gi' })],
    ['a strategic merge patch that names every step in the order', merge([{ name: 'wait' }, { name: 'prelude-psql' }, { name: 'migrate', resources: { limits: { memory: '1Gi' } } }, { name: 'fetch-config' }])],
    ['a strategic merge patch of the first step', merge([{ name: 'wait', resources: { limits: { memory: '128Mi' } } }])],
  ])('keeps the order with %s', (_, kustomization) => {
    const built = build(kustomization);
    expect(orderIn(built)).toEqual(ORDER);
    expect(checkManifests(built).findings).toEqual([]);
    expect(checkFiles([{ name: 'built.yaml', text: built }]).findings).toEqual([]);
  });

  test('gives ConfigMaps of programs other names, in the pods too', () => {
    const objects = parseAllDocuments(build({ namespace: 'prod', namePrefix: 'a-', nameSuffix: '-z' })).map((document) => document.toJS());
    const web = objects.find(({ kind, metadata }) => kind === 'Deployment' && metadata.name === 'a-shop-web-z');
    const mounted = web.spec.template.spec.volumes.find(({ name }: { name: string }) => name === 'prelude-programs').projected.sources
      .map(({ configMap }: { configMap: { name: string } }) => configMap.name);
    const there = objects.filter(({ kind, metadata }) => kind === 'ConfigMap' && metadata.labels?.['cdk8s-prelude/program'] !== undefined);
    expect(mounted.length).toBeGreaterThan(2);
    expect(there.map(({ metadata }) => metadata.name)).toEqual(expect.arrayContaining(mounted));
    for (const { metadata } of there) expect(metadata).toMatchObject({ namespace: 'prod', name: expect.stringMatching(/^a-shop-prelude-[a-z-]+-[0-9a-f]{10}-z$/) });
  });

  test.each<[string, object, readonly string[]]>([
    ['puts another init container in front by a strategic merge patch', merge([ANOTHER]), ['another', ...ORDER]],
    ['puts another one where a JSON patch says', json({ op: 'add', path: `${INIT}/1`, value: ANOTHER }), ['wait', 'another', 'prelude-psql', 'migrate', 'fetch-config']],
  ])('%s, which the check takes', (_, kustomization, order) => {
    const built = build(kustomization);
    expect(orderIn(built)).toEqual(order);
    expect(checkManifests(built).findings).toEqual([]);
  });

  test('changes the version of a step, which the check finds', () => {
    const built = build({ images: [{ name: 'docker.io/migrate/migrate', newTag: 'v4.0.0' }] });
    expect(checkManifests(built).findings.map(({ rule, where }) => `${rule} ${where}`)).toEqual(['step-programs initContainers[migrate].image']);
  });

  test.each<[string, object, readonly string[], string]>([
    [
      'moves a step to the front that a strategic merge patch names by itself',
      merge([{ name: 'fetch-config', resources: { limits: { memory: '1Gi' } } }]), ['fetch-config', 'wait', 'prelude-psql', 'migrate'], 'initContainers[fetch-config]',
    ],
    ['removes a step by $patch: delete', merge([{ name: 'migrate', $patch: 'delete' }]), ['wait', 'prelude-psql', 'fetch-config'], 'initContainers'],
    ['removes a step by a JSON patch', json({ op: 'remove', path: `${INIT}/0` }), ['prelude-psql', 'migrate', 'fetch-config'], 'initContainers'],
    ['moves a step by a JSON patch', json({ op: 'move', from: `${INIT}/3`, path: `${INIT}/0` }), ['fetch-config', 'wait', 'prelude-psql', 'migrate'], 'initContainers[fetch-config]'],
  ])('%s, which the check finds', (_, kustomization, order, where) => {
    const built = build(kustomization);
    expect(orderIn(built)).toEqual(order);
    const found = checkManifests(built).findings.filter(({ rule }) => rule === 'init-order');
    expect(found.map(({ object, where: place }) => `${object} ${place}`)).toEqual([`Deployment shop-web ${where}`]);
  });
});
