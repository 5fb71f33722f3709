import { ANNOTATION_PREFIX, plainTextAnnotation } from '../declared/annotations';
import { refuse } from '../errors';
import { secretInWord } from '../messages/secrets';
import { findSecretWords } from '../secrets/find';
import type { Argument } from './expand';

/** Words of a container, and why they may look like secrets. */
export interface WordsOf {
  readonly container: string;
  /** The property that its user has written them in. */
  readonly property: 'command' | 'args';
  /** The field of the container that they stand in. */
  readonly field: 'command' | 'args';
  /** The words before them: the program tells which options take a secret. */
  readonly before?: readonly Argument[];
  /** The annotations that the pods have so far. */
  readonly annotations: () => Readonly<Record<string, unknown>>;
}

const textOf = (word: Argument): string => (typeof word === 'string' ? word : word.text);

/** Refuses a secret among the words of a command, at the word that gives it away: the finished manifest may have others before it. */
export function checkSecretWords(at: string, words: readonly Argument[], { container, property, field, before = [], annotations }: WordsOf): void {
  for (const [index, found] of findSecretWords([...before, ...words].map(textOf))) {
    if (index < before.length || found.by === 'header') continue;
    const annotation = `${ANNOTATION_PREFIX}${plainTextAnnotation(container, field)}`;
    const reason = annotations()[annotation];
    if (typeof reason === 'string' && reason.trim() !== '') return;
    return refuse(at, 'plain-secrets', secretInWord(`${property}[${index - before.length}]`, found, annotation));
  }
}
