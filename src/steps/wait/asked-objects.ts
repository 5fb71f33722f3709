import { type Access, accessToAll, type AskingObjects } from '../../step/api-access';
import type { Step } from '../../step/step';
import type { TargetSpec } from './target';

/** What a wait needs for the objects that its targets ask the API server for, each once. */
export const askedObjects = (at: Step, specs: readonly TargetSpec[]): AskingObjects =>
  accessToAll(at, '', [...new Map(specs.flatMap(({ _asks }) => (_asks === undefined ? [] : [[keyOf(_asks), _asks] as const]))).values()]);

const keyOf = ({ apiGroup, resource, name, namespace }: Access): string => [apiGroup, resource, namespace, name].join('/');
