import { isSet, type PodSpec, text } from './types';

/** Kinds of nodes, as the label `kubernetes.io/arch` calls them. */
export const ARCHITECTURES = ['amd64', 'arm64', 'arm', '386', 'ppc64le', 's390x', 'riscv64', 'loong64'] as const;
/** A kind of nodes, such as `arm64`. */
export type Architecture = (typeof ARCHITECTURES)[number];

/** What names of files call them. */
const WORDS: ReadonlyArray<readonly [Architecture, RegExp]> = [
  ['amd64', /^(amd64|x64|x86[_-]64)$/i], ['arm64', /^(arm64|aarch64)(v8)?$/i], ['arm', /^arm(v[67]l?|hf)$/i], ['386', /^i[36]86$/i],
  ['ppc64le', /^ppc64le$/i], ['s390x', /^s390x$/i], ['riscv64', /^riscv64$/i], ['loong64', /^loong(arch)?64$/i],
];
const WORD = /x86[_-]64|[a-z0-9]+/gi;

/** The one architecture that the path of a URL names; undefined where it names none, or several. */
export function architectureIn(url: string): Architecture | undefined {
  const path = url.replace(/^\w+:\/\/[^/]*/, '').replace(/[?#].*$/s, '');
  const named = new Set((path.match(WORD) ?? []).flatMap((word) => WORDS.filter(([, matches]) => matches.test(word)).map(([name]) => name)));
  return named.size === 1 ? [...named][0] : undefined;
}

interface Placed {
  readonly nodeName?: unknown;
  readonly nodeSelector?: object | null;
  readonly affinity?: { readonly nodeAffinity?: { readonly requiredDuringSchedulingIgnoredDuringExecution?: unknown } | null } | null;
}

const LABEL = /"(beta\.)?kubernetes\.io\/(arch|hostname)"/;

/** Whether the manifest keeps a pod to nodes of some architecture, or to one node. */
export function namesArchitecture(spec: PodSpec): boolean {
  const { nodeName, nodeSelector, affinity } = spec as Placed;
  const asked = affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution;
  return text(nodeName as string | undefined) !== '' || [nodeSelector, asked].some((part) => isSet(part) && LABEL.test(JSON.stringify(part)));
}
