import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { adopt, CronJob, dns, Deployment, image, postgres, WaitForService, type Workload } from '../../src';
import { checkFiles } from '../../src/cli/check-files';
import { messageOf } from '../../src/cli/report-text';
import { factsOf } from '../../src/declared/read-facts';
import { SOURCE_LINES_VARIABLE } from '../../src/source-line';
import { temporaryDirectory } from '../support/temporary';

/* Where the line of a program is asked for, manifests carry it, and commands show it; else nothing of it is there. */

const HERE = 'test/declared/source-lines.test.ts';
const lines = readFileSync(__filename, 'utf8').split('\n');
/** The line that ends with a mark. */
const at = (mark: string): string => `${HERE}:${lines.findIndex((line) => line.endsWith(`// ${mark}`)) + 1}`;
const APP = image('registry.example.com/shop:1.4.2', { user: 1000 });

/** A class of a user: the line of `new Waits(…)` counts, not one of its constructor. */
class Waits extends WaitForService<any, any> {
  constructor(scope: Workload<any>, id: string) {
    super(scope, id, { until: postgres({ host: 'db' }) });
  }
}

class Shop extends Chart {
  readonly web: Deployment;
  constructor(app: App) {
    super(app, 'shop');
    this.web = new Deployment(this, 'web'); // web
    new WaitForService(this.web, 'wait', { until: dns({ host: 'db' }) }); // wait
    new Waits(this.web, 'more'); // more
    this.web.addContainer('app', { image: APP });
  }
}

const build = () => new Shop(new App({ outdir: temporaryDirectory('prelude-lines-') }));
const yamlOf = (chart: Chart): string => (chart.node.root as App).synthYaml();
const factsIn = (workload: Workload) => factsOf((workload as Deployment).resource.podMetadata.toJson() as object)!;

beforeEach(() => {
  process.env[SOURCE_LINES_VARIABLE] = '1';
});
afterEach(() => {
  delete process.env[SOURCE_LINES_VARIABLE];
});

test('facts have the lines of the workload and of its steps, also where a class of a user stands between', () => {
  const { web } = build();
  expect(factsIn(web)).toMatchObject({ source: at('web'), steps: [{ name: 'wait', source: at('wait') }, { name: 'more', source: at('more') }] });
});

test('an adopted workload was built where it was adopted, one of a function where the function builds it', () => {
  const chart = build();
  const legacy = new kplus.Deployment(chart, 'legacy', { containers: [{ image: 'a:1', securityContext: { user: 1 } }] });
  const adopted = adopt(legacy, 'legacy'); // adopted
  new WaitForService(adopted, 'wait', { until: dns({ host: 'db' }) });
  const made = ((id: string) => new CronJob(chart, id, { schedule: { expressionString: '0 3 * * *' } as never }))('nightly'); // made
  new WaitForService(made, 'wait', { until: dns({ host: 'db' }) });
  expect(factsIn(adopted as unknown as Workload).source).toBe(at('adopted'));
  expect(factsIn(made as unknown as Workload).source).toBe(at('made'));
});

test.each([undefined, '', '0', 'false'])('with %p nothing of it is in the manifest', (given) => {
  if (given === undefined) delete process.env[SOURCE_LINES_VARIABLE];
  else process.env[SOURCE_LINES_VARIABLE] = given;
  const chart = build();
  expect(yamlOf(chart)).not.toContain(HERE);
  expect(factsIn(chart.web)).not.toHaveProperty('source');
  expect(factsIn(chart.web).steps.map(Object.keys).flat()).not.toContain('source');
  expect(chart.web.startUpPlanText).not.toContain(HERE);
});

test('check and the plan name the line of the step that a finding is about, else that of the workload', () => {
  const chart = build();
  expect(chart.web.startUpPlanText).toMatch(new RegExp(`^shop/web · .* · restricted · ${at('web')}\n(.*\n)*.* gives up after .* · ${at('wait')}\n`));
  const broken = yamlOf(chart).replaceAll('runAsNonRoot: true', 'runAsNonRoot: false');
  const { findings } = checkFiles([{ name: 'a.yaml', text: broken }]);
  const lineOf = (where: RegExp) => findings.filter((finding) => where.test(finding.where)).map(({ builtAt }) => builtAt);
  expect(new Set(lineOf(/^initContainers\[wait\]/))).toEqual(new Set([at('wait')]));
  expect(new Set(lineOf(/^containers\[app\]/))).toEqual(new Set([at('web')]));
  expect(findings.map(messageOf).join('\n')).toContain(`(construct shop/web, ${at('wait')})`);
});

test('a program that Node runs by itself has the lines of its project, wherever it is started', () => {
  const project = temporaryDirectory('prelude-project-');
  mkdirSync(join(project, 'charts'));
  writeFileSync(join(project, 'package.json'), '{}');
  const library = JSON.stringify(join(__dirname, '../../src/source-line.ts'));
  writeFileSync(join(project, 'charts', 'main.ts'), `import { sourceLine } from ${library};\nclass Web {}\n\nconsole.log(sourceLine(new Web()));\n`);
  const printed = execFileSync(process.execPath, ['--import', require.resolve('tsx'), join(project, 'charts', 'main.ts')], {
    cwd: '/', encoding: 'utf8', env: { ...process.env, [SOURCE_LINES_VARIABLE]: 'true' },
  });
  expect(printed).toBe('charts/main.ts:4\n');
});
