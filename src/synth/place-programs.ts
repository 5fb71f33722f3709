import { ApiObject, Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { annotationsOf, deliveryOf, type ProgramObject } from '../assembly/delivery';
import { programsOf } from '../assembly/helper';
import { PROGRAM_LABEL } from '../manifest/programs';
import { annotationsOfKind } from '../standards/metadata';
import type { PodTemplate } from '../template/pod-template';

/** Under this id the ConfigMaps of a chart stand in the tree. */
const SCOPE = 'cdk8s-prelude-programs';

/** Who keeps an older program for the pods that still name it: Argo CD, Flux and Helm leave what is no longer among the manifests. */
const KEPT: Readonly<Record<string, string>> = {
  'argocd.argoproj.io/compare-options': 'IgnoreExtraneous',
  'argocd.argoproj.io/sync-options': 'Prune=false',
  'helm.sh/resource-policy': 'keep',
  'kustomize.toolkit.fluxcd.io/prune': 'disabled',
};
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
  return (scope.node.tryFindChild(id) as ApiObject | undefined) ?? new ProgramConfigMap(scope, id, program, namespace);
}

/** `instanceof` says yes of every API object here. */
const PROGRAM_OBJECTS = new WeakSet<ApiObject>();

/** True for an object that holds a program. */
export const isProgram = (object: ApiObject): boolean => PROGRAM_OBJECTS.has(object);

/** Its name and labels stand before its text, which is long. */
class ProgramConfigMap extends ApiObject {
  constructor(scope: Construct, id: string, { name, program, data }: ProgramObject, namespace: string | undefined) {
    super(scope, id, {
      apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, ...(namespace === undefined ? {} : { namespace }), labels: { [PROGRAM_LABEL]: program }, annotations: KEPT },
      immutable: true, data,
    });
    PROGRAM_OBJECTS.add(this);
  }

  override toJson(): object {
    const { apiVersion, kind, metadata, immutable, data, ...rest } = super.toJson() as Readonly<Record<string, unknown>>;
    return { apiVersion, kind, metadata, immutable, ...rest, data };
  }
}
