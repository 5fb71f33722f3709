import { ApiObject } from 'cdk8s';
import { refuse } from '../errors';
import { notOfKind } from '../messages/compile-time';
import { checkObjectName } from './names';

/** An object of Kubernetes, as far as its name goes. */
interface Named {
  readonly name: string;
}

/** The name of an object that is given by name or as a construct; an object of another kind is refused. */
export function objectName(at: string, kind: string, object: string | Named): string {
  checkKind(at, kind, object);
  return checkObjectName(at, `the name of a ${kind}`, typeof object === 'string' ? object : object?.name);
}

/** Refuses what says that it is of another kind: all objects of cdk8s-plus have a name. */
export function checkKind(at: string, kind: string, object: unknown): void {
  const { kind: given, name } = (typeof object === 'object' && object !== null ? object : {}) as { readonly kind?: unknown; readonly name?: unknown };
  if (typeof given !== 'string' || given === kind) return;
  refuse(at, 'object-kind', notOfKind('containers' in (object as object) ? 'workload' : given, kind), `${given} ${String(name)}`);
}

/**
 * The keys of a ConfigMap or a Secret as far as this app says them; undefined where it says none, because others may
 * then fill it.
 */
export function keysOf(object: unknown): readonly string[] | undefined {
  const { data, binaryData, stringData } = contentOf(object);
  const keys = [data, binaryData, stringData].flatMap((part) => (typeof part === 'object' && part !== null ? Object.keys(part) : []));
  return keys.length > 0 ? keys : undefined;
}

function contentOf(object: unknown): { readonly data?: unknown; readonly binaryData?: unknown; readonly stringData?: unknown } {
  if (typeof object !== 'object' || object === null) return {};
  const child = ApiObject.isApiObject(object) ? object : (object as { readonly node?: { readonly defaultChild?: unknown } }).node?.defaultChild;
  return ApiObject.isApiObject(child) ? child.toJson() : object;
}
