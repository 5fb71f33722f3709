import { imageCode } from '../image-code';
import type { Idiom } from '../idiom';
import { callsOf } from '../only';

const SETS: ReadonlySet<string> = new Set(['sysctl', 'swapoff', 'ulimit', 'modprobe', 'iptables', 'ip', 'ethtool']);

/** `sysctl -w vm.max_map_count=262144`, and what else sets something of the node: root on it, with a reason. */
export const kernelSettings: Idiom = (container) => {
  const calls = callsOf(container);
  if (!calls || calls.length === 0 || !calls.every(({ name }) => SETS.has(name))) return undefined;
  const { json, words, script } = container;
  const isPrivileged = json.securityContext?.privileged === true;
  const capabilities = (json.securityContext?.capabilities?.add ?? []) as readonly string[];
  const isOfHelper = calls.every(({ name }) => name === 'sysctl' || name === 'swapoff' || name === 'ulimit');
  const text = script?.shell === 'sh' && words.length === 3 && words[1] === '-c' ? words[2] : undefined;
  return {
    construct: 'RunPrivileged',
    props: {
      purpose: `sets ${[...new Set(calls.map(({ name }) => name))].join(', ')} as the init container "${container.name}" of the manifest did`,
      level: 'privileged', because: 'it changes settings of the node', rerun: 'idempotent',
      ...(isPrivileged ? { privileged: true } : {}), ...(!isPrivileged && capabilities.length > 0 ? { capabilities } : {}),
      ...(isOfHelper ? {} : { image: imageCode(String(json.image), { user: 0, group: undefined }) }),
      ...(text === undefined ? { command: words } : { script: text }),
    },
    level: 'privileged',
    todos: ['settings of a node belong to the node: a DaemonSet or the image of the node sets them once, and this pod needs no privileges'],
  };
};
