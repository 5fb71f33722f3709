import { podOf } from '../manifest/pod-of';
import { readCompose } from './compose';
import { type Code, made, name } from './code';
import { changes, type Difference } from './differences';
import { labelOf, Names } from './names';
import { learn } from './learn';
import type { Section } from './program';
import { type ImportedWorkload, type ImportSource, type Json, readSources } from './read';
import { reasonOf, reasonOfNewObject } from './reasons';
import { run } from './run';
import { program, RESERVED } from './whole-program';
import { type ImportedStep, type WorkloadCode, workloadCode } from './workload-code';

/** What came of an import. */
export interface Imported {
  /** The program, in TypeScript. */
  readonly code: string;
  /** The workloads that were imported, in their order. */
  readonly workloads: readonly ImportedWorkloadResult[];
  /** How what the program makes is not what was read, each with its reason. */
  readonly differences: readonly Difference[];
  /** What cannot be read: where, and why. */
  readonly unreadable: readonly string[];
}

/** A workload that was imported. */
export interface ImportedWorkloadResult {
  /** Its kind, such as `Deployment`. */
  readonly kind: string;
  /** Its name in the cluster. */
  readonly name: string;
  /** What became of its init containers, in their order. */
  readonly steps: readonly ImportedStep[];
  /** Why it is written as it was, without a construct of its own; undefined where it is not. */
  readonly asItWas: string | undefined;
}

/** How a program is written. */
export interface ImportOptions {
  /**
   * The name of the chart.
   *
   * @default - that of the first workload
   */
  readonly name?: string | undefined;
}

/** Writes the program that makes the workloads of manifests, runs it, and compares. */
export function importSources(sources: readonly ImportSource[], { name: called }: ImportOptions = {}): Imported {
  const composed = sources.map(({ text }) => readCompose(text));
  const read = readSources(sources.map(({ name: file, text }, index) => {
    const found = composed[index];
    return { name: file, text: found ? found.objects.map((object) => JSON.stringify(object)).join('\n---\n') : text };
  }));
  const imported = importObjects(read.workloads, read.others, called);
  const lost = composed.flatMap((found) => found?.lost ?? []);
  return { ...imported, differences: [...lost, ...imported.differences], unreadable: read.unreadable };
}

/** The same of objects that were read already. */
export function importObjects(workloads: readonly ImportedWorkload[], others: readonly Json[], called: string | undefined): Omit<Imported, 'unreadable'> {
  const chart = labelOf(called ?? workloads[0]?.name ?? '', 60, 'imported');
  const learned = workloads.map((workload) => learn(workload, chart));
  const names = new Names(RESERVED);
  const ids = new Names([]);
  const written = workloads.map((workload, index): Written => {
    const lessons = learned[index]!;
    return 'asItWas' in lessons ? verbatim(workload, ids, lessons.asItWas) : { ...workloadCode(workload, names, ids, lessons), workload, asItWas: undefined };
  });
  const kept = others.filter((other) => !isGoverning(other, workloads));
  const rest: Section = kept.map((object) => ({ code: made('new ApiObject', name('chart'), ids.id(`${object.kind}-${object.metadata?.name ?? 'object'}`), object as Code) }));
  const code = program(chart, [...written.flatMap(({ sections }) => sections), rest]);
  return {
    code,
    workloads: written.map(({ workload, steps, asItWas }) => ({ kind: workload.kind, name: workload.name, steps, asItWas })),
    differences: differencesOf(code, written, [...workloads.map(({ manifest }) => manifest), ...others]),
  };
}

interface Written extends Pick<WorkloadCode, 'sections' | 'steps'> {
  readonly workload: ImportedWorkload;
  readonly asItWas: string | undefined;
}

/** The last resort: the object, word for word. */
function verbatim(workload: ImportedWorkload, ids: Names, asItWas: string): Written {
  const steps = ((workload.pod.spec.initContainers ?? []) as Json[]).map(({ name: called }): ImportedStep => ({ name: called, form: 'as it was', construct: undefined }));
  const code = made('new ApiObject', name('chart'), ids.id(workload.name), workload.manifest as Code);
  return { workload, steps, asItWas, sections: [[{ todos: [`no construct of the library takes this workload: ${firstLine(asItWas)}`], code }]] };
}

const firstLine = (text: string): string => text.split('\n')[0]!.slice(0, 300);

/** A Service that a StatefulSet makes in the code. */
const isGoverning = ({ kind, metadata }: Json, workloads: readonly ImportedWorkload[]): boolean => kind === 'Service'
  && workloads.some(({ kind: of, manifest }) => of === 'StatefulSet' && (manifest.spec.serviceName ?? manifest.metadata.name) === metadata?.name);

/** Runs the whole program, and compares it with what was read. */
function differencesOf(code: string, written: readonly Written[], objects: readonly Json[]): readonly Difference[] {
  const ran = run(code);
  if ('refused' in ran) return [{ object: 'the program', path: '', was: undefined, is: ran.refused.message, reason: undefined }];
  const left = [...ran.objects];
  const found = objects.flatMap((was): readonly Difference[] => {
    const index = left.findIndex((one) => isSame(one, was));
    const object = `${was.kind} ${was.metadata?.name}`;
    if (index < 0) return [{ object, path: '', was, is: undefined, reason: undefined }];
    const [is] = left.splice(index, 1);
    const of = written.find(({ workload }) => workload.manifest === was);
    const explained = {
      steps: of?.steps ?? [], volumes: of ? replacedVolumes(of) : new Set<string>(), brought: of ? broughtVolumes(is!) : new Set<string>(),
    };
    return changes(was, is).map((change): Difference => ({
      object, path: change.path, was: change.was, is: change.is, reason: reasonOf(change, explained),
    }));
  });
  return [...found, ...left.map((is): Difference => (
    { object: `${is.kind} ${is.metadata?.name}`, path: '', was: undefined, is, reason: reasonOfNewObject(is) }))];
}

const isSame = (a: Json, b: Json): boolean =>
  a.kind === b.kind && a.apiVersion === b.apiVersion && a.metadata?.name === b.metadata?.name && a.metadata?.namespace === b.metadata?.namespace;

/** The volumes that nobody mounts but init containers that are constructs now. */
function replacedVolumes({ workload, steps }: Written): ReadonlySet<string> {
  const { spec } = workload.pod;
  const mounts = ({ volumeMounts = [], volumeDevices = [] }: Json) =>
    [...volumeMounts, ...volumeDevices].map((one: Json) => one.name as string);
  const isConstruct = ({ name: called }: Json) => steps.some((step) => step.name === called && step.form === 'construct');
  const inits = (spec.initContainers ?? []) as Json[];
  const used = new Set([...inits.filter((one) => !isConstruct(one)), ...spec.containers as Json[]].flatMap(mounts));
  return new Set(inits.filter(isConstruct).flatMap(mounts).filter((called: string) => !used.has(called)));
}

/** The volumes that no container of the app mounts: those of the steps. */
function broughtVolumes(output: Json): ReadonlySet<string> {
  const { spec }: Json = podOf(output);
  const mounts = ((spec.containers ?? []) as Json[]).flatMap(({ volumeMounts = [] }) => volumeMounts as Json[]);
  const mounted = new Set(mounts.map((mount) => mount.name as string));
  return new Set(((spec.volumes ?? []) as Json[]).map((one) => one.name as string).filter((called) => !mounted.has(called)));
}
