import { App, Chart, Size, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { adopt, type AdoptedWorkload, defineStandard, suppressRule } from '../../src';
import type { StandardProps } from '../../src/standards/props';
import type { Rule } from '../../src/rules';

const noLabels: Rule = {
  id: 'acme-team', title: 'Pods name their team', why: 'Somebody must answer for them.',
  check({ metadata, path }, report) {
    if (metadata.labels?.team === undefined) report({ where: 'metadata.labels', sentence: `${path} has no label team: add it` });
  },
};

const RESOURCES = { cpu: { request: kplus.Cpu.millis(10) }, memory: { request: Size.mebibytes(16), limit: Size.mebibytes(64) } };

/** Synthesizes an adopted pod whose init container hides a failure; what came out on standard error. */
function synth(standard: Partial<StandardProps> | undefined, more: (workload: AdoptedWorkload<'web'>) => void = () => undefined): string {
  const app = new App({ outdir: Testing.app().outdir });
  const chart = new Chart(app, 'shop');
  if (standard) defineStandard({ name: 'Acme', ...standard }).setOn(chart);
  const deployment = new kplus.Deployment(chart, 'web', {
    containers: [{ image: 'registry.example.com/a:1', securityContext: { user: 1000 }, resources: RESOURCES }],
  });
  deployment.addInitContainer({ name: 'seed', image: 'busybox:1.37.0', command: ['sh', '-c', 'nslookup shop-config || true'], securityContext: { user: 1000 }, resources: RESOURCES });
  more(adopt(deployment, 'web'));
  const written: string[] = [];
  const spy = jest.spyOn(process.stderr, 'write').mockImplementation((text) => { written.push(String(text)); return true; });
  try {
    app.synth();
  } finally {
    spy.mockRestore();
  }
  return written.join('');
}

const HIDDEN = '"nslookup … || true" hides it when nslookup fails';

describe('warnings', () => {
  test('are printed once and counted, and stop nothing', () => {
    const said = synth(undefined);
    expect(said).toContain(`warning: [shop/web/web] initContainers[seed].command[2]: ${HIDDEN}`);
    expect(said.split('\n').filter((line) => line.startsWith('warning:'))).toHaveLength(1);
    expect(said).toMatch(/^1 warning\. Set CDK8S_PRELUDE_STRICT=true/m);
  });

  test('are errors where a standard says so, or wants to be strict', () => {
    expect(() => synth({ severities: { 'hidden-failures': 'error' } })).toThrow(HIDDEN);
    expect(() => synth({ strict: true })).toThrow(HIDDEN);
  });

  test('are errors in a strict run', () => {
    process.env.CDK8S_PRELUDE_STRICT = 'true';
    try {
      expect(() => synth(undefined)).toThrow(HIDDEN);
    } finally {
      delete process.env.CDK8S_PRELUDE_STRICT;
    }
  });

  test('are set aside with a reason', () => {
    expect(synth(undefined, (workload) => suppressRule(workload, 'hidden-failures', 'the seed may be there already'))).toBe('');
  });
});

describe('a standard gives a rule time', () => {
  const withVersion = (version: string): Partial<StandardProps> =>
    ({ version, rules: [noLabels], severities: { 'acme-team': { errorFrom: '2.0' }, 'hidden-failures': 'warning' } });

  test.each(['1', '1.9.9', '0.1'])('as a warning in version %s', (version) => {
    expect(synth(withVersion(version))).toMatch(/warning: \[shop\/web\/web\] metadata\.labels: shop\/web\/web has no label team: add it.*\(rule acme-team of standard "Acme"[^]*^2 warnings\./m);
  });
  test.each(['2', '2.0.1', '10.0'])('as an error in version %s', (version) => {
    expect(() => synth(withVersion(version))).toThrow('has no label team');
  });

  test.each<[given: unknown, says: string]>([
    [{ 'hidden-failures': 'note' }, "rule hidden-failures must be 'error', 'warning', or { errorFrom: 'VERSION' }"],
    [{ 'hidden-failures': { errorFrom: 'soon' } }, "{ errorFrom: 'VERSION' }"], [{ 'hidden-failure': 'error' }, 'hidden-failures'],
    [{ 'run-as-user': 'warning' }, 'run-as-user cannot be'], ['warning', 'severities'],
  ])('%j is refused', (severities, says) => {
    expect(() => defineStandard({ name: 'Acme', severities } as never)).toThrow(says);
  });
  test('a version has numbers', () => expect(() => defineStandard({ name: 'Acme', version: 'v2' })).toThrow('version must have one to three numbers'));
});
