import { isHook } from '../../manifest/programs';
import { annotationsOfKind } from '../../standards/metadata';
import type { Programs } from '../../standards/props';
import type { PodTemplate } from '../../template/pod-template';
import { configMap } from './config-map';
import type { Delivery } from './delivery';
import { helmHook } from './helm-hook';
import { inline } from './inline';

export type { Delivery, ProgramObject } from './delivery';

const DELIVERIES: Readonly<Record<Programs, Delivery>> = { 'config-map': configMap, 'helm-hook': helmHook, 'inline': inline };

/** How the programs of a pod are delivered: as its workload says, or its standards; in the pod where ordinary objects may come too late. */
export function deliveryOf(template: PodTemplate): Delivery {
  const asked = template.facts.programs ?? template.standards.programs?.value ?? 'config-map';
  return asked === 'inline' || isHook(annotationsOf(template)) ? inline : DELIVERIES[asked];
}

/** The annotations that the object of a template has or will have. */
export const annotationsOf = ({ facts, carrier, standards }: PodTemplate): Readonly<Record<string, string>> =>
  ({ ...annotationsOfKind(standards, facts.kind), ...carrier.annotations() });
