import { parseAllDocuments } from 'yaml';
import { refuse } from '../errors';
import { notYaml } from '../messages/testing';

/** A Kubernetes object as it was read, as far as all of them are the same. */
export interface Manifest {
  readonly kind?: string;
  readonly metadata?: { readonly name?: string; readonly namespace?: string };
  readonly items?: readonly unknown[];
}

/** Reads YAML of any number of documents; lists of objects count as the objects in them. */
export function readManifests(at: string, yaml: string): readonly Manifest[] {
  if (typeof yaml !== 'string') return refuse(at, notYaml('it is no text'), yaml);
  return [...parseAllDocuments(yaml)].flatMap((document) => {
    const [error] = document.errors;
    if (error) refuse(at, notYaml(error.message));
    return objectsIn(document.toJS() as unknown);
  });
}

function objectsIn(value: unknown): readonly Manifest[] {
  if (typeof value !== 'object' || value === null) return [];
  const { kind, items } = value as Manifest;
  return Array.isArray(items) && kind?.endsWith('List') === true ? items.flatMap(objectsIn) : [value];
}

/** What people call an object: its kind and its name. */
export const nameOf = ({ kind, metadata }: Manifest): string => `${kind ?? 'object'} ${metadata?.name ?? 'without a name'}`;
