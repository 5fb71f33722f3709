import { Names } from 'cdk8s';
import { type Access, accessTo, notesOfAccess, TOKEN } from '../../step/api-access';
import type { LibraryDefinition } from '../../step/definition';
import type { Step } from '../../step/step';
import type { MountSpec } from '../../template/volume-spec';
import type { TargetSpec } from './target';

/** What a wait needs that asks the API server itself. */
type Asking = Pick<LibraryDefinition, 'brings' | 'notes'> & { readonly mounts: readonly MountSpec[] };

/** The objects that targets ask for: a token for this container alone, and a Role for each object that may get it and nothing else. */
export function askedObjects(at: Step, specs: readonly TargetSpec[]): Asking {
  const byObject = new Map(specs.flatMap(({ _asks }) => (_asks === undefined ? [] : [[keyOf(_asks), _asks] as const])));
  const accesses = [...byObject.values()];
  if (accesses.length === 0) return { mounts: [], notes: [] };
  return {
    mounts: [TOKEN],
    brings: Object.assign({}, ...accesses.map((access, index) => {
      const prefix = index === 0 ? '' : `${index + 1}-`;
      return accessTo(at, prefix, Names.toDnsLabel(at, { extra: [`${prefix}reader`] }), access);
    })),
    notes: notesOfAccess(at, accesses),
  };
}

const keyOf = ({ apiGroup, resource, name, namespace }: Access): string => [apiGroup, resource, namespace, name].join('/');
