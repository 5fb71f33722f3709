import { factsOf } from '../declared/read-facts';
import { explain } from '../explain/explain';
import type { NamedPod } from '../explain/reaching';
import type { Start } from '../explain/start';
import type { PodSecurity } from '../manifest/pod-security';
import { type PodInManifest, podsIn } from '../manifest/pods-in';
import { type Manifest, nameOf, readObjects } from '../manifest/read-yaml';
import { describePod } from '../plan/described';
import { checkOther } from '../rules';
import type { InputFile } from './findings';

/** What came of explaining files. */
export interface ExplainedFiles {
  readonly start: Start;
  /** What cannot be read: where, and why. */
  readonly unreadable: readonly string[];
}

/** Explains how the pods of files start, with all that stands in the same files. */
export function explainFiles(files: readonly InputFile[]): ExplainedFiles {
  const read = files.map(({ name, text }) => ({ name, ...readObjects(text) }));
  const manifests = read.flatMap(({ objects }) => objects.map(({ manifest }) => manifest));
  const byKind = new Map<string, Manifest[]>();
  for (const manifest of manifests) byKind.set(String(manifest.kind), [...byKind.get(String(manifest.kind)) ?? [], manifest]);
  const objects = (kind: string) => byKind.get(kind) ?? [];
  const found = manifests.map((manifest) => ({ manifest, pods: podsIn(manifest) }));
  const pods = found.flatMap(({ manifest, pods: inIt }) => inIt.map((pod) => ({ manifest, pod })));
  const named = namesOf(pods.map(({ manifest }) => manifest)).map((id, index): NamedPod => {
    const { manifest, pod } = pods[index]!;
    const facts = factsOf(pod.metadata);
    return { id, pod: describePod({ manifest, pod, facts, objects, ...(facts ? {} : { level: levelMet(manifest, pod) }) }) };
  });
  return {
    start: explain(named, found.filter(({ pods: inIt }) => inIt.length === 0).map(({ manifest }) => manifest)),
    unreadable: read.flatMap(({ name, errors }) => errors.map(({ line, column, reason }) => `${name}:${line}:${column}: ${reason}`)),
  };
}

/** What each is called: where several have one name, their namespaces and numbers tell them apart. */
function namesOf(manifests: readonly Manifest[]): readonly string[] {
  const several = (names: readonly string[]) => new Set(names.filter((name, index) => names.indexOf(name) !== index));
  const plain = manifests.map(nameOf);
  const twice = several(plain);
  const longer = plain.map((name, index) => (twice.has(name) ? `${name} (${manifests[index]!.metadata?.namespace ?? 'default'})` : name));
  const again = several(longer);
  return longer.map((name, index) => (again.has(name) ? `${name} #${index + 1}` : name));
}

/** The strongest level that a pod meets. */
function levelMet(manifest: Manifest, { spec, metadata }: PodInManifest): PodSecurity {
  const meets = (level: PodSecurity) => checkOther(
    { path: '', kind: String(manifest.kind), level, spec, metadata, manifest, steps: [] }, undefined, []).length === 0;
  return (['restricted', 'baseline'] as const).find(meets) ?? 'privileged';
}
