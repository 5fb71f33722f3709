import { App, Chart, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import {
  adopt, type AdoptedWorkload, defineStandard, Deployment, formatSuppressions, image, suppressionsOf, suppressRule, tcp, type StandardProps,
  WaitForService,
} from '../../src';
import type { ManifestRuleId, Rule } from '../../src/entries/rules';
import { POD_SECURITY_RULES, RULES } from '../../src/rules';
import { noShellEntrypoint } from '../docs/standards/no-shell-entrypoint';
import { manifestOf, manifestsOf } from '../support/kubernetes';

const acme = (rules: readonly Rule[]) => defineStandard({ name: 'Acme', rules });

function shop(rules: readonly Rule[] = [noShellEntrypoint]): Chart {
  const chart = new Chart(new App({ outdir: '/nonexistent' }), 'shop', { disableResourceNameHashes: true });
  acme(rules).setOn(chart);
  return chart;
}

function web(chart: Chart, command = 'sh'): Deployment<'web'> {
  const made = new Deployment(chart, 'web');
  made.addContainer('app', { image: image('registry.acme.example/shop:1', { user: 1000 }), command: [command, '-c', 'x'] });
  return made;
}

/** A workload of cdk8s-plus with an image that has no tag. */
function unpinned(chart: Chart): AdoptedWorkload<'plain'> {
  const plain = new kplus.Deployment(chart, 'plain', { securityContext: { user: 1000 } });
  plain.addContainer({ name: 'app', image: 'nginx', resources: { memory: { limit: Size.mebibytes(64) }, cpu: { request: kplus.Cpu.millis(10) } } });
  return adopt(plain, 'plain');
}

describe('an own rule', () => {
  test('reports like a built-in one, and names the standard', () => {
    const told = '[shop/web] containers[app].command: container "app" is started by a shell: start the program itself';
    const by = '(rule no-shell-entrypoint of standard "Acme" (set on shop))';
    const check: Rule['check'] = (pod, report) => noShellEntrypoint.check(pod, (found) => report({ ...found, given: 'sh' }));
    expect(() => manifestsOf(web(shop()))).toThrow(`${told} ${by}`);
    expect(() => manifestsOf(web(shop([{ ...noShellEntrypoint, check }])))).toThrow(`${told}. Given: sh. ${by}`);
  });

  test('has nothing to say of a good pod', () => expect(() => manifestsOf(web(shop(), 'serve'))).not.toThrow());

  test('checks the levels that it names', () => {
    expect(() => manifestsOf(web(shop([{ ...noShellEntrypoint, levels: ['baseline'] }])))).not.toThrow();
    expect(() => manifestsOf(web(shop([{ ...noShellEntrypoint, levels: ['restricted'] }])))).toThrow(/no-shell-entrypoint/);
  });

  test('adds to those of standards further up', () => {
    const chart = shop();
    const part = new Chart(chart, 'part');
    defineStandard({ name: 'Part', rules: [{ ...noShellEntrypoint, id: 'other' }] }).setOn(part);
    expect(() => manifestsOf(web(part))).toThrow(
      /rule no-shell-entrypoint of standard "Acme" \(set on shop\)\)[^]*rule other of standard "Part" \(set on shop\/part\)\)/);
  });

  test('that fails is told as such, beside what others found', () => {
    const broken: Rule = { ...noShellEntrypoint, id: 'broken', check: () => { throw new TypeError('x is undefined'); } };
    expect(() => manifestsOf(web(shop([broken, noShellEntrypoint])))).toThrow(
      /shop\/web: the rule itself failed, so this pod was not checked by it: x is undefined\. \(rule broken of standard "Acme"[^]*no-shell-entrypoint/);
  });
});

describe('a mistake of an own rule is told as a finding of it', () => {
  const told = (check: Rule['check']) => () => manifestsOf(web(shop([{ ...noShellEntrypoint, check }]), 'serve'));
  const by = '(rule no-shell-entrypoint of standard "Acme" (set on shop))';

  test.each<[string, (pod: any) => void]>([
    ['the spec', ({ spec }) => { spec.hostNetwork = true; }],
    ['a container', ({ containers }) => { containers[0].json.securityContext.privileged = true; }],
    ['the place of a container', ({ containers }) => { containers[0].name = 'other'; }],
    ['the list of containers', ({ spec }) => { spec.containers.push({}); }],
    ['the whole object', ({ manifest }) => { manifest.spec.template.spec.hostNetwork = true; }],
    ['the metadata', ({ metadata }) => { delete metadata.labels; }],
    ['what it is shown', (pod) => { pod.level = 'privileged'; }],
    ['the names of the steps', ({ steps }) => { steps.push('x'); }],
  ])('that changes %s', (_, check) => {
    expect(told(check)).toThrow(/shop\/web: the rule itself failed, so this pod was not checked by it: Cannot (assign|add|delete) [^]*\(rule no-shell-entrypoint of standard "Acme"/);
  });

  test('whoever catches that has changed a copy: the pod is written as the other rules have seen it', () => {
    const check: Rule['check'] = ({ spec }) => { try { (spec as { hostNetwork: boolean }).hostNetwork = true; } catch { /* on purpose */ } };
    const made = web(shop([{ ...noShellEntrypoint, check }]));
    expect(manifestOf(made).spec.template.spec.hostNetwork).toBe(false);
  });

  test('the parts that it is shown are parts of the whole', () => {
    const check: Rule['check'] = ({ manifest, spec, containers }, report) => {
      const whole = (manifest as { spec: { template: { spec: { containers: object[] } } } }).spec.template.spec;
      if (whole !== spec || whole.containers[0] !== containers[0]?.json) report({ where: 'x', sentence: 'another object' });
    };
    expect(told(check)).not.toThrow();
  });

  test.each([[(async () => undefined) as never], [(async () => { throw new Error('later'); }) as never]])('that finds after it has returned', (check) => {
    expect(told(check)).toThrow(`shop/web: the rule returned a promise, and findings after check(…) returns are lost: report all findings before check(…) returns. ${by}`);
  });

  test.each([[undefined], [null], ['a sentence'], [{}], [{ where: 'x' }], [{ where: 'x', sentence: ' ' }], [{ where: 'x', sentence: 'y', given: 1 }]])('that finds %j', (fault) => {
    expect(told((_pod, report) => report(fault as never))).toThrow(`shop/web: the rule must call report(…) with { where, sentence }`);
  });
});

describe('a suppression', () => {
  test('sets a rule aside, and its reason stands in the YAML', () => {
    const made = web(shop());
    suppressRule(made, noShellEntrypoint, 'the vendor ships it so; see OPS-7');
    expect(manifestOf(made).spec.template.metadata.annotations).toEqual({ 'cdk8s-prelude/suppress.no-shell-entrypoint': 'the vendor ships it so; see OPS-7' });
  });

  test('works for a rule of the library, and for that rule only', () => {
    const plain = unpinned(shop());
    suppressRule(plain, 'pinned-images', 'a registry that only has latest');
    expect(() => manifestsOf(plain)).not.toThrow();
    const other = unpinned(shop());
    suppressRule(other, 'memory-limit', 'it is measured by hand');
    expect(() => manifestsOf(other)).toThrow(/image "nginx" has no tag/);
  });

  test('holds for one workload', () => {
    const chart = shop();
    suppressRule(web(chart), noShellEntrypoint, 'the vendor ships it so');
    const other = new Deployment(chart, 'other');
    other.addContainer('app', { image: image('registry.acme.example/shop:1', { user: 1000 }), command: ['sh'] });
    expect(() => manifestsOf(other)).toThrow(/\[shop\/other\] containers\[app\]\.command/);
  });

  test('that nothing needs is an error', () => {
    const made = web(shop(), 'serve');
    suppressRule(made, noShellEntrypoint, 'the vendor ships it so');
    expect(() => manifestsOf(made)).toThrow('[shop/web] rule no-shell-entrypoint is suppressed (suppressRule), but finds nothing here: remove the suppression.');
  });

  test.each([
    ['a rule that there is none of', 'no-such-rule', 'because', /there is no rule "no-such-rule" to suppress; the rules are init-order, .*no-shell-entrypoint\./],
    ['no reason', 'no-shell-entrypoint', ' ', /a suppression needs a reason/],
    ['a Pod Security finding', 'run-as-user', 'because', /^shop\/web: rule run-as-user cannot be suppressed: set a weaker podSecurity with podSecurityBecause\./],
    ['what Kubernetes refuses', 'container-names', 'because', /cannot be suppressed: Kubernetes refuses the pod\./],
    ['the order of steps', 'init-order', 'because', /cannot be suppressed: a handle proves something only/],
    ['what hiding(…) says', 'hidden-directories', 'because', /cannot be suppressed: use hiding\(…\) to confirm one mount\./],
    ['no id at all', undefined, 'because', /there is no rule "undefined"/],
  ])('is refused for %s', (_, rule, because, message) => {
    expect(() => suppressRule(web(shop()), rule as never, because)).toThrow(message);
  });

  test('is refused twice, and for a rule of a company that takes none', () => {
    const made = web(shop());
    suppressRule(made, noShellEntrypoint, 'the vendor ships it so');
    expect(() => suppressRule(made, noShellEntrypoint, 'once more')).toThrow(/rule no-shell-entrypoint is already suppressed here/);
    const strict = web(shop([{ ...noShellEntrypoint, noSuppression: 'ask #platform for a base image' }]));
    expect(() => suppressRule(strict, noShellEntrypoint, 'because')).toThrow(/cannot be suppressed: ask #platform for a base image\./);
  });

  test.each<[string, (chart: Chart) => unknown]>([
    ['nothing', () => undefined], ['an object', () => ({})], ['a chart', (chart) => chart], ['a word', () => 'web'],
    ['a container of nobody', () => new kplus.Container({ name: 'app', image: 'nginx' })],
  ])('is refused for %s', (_, scope) => {
    expect(() => suppressRule(scope(shop()) as never, 'pinned-images', 'because')).toThrow(
      'suppressRule(): suppressRule needs one workload, one step, one container or one object that has pods; for a workload '
      + 'that has steps, give what adopt(…) returned.');
  });

  describe('for one container', () => {
    const two = (): { made: Deployment<'web'>; app: kplus.Container; step: WaitForService<'web'> } => {
      const check: Rule['check'] = ({ containers }, report) => containers.forEach((each) => report({ where: each.at('image'), sentence: 'wrong' }));
      const made = new Deployment(shop([{ ...noShellEntrypoint, check }]), 'web');
      const step = new WaitForService(made, 'wait', { until: tcp({ host: 'db', port: 1 }) });
      const app = made.addContainer('app', { image: image('registry.acme.example/shop:1', { user: 1000 }) });
      return { made, app, step };
    };

    test('leaves what is found in others', () => {
      const { made, app } = two();
      suppressRule(app, noShellEntrypoint, 'the vendor ships it so');
      expect(() => manifestsOf(made)).toThrow(/^(?:(?!containers\[app\])[^])*initContainers\[wait\]\.image: wrong(?:(?!containers\[app\])[^])*$/);
    });

    test('stands in the YAML with its name, and in the report', () => {
      const { made, app, step } = two();
      suppressRule(app, noShellEntrypoint, 'the vendor ships it so');
      suppressRule(step, noShellEntrypoint, 'it is a script');
      expect(manifestOf(made).spec.template.metadata.annotations).toMatchObject({
        'cdk8s-prelude/suppress.no-shell-entrypoint.app': 'the vendor ships it so', 'cdk8s-prelude/suppress.no-shell-entrypoint.wait': 'it is a script',
      });
      expect(suppressionsOf(made).map(({ container, rule }) => [container, rule])).toEqual([['app', 'no-shell-entrypoint'], ['wait', 'no-shell-entrypoint']]);
      expect(formatSuppressions(suppressionsOf(made))).toContain('  shop/web (Deployment), container wait: no-shell-entrypoint: it is a script\n');
      expect(() => suppressRule(step, noShellEntrypoint, 'once more')).toThrow(/is already suppressed here/);
    });

    test('that nothing needs is an error, though another container would', () => {
      const made = new Deployment(shop(), 'web');
      const step = new WaitForService(made, 'wait', { until: tcp({ host: 'db', port: 1 }) });
      made.addContainer('app', { image: image('registry.acme.example/shop:1', { user: 1000 }), command: ['sh'] });
      suppressRule(step, noShellEntrypoint, 'it is a script');
      expect(() => manifestsOf(made)).toThrow(/containers\[app\]\.command[^]*is suppressed \(suppressRule\), but finds nothing here/);
    });

    test('of an adopted workload', () => {
      const plain = new kplus.Deployment(shop(), 'plain', { securityContext: { user: 1000 } });
      const container = plain.addContainer({ name: 'app', image: 'nginx', resources: { memory: { limit: Size.mebibytes(64) }, cpu: { request: kplus.Cpu.millis(10) } } });
      const adopted = adopt(plain, 'plain');
      suppressRule(container, 'pinned-images', 'a registry that only has latest');
      expect(() => manifestsOf(adopted)).not.toThrow();
    });
  });

  describe('from what a standard asks', () => {
    const under = (props: Omit<StandardProps, 'name'>) => {
      const chart = new Chart(new App({ outdir: '/nonexistent' }), 'shop', { disableResourceNameHashes: true });
      defineStandard({ name: 'Acme', ...props }).setOn(chart);
      return web(chart);
    };

    test.each<[ManifestRuleId, string, Omit<StandardProps, 'name'>]>([
      ['allowed-registries', 'registries', { registries: ['ghcr.io/acme'] }],
      ['image-digests', 'digests', { digests: true }],
      ['kubernetes-version', 'kubernetesVersion', { kubernetesVersion: '1.31' }],
    ])('%s is refused, unless the standard says that teams may', (rule, field, props) => {
      expect(() => suppressRule(under(props), rule, 'I like quay')).toThrow(
        `shop/web: rule ${rule} cannot be suppressed: standard "Acme" (set on shop) requires it with ${field}, and does not list it as suppressible.`);
      expect(() => suppressRule(under({ ...props, suppressible: [rule] }), rule, 'it moves next month (OPS-9)')).not.toThrow();
    });

    test('a list of suppressible rules says that no others are', () => {
      expect(() => suppressRule(under({ suppressible: ['memory-limit'] }), 'pinned-images', 'because')).toThrow(
        'rule pinned-images cannot be suppressed: standard "Acme" (set on shop) allows suppressions of memory-limit only.');
      expect(() => suppressRule(under({ suppressible: [], rules: [noShellEntrypoint] }), noShellEntrypoint, 'because')).toThrow(
        'rule no-shell-entrypoint cannot be suppressed: standard "Acme" (set on shop) allows no suppressions.');
    });

    test('digests: false asks for nothing', () => {
      expect(() => suppressRule(under({ digests: false }), 'image-digests', 'because')).not.toThrow();
    });
  });

  test('no rule of the Pod Security Standards can be suppressed, nor what Kubernetes refuses itself', () => {
    for (const { noSuppression } of POD_SECURITY_RULES) expect(noSuppression).toMatch(/podSecurity/);
    const refused = RULES.filter(({ why, noSuppression }) => why.startsWith('Kubernetes refuses') && noSuppression === undefined);
    // Without the copy that kubectl apply keeps (server-side apply), an object may be larger.
    expect(refused.map(({ id }) => id)).toEqual(['annotation-size']);
  });
});

describe('the report', () => {
  const chart = shop();
  suppressRule(web(chart), noShellEntrypoint, 'the vendor ships it so');
  suppressRule(unpinned(chart), 'pinned-images', 'a registry that only has latest');

  test('holds every suppression as data', () => {
    expect(suppressionsOf(chart.node.root)).toEqual([
      {
        path: 'shop/web', kind: 'Deployment', container: undefined, rule: 'no-shell-entrypoint', title: 'No container of the app is started by a shell',
        because: 'the vendor ships it so', standard: 'standard "Acme" (set on shop)',
      },
      {
        path: 'shop/plain/plain', kind: 'Deployment', container: undefined, rule: 'pinned-images', title: 'Every image has a version or a digest',
        because: 'a registry that only has latest', standard: undefined,
      },
    ]);
  });

  test('and as text', () => {
    expect(formatSuppressions(suppressionsOf(chart))).toBe([
      '2 rules are suppressed:',
      '  shop/web (Deployment): no-shell-entrypoint: the vendor ships it so',
      '    the rule: No container of the app is started by a shell, by standard "Acme" (set on shop)',
      '  shop/plain/plain (Deployment): pinned-images: a registry that only has latest',
      '    the rule: Every image has a version or a digest',
      '',
    ].join('\n'));
    expect(formatSuppressions([])).toBe('No rule is suppressed.\n');
    expect(formatSuppressions(suppressionsOf(chart).slice(0, 1))).toMatch(/^1 rule is suppressed:/);
  });
});
