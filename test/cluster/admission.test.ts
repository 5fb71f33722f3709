import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import type { PodSecurity } from '../../src';
import type { Json } from './support/kubectl';
import { templatesAsPods, tryPods } from './support/manifests';
import { describeIn } from './support/namespace';
import { type RandomWorkload, workloads, yamlOf } from './support/random-workload';

/** `PRELUDE_SEED=2 PRELUDE_COUNT=1000 npm run test:cluster -- test/cluster/admission` tries others, and more. */
const COUNT = Number(process.env.PRELUDE_COUNT ?? 200);
const SEED = Number(process.env.PRELUDE_SEED ?? 1);

const LEVELS: readonly PodSecurity[] = ['restricted', 'baseline', 'privileged'];

const models = fc.sample(workloads, { numRuns: COUNT, seed: SEED });

/** What comes of each model: its pods, or the sentence that refuses it. */
interface Made {
  readonly model: RandomWorkload;
  readonly pods: readonly Json[];
  readonly refused?: string;
}

const examples = join(__dirname, '../../examples');

/** The examples with manifests: directories of examples/, and of examples/teams/. */
const names = ['', 'teams'].flatMap((group) => readdirSync(join(examples, group)).map((name) => join(group, name)))
  .filter((name) => existsSync(join(examples, name, 'dist')));

describe.each(names)('the pods of examples/%s', (name) => {
  const dist = join(examples, name, 'dist');
  const files = readdirSync(dist, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.yaml'));
  const yaml = files.map((file) => readFileSync(join(dist, file), 'utf8')).join('\n---\n');
  const pods = templatesAsPods(yaml);
  // A level other than restricted stands in an annotation, with its reason.
  const levelOf = (pod: Json): string => (pod.metadata.annotations?.['cdk8s-prelude/pod-security.level'] ?? 'restricted').split(':')[0];

  test('there are some', () => expect(pods).not.toEqual([]));

  describe.each(LEVELS.filter((level) => pods.some((pod) => levelOf(pod) === level)))('level %s', (level) => {
    describeIn('in a namespace that enforces it', level, `${name.replace('/', '-')}-${level}`, (namespace) => {
      test('are accepted without a warning', async () => {
        expect(await tryPods(namespace, pods.filter((pod) => levelOf(pod) === level))).toEqual([]);
      });
    });
  });
});

const made = models.map((model, index): Made => {
  try {
    return { model, pods: templatesAsPods(yamlOf(model), `r${index}`) };
  } catch (error) {
    return { model, pods: [], refused: String(error) };
  }
});

test(`none of ${COUNT} random well-typed workloads is refused at synth`, () => {
  expect(made.filter(({ refused }) => refused !== undefined).map(({ model, refused }) => ({ refused, model }))).toEqual([]);
});

describe.each(LEVELS)('the pods of random workloads, level %s', (level) => {
  describeIn('in a namespace that enforces it', level, `admission-${level}`, (namespace) => {
    const pods = made.filter(({ model }) => model.level === level).flatMap((one) => one.pods);

    test(`${pods.length} pods are accepted without a warning`, async () => {
      expect(pods.length).toBeGreaterThan(COUNT / 10);
      const complaints = await tryPods(namespace, pods);
      for (const complaint of complaints) {
        const index = /\br(\d+)-/.exec(complaint)?.[1];
        if (index !== undefined) namespace.say(`${complaint}\n${JSON.stringify(models[Number(index)])}`);
      }
      expect(complaints).toEqual([]);
    });
  });
});
