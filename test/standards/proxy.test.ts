import { Size } from 'cdk8s';
import {
  basic, CloneRepository, defineStandard, Deployment, FetchArchive, FetchConfig, FetchData, git, http, https, image,
  plainHttp, postgres, secretKey, WaitForService,
  configMapKey, type Proxy,
} from '../../src';
import { containerOf, newChart, podOf } from '../support/kubernetes';

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

  test.each<[string, (web: Deployment<any>, proxy: Proxy) => unknown]>([
    ['FetchConfig', (web, own) => fetch({ proxy: own })(web)],
    ['CloneRepository', (web, own) => new CloneRepository(web, 'step', { from: git('https://a.example.com/x.git', { ca: configMapKey('git', 'ca.crt') }), proxy: own })],
    ['WaitForService', (web, own) => new WaitForService(web, 'step', { until: { a: http('https://a.example.com/x'), b: postgres({ host: 'db' }) }, proxy: own })],
  ])('%s: the authority of a proxy that reads TLS, and room in memory to put it beside others', (_, build) => {
    const web = deploymentBehind(undefined);
    expect(variablesOf(web, (of) => build(of, { https: 'http://proxy:1', ca: configMapKey('company-ca', 'root.crt') }))).toMatchObject({
      PRELUDE_PROXY_CA: '/prelude-proxy/ca/root.crt', PRELUDE_PROXY_TRUST: '/prelude-proxy/trust',
    });
    expect(containerOf(web, 'step').volumeMounts).toEqual(expect.arrayContaining([
      { name: 'step-proxy-ca', mountPath: '/prelude-proxy/ca', readOnly: true }, { name: 'step-proxy-trust', mountPath: '/prelude-proxy/trust' },
    ]));
    expect(podOf(web).volumes).toEqual(expect.arrayContaining([
      { name: 'step-proxy-ca', configMap: { name: 'company-ca', items: [{ key: 'root.crt', path: 'root.crt' }] } },
      { name: 'step-proxy-trust', emptyDir: { medium: 'Memory', sizeLimit: '4Mi' } },
    ]));
  });

  test('a wait has a proxy of its own, or none, whatever a standard says; without one it has no authority to look at', () => {
    const wait = (own: Proxy | 'none') => (web: Deployment<any>) => new WaitForService(web, 'step', { until: http('https://a.example.com/x'), proxy: own });
    expect(variablesOf(deploymentBehind({ ...proxy, ca: secretKey('ca', 'ca.crt') }), wait('none'))).toEqual({});
    expect(variablesOf(deploymentBehind({ https: 'http://other:1' }), wait(proxy))).toEqual(expected);
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
    ['a ca as text', { https: 'http://proxy:1', ca: '-----BEGIN' }, /ca must be/],
    ['another key', { https: 'http://proxy:1', noProxy: [] }, /noProxy/],
  ])('%s is refused', (_, given, sentence) => {
    expect(() => defineStandard({ name: 'Corp', proxy: given as Proxy })).toThrow(sentence);
    expect(() => variablesOf(deploymentBehind(undefined), fetch({ proxy: given }))).toThrow(sentence);
  });
});
