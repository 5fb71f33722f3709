import { Yaml } from 'cdk8s';
import { writeYaml } from '../manifest/write-yaml';

/** The function that cdk8s writes with. Where other code has replaced it, that one writes. */
const original = Yaml.stringify;

/**
 * Lets cdk8s write some documents with the writer of this library, until what is returned is called: which files there are,
 * and what stands in each, is for cdk8s to say. All other documents are written as ever.
 *
 * @param isOurs which documents
 */
export function takeOverWriting(isOurs: (document: object) => boolean): () => void {
  const before = Yaml.stringify;
  if (before !== original && !ours.has(before)) return () => {};
  const stringify = (...documents: readonly unknown[]): string => documents.map((document) => {
    const text = typeof document === 'object' && document !== null && isOurs(document) ? writeYaml(document) : undefined;
    return text ?? before.call(Yaml, document);
  }).join('---\n');
  ours.add(stringify);
  Yaml.stringify = stringify;
  return () => { Yaml.stringify = before; };
}

/** A synth may begin within another one. */
const ours = new WeakSet<typeof Yaml.stringify>();
