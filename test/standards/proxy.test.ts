import { Size } from 'cdk8s';
import {
  basic, CloneRepository, defineStandard, Deployment, FetchArchive, FetchConfig, FetchData, git, http, https, image,
  plainHttp, postgres, secretKey, WaitForService,
  configMapKey, type Proxy,
} from '../../src';
import { containerOf, newChart } from '../support/kubernetes';

const INSIDE = 'localhost,127.0.0.1,::1,.svc,.cluster.local';

function deploymentBehind(proxy: Proxy | 'none' | undefined, more: object = {}) {
  const chart = newChart();
  if (proxy !== undefined) defineStandard({ name: 'Corp', proxy, ...more }).setOn(chart);
  return new Deployment(chart, 'web');
}

/** The variables of the step "step" as Kubernetes reads them. */
function variablesOf(web: Deployment<any>, build: (web: Deployment<any>) => unknown) {
  build(web);
  web.addContainer('app', { image: image('a:1', { user: 1 }) });
  return Object.fromEntries((containerOf(web, 'step').env ?? []).map(({ name, value, valueFrom }) => [name, value ?? valueFrom]));
}

const fetch = (props: object = {}) => (web: Deployment<any>) => new FetchConfig(web, 'step', { from: https('https://a.example.com/x'), ...props });

describe('behind a proxy', () => {
  const proxy = { https: 'http://proxy.example.com:3128', except: ['10.0.0.0/8', '.internal.example.com'] };
  const expected = { https_proxy: 'http://proxy.example.com:3128', no_proxy: `${INSIDE},10.0.0.0/8,.internal.example.com` };

  test.each<[string, (web: Deployment<any>) => unknown]>([
    ['FetchConfig', fetch()],
    ['FetchArchive', (web) => new FetchArchive(web, 'step', { from: https('https://a.example.com/x.zip') })],
    ['FetchData', (web) => new FetchData(web, 'step', { from: https('https://a.example.com/x'), maxSize: Size.mebibytes(1) })],
    ['CloneRepository', (web) => new CloneRepository(web, 'step', { from: git('https://a.example.com/x.git') })],
    ['WaitForService over https', (web) => new WaitForService(web, 'step', { until: http('https://a.example.com/x') })],
  ])('%s asks through it', (_, build) => expect(variablesOf(deploymentBehind(proxy), build)).toEqual(expected));

  test.each<[string, (web: Deployment<any>) => unknown]>([
    ['a wait for a database', (web) => new WaitForService(web, 'step', { until: postgres({ host: 'db' }) })],
    ['a wait over http', (web) => new WaitForService(web, 'step', { until: http('http://a/x') })],
    ['a clone over ssh', (web) => new CloneRepository(web, 'step', { from: git('git@a.example.com:x.git', { sshKey: secretKey('a', 'b'), knownHosts: configMapKey('a', 'b') }) })],
    ['a step that asks without it', fetch({ proxy: 'none' })],
  ])('%s does not', (_, build) => expect(Object.keys(variablesOf(deploymentBehind(proxy), build)).filter((name) => name.endsWith('_proxy'))).toEqual([]));

  test('a step has one of its own; a standard may take back what another one says', () => {
    expect(variablesOf(deploymentBehind(undefined), fetch({ proxy }))).toEqual(expected);
    expect(variablesOf(deploymentBehind('none'), fetch())).toEqual({});
  });

  test('hosts of the cluster are asked without it: those without a dot, and its domain', () => {
    const build = fetch({ from: { a: https('https://config:8443/a'), b: plainHttp('http://mirror.shop.svc/b', { sha256: 'a'.repeat(64) }) } });
    expect(variablesOf(deploymentBehind({ ...proxy, http: 'http://proxy:80', except: [] }, { clusterDomain: 'acme.internal' }), build)).toEqual({
      https_proxy: proxy.https, http_proxy: 'http://proxy:80', no_proxy: 'localhost,127.0.0.1,::1,.svc,.acme.internal,config',
    });
  });

  test('the login is put into the URL by Kubernetes, and stands in no argument', () => {
    const login = basic('c@i', secretKey('proxy', 'password'));
    const web = deploymentBehind({ https: 'http://proxy.example.com:3128', login });
    expect(variablesOf(web, fetch())).toMatchObject({
      PRELUDE_PROXY_PASSWORD: { secretKeyRef: { name: 'proxy', key: 'password' } }, https_proxy: 'http://c%40i:$(PRELUDE_PROXY_PASSWORD)@proxy.example.com:3128',
    });
    expect(containerOf(web, 'step').args!.join(' ')).not.toMatch(/PROXY|proxy/);
    const both = deploymentBehind({ https: 'http://p:1', login: basic(secretKey('proxy', 'user'), secretKey('proxy', 'password')) });
    expect(variablesOf(both, fetch())).toMatchObject({
      PRELUDE_PROXY_LOGIN: { secretKeyRef: { name: 'proxy', key: 'user' } }, https_proxy: 'http://$(PRELUDE_PROXY_LOGIN):$(PRELUDE_PROXY_PASSWORD)@p:1',
    });
  });

  test.each<[string, object, RegExp]>([
    ['a login in the URL', { https: 'http://ci:s3cret@proxy:1' }, /a proxy must be a URL with a host and a port/],
    ['no scheme', { https: 'proxy:3128' }, /a proxy must be a URL/],
    ['a path', { https: 'http://proxy/x' }, /a proxy must be a URL/],
    ['no https', {}, /a proxy must be a URL|https/],
    ['a list in one text', { https: 'http://proxy:1', except: ['a,b'] }, /except must list hosts/],
    ['a password as text', { https: 'http://proxy:1', login: 's3cret' }, /the login of a proxy must be basic/],
    ['another key', { https: 'http://proxy:1', noProxy: [] }, /noProxy/],
  ])('%s is refused', (_, given, sentence) => {
    expect(() => defineStandard({ name: 'Corp', proxy: given as Proxy })).toThrow(sentence);
    expect(() => variablesOf(deploymentBehind(undefined), fetch({ proxy: given }))).toThrow(sentence);
  });
});
