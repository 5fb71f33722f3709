import { ApiObject, Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { annotationsOf, deliveryOf, type ProgramObject } from '../assembly/delivery';
import { programsOf } from '../assembly/helper';
import { PROGRAM_LABEL } from '../manifest/programs';
import { annotationsOfKind } from '../standards/metadata';
import type { PodTemplate } from '../template/pod-template';

/** Under this id the ConfigMaps of a chart stand in the tree. */
const SCOPE = 'cdk8s-prelude-programs';

const WAVE = 'argocd.argoproj.io/sync-wave';

/**
 * Gives each chart the ConfigMaps that its pods read programs from; before anything is rendered, for only then it is known what
 * runs. Returns those that are there.
 */
export function placePrograms(workloads: ReadonlyMap<ApiObject, PodTemplate>): readonly ApiObject[] {
  const placed = new Map<ApiObject, number>();
  for (const [object, template] of workloads) {
    const wave = waveOf(annotationsOf(template));
    for (const program of deliveryOf(template).objects(programsOf(template), template.carrier.chart)) {
      const there = place(object, program);
      // `kubectl apply` goes through a file from its beginning: first what the pods need.
      object.node.addDependency(there);
      const own = waveOf(annotationsOfKind(template.standards, 'ConfigMap'));
      const first = Math.min(wave, own, placed.get(there) ?? 0);
      placed.set(there, first);
      if (first !== 0 || own !== 0) there.metadata.addAnnotation(WAVE, String(first));
    }
  }
  return [...placed.keys()];
}

const waveOf = (annotations: Readonly<Record<string, string>>): number => {
  const wave = Number(annotations[WAVE] ?? 0);
  return Number.isInteger(wave) ? wave : 0;
};

/** The ConfigMap of a program beside a workload, in its chart and namespace. */
function place(workload: ApiObject, program: ProgramObject): ApiObject {
  const chart = Chart.of(workload);
  const scope = chart.node.tryFindChild(SCOPE) ?? new Construct(chart, SCOPE);
  const { namespace } = workload.metadata;
  const id = namespace === undefined ? program.name : `${namespace}.${program.name}`;
  const object = (scope.node.tryFindChild(id) as ProgramConfigMap | undefined) ?? new ProgramConfigMap(scope, id, program, namespace);
  object.leaveAs(program.annotations);
  return object;
}

/** `instanceof` says yes of every API object here. */
const PROGRAM_OBJECTS = new WeakSet<ApiObject>();

/** True for an object that holds a program. */
export const isProgram = (object: ApiObject): boolean => PROGRAM_OBJECTS.has(object);

/** Its name and labels stand before its text, which is long. */
class ProgramConfigMap extends ApiObject {
  private readonly left = new Set<ProgramObject['annotations']>();

  constructor(scope: Construct, id: string, { name, program, data }: ProgramObject, namespace: string | undefined) {
    super(scope, id, {
      apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, ...(namespace === undefined ? {} : { namespace }), labels: { [PROGRAM_LABEL]: program } },
      immutable: true, data,
    });
    PROGRAM_OBJECTS.add(this);
  }

  /** Tells tools to leave it. Where workloads of one chart are delivered in several ways, it is told in each of them. */
  leaveAs(annotations: ProgramObject['annotations']): void {
    if (this.left.has(annotations)) return;
    this.left.add(annotations);
    for (const [key, value] of Object.entries(annotations)) this.metadata.addAnnotation(key, value);
  }

  override toJson(): object {
    const { apiVersion, kind, metadata, immutable, data, ...rest } = super.toJson() as Readonly<Record<string, unknown>>;
    return { apiVersion, kind, metadata, immutable, ...rest, data };
  }
}
