import { ApiObject, JsonPatch, Size } from 'cdk8s';
import { adopt, claim, Deployment, FixPermissions, postgres, StatefulSet, WaitForService, writable } from '../../src';
import { mountsOf, podSecurityFindings, podSecurityOf, stepsOf } from '../../src/testing';
import { newChart } from '../support/kubernetes';
import { APP, plain, shop, theirs } from './stage';

const patch = (workload: Deployment, ...patches: JsonPatch[]) => ApiObject.of(workload.resource).addJsonPatch(...patches);

describe('stepsOf', () => {
  test('names the steps in the order in which they run, and not the helper', () => {
    expect(stepsOf(shop())).toEqual(['wait', 'migrate', 'fetch-config']);
    expect(stepsOf(plain())).toEqual([]);
  });

  test('names those that the workload had before', () => {
    const web = adopt(theirs(), 'web');
    new WaitForService(web, 'wait', { until: postgres({ host: 'db' }) });
    expect(stepsOf(web)).toEqual(['own', 'wait']);
  });

  test('sees what a patch has done', () => {
    const web = shop();
    patch(web, JsonPatch.move('/spec/template/spec/initContainers/2', '/spec/template/spec/initContainers/0'));
    expect(stepsOf(web)).toEqual(['fetch-config', 'wait', 'migrate']);
  });

  test('refuses what is no workload', () => {
    expect(() => stepsOf({} as never)).toThrow('the scope of a step must be a workload of this library');
  });
});

describe('mountsOf', () => {
  test('tells what an app finds where', () => {
    expect(mountsOf(shop(), 'app')).toEqual({
      '/app/config': { of: 'emptyDir fetch-config', readOnly: true },
      '/etc/one.json': { of: 'emptyDir fetch-config', readOnly: true, subPath: 'shop.json' },
      '/tmp': { of: 'emptyDir app-scratch-3', readOnly: false },
    });
  });

  test('tells what a step finds where', () => {
    expect(mountsOf(shop(), 'migrate')).toMatchObject({ '/migrations': { of: 'configMap shop-migrations', readOnly: true } });
    expect(mountsOf(shop(), 'fetch-config')).toEqual({ '/files': { of: 'emptyDir fetch-config', readOnly: false } });
  });

  test('names claims, and the templates of claims', () => {
    const db = new StatefulSet(newChart('shop'), 'db', { ports: [5432] });
    const data = db.claimTemplate('data', { size: Size.gibibytes(1) });
    db.addContainer('app', { image: APP, mounts: { '/data': writable(data), '/archive': claim(db, 'archive', 'shop-archive') } });
    expect(mountsOf(db, 'app')).toEqual({
      '/data': { of: 'volumeClaimTemplate data', readOnly: false },
      '/archive': { of: 'persistentVolumeClaim shop-archive', readOnly: true },
    });
  });

  test('says so where a patch has taken the volume away', () => {
    const web = shop();
    patch(web, JsonPatch.replace('/spec/template/spec/volumes', []));
    expect(mountsOf(web, 'fetch-config')).toEqual({ '/files': { of: 'missing fetch-config', readOnly: false } });
  });

  test('says which containers there are', () => {
    expect(() => mountsOf(shop(), 'nginx')).toThrow('shop/web: there is no such container; the containers of the pod are wait, migrate, fetch-config, app. Given: "nginx".');
  });
});

describe('podSecurityOf', () => {
  test('is the level that the rendered pod meets, whatever was asked for', () => {
    const web = new Deployment(newChart('shop'), 'web', { podSecurity: 'baseline', podSecurityBecause: 'nobody knows' });
    web.addContainer('app', { image: APP });
    expect(podSecurityOf(web)).toBe('restricted');
    new FixPermissions(web, 'fix', { volume: claim(web, 'data', 'shop-data'), owner: 1000 });
    expect(podSecurityOf(web)).toBe('baseline');
  });

  test('says why it is no more', () => {
    const web = plain();
    expect(podSecurityFindings(web, 'restricted')).toEqual([]);
    patch(web, JsonPatch.add('/spec/template/spec/hostNetwork', true));
    expect(podSecurityOf(web)).toBe('privileged');
    expect(podSecurityFindings(web, 'baseline')).toEqual([expect.stringMatching(/hostNetwork.*\(rule host-namespaces\)$/)]);
  });
});
