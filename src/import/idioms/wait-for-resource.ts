import { API_RESOURCES } from '../../manifest/api-resources';
import { kindCalled } from '../../manifest/kubectl-kinds';
import { valueOf } from '../../shell/program';
import type { ShellWord } from '../../shell/words';
import type { Code } from '../code';
import type { Idiom } from '../idiom';
import { isKnown, onlyCall } from '../only';

const KINDS = Object.keys(API_RESOURCES);
/** What `kubectl wait` asks by default of each kind. */
const CONDITIONS: Readonly<Record<string, string>> = {
  Job: 'complete', Deployment: 'available', Pod: 'ready', CustomResourceDefinition: 'established',
};

/** `kubectl wait --for=condition=complete job/x`, `kubectl rollout status deploy/x`, and k8s-wait-for. */
export const waitForResource: Idiom = (container) => {
  const call = onlyCall(container, 'kubectl', 'wait_for.sh');
  if (!call || !isKnown(call)) return undefined;
  const asked = call.name === 'kubectl' ? kubectl(call.args) : waitFor(call.args);
  return asked === undefined ? undefined : {
    construct: 'WaitForResource', props: { until: asked },
    todos: ['the step brings a Role for this one object and binds it to the account of the pod: take away the rights that the original had'],
  };
};

function kubectl(args: readonly ShellWord[]): Code | undefined {
  const words = args.filter(({ text }, index) => !text.startsWith('-') && !/^(?:-n|--namespace|--timeout|--for|-w|--context)$/.test(args[index - 1]?.text ?? '')).map(({ text }) => text);
  const namespace = valueOf(args, '-n', '--namespace');
  const [verb, second, third, more] = words;
  if (more !== undefined) return undefined;
  const isRollout = verb === 'rollout' && second === 'status';
  if (!isRollout && verb !== 'wait') return undefined;
  const [given = '', called] = (isRollout ? [third ?? ''] : third === undefined ? [second ?? ''] : [second ?? '', third]).flatMap((word, _, all) => (all.length === 1 ? word.split('/') : [word]));
  const kind = kindCalled(given.replace(/\..*$/, '').toLowerCase(), KINDS);
  if (kind === undefined || called === undefined || called === '') return undefined;
  if (isRollout) return { kind, name: called, until: 'rolledOut', namespace };
  const condition = /^condition=(\w+)$/i.exec(valueOf(args, '--for') ?? '')?.[1]?.toLowerCase();
  return condition !== undefined && CONDITIONS[kind] === condition ? { kind, name: called, namespace } : undefined;
}

/** `wait_for.sh job NAME`, `wait_for.sh pod NAME`: by name, for labels name no one object. */
function waitFor(args: readonly ShellWord[]): Code | undefined {
  const [kind = '', called = '', more] = args.map(({ text }) => text);
  const known = ({ 'job': 'Job', 'job-wr': 'Job', 'pod': 'Pod' } as Readonly<Record<string, string>>)[kind];
  return known !== undefined && /^[a-z0-9][a-z0-9.-]*$/.test(called) && more === undefined ? { kind: known, name: called } : undefined;
}
