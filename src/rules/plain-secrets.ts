import { ANNOTATION_PREFIX, headerReason, plainTextAnnotation } from '../declared/annotations';
import { plainSecret, plainSecretFlag, plainSecretHeader, plainSecretInText, secretInConfigMap } from '../messages/secrets';
import type { PlacedContainer } from '../manifest/containers';
import { type EnvVar, isSet, list, text } from '../manifest/types';
import { remember } from '../manifest/remember';
import type { Report, CheckedPod, LibraryRule } from './rule';
import { checkStoredSecrets, isProgram } from './stored-secrets';
import { findSecret, findSecretWords, type Found } from '../secrets/find';
import { namesSecret } from '../secrets/names';

/** Of a value that is made of other variables, each of them is checked itself. */
const REFERENCE = /(?<!\$)\$\([A-Za-z_][A-Za-z0-9_]*\)/;
const isSecret = remember(namesSecret);
const secretOf = remember(findSecret);
const ofWords = remember((words: string) => findSecretWords(JSON.parse(words) as string[]));
const secretsOf = (words: readonly string[]) => ofWords(JSON.stringify(words));

export const plainSecrets: LibraryRule = {
  id: 'plain-secrets',
  uses: ['facts'],
  title: 'The manifest contains no secret',
  why: 'Everyone who can read the pod, the repository or the pipeline can read it; a Secret has its own access rules.',
  see: 'https://kubernetes.io/docs/concepts/configuration/secret/',
  noSuppression: 'use plainText(value, because) to explain why one variable is not a secret',
  check(pod, report) {
    checkStoredSecrets(pod, report);
    for (const container of pod.containers) {
      for (const variable of list(container.json.env)) if (isSet(variable)) checkVariable(pod, container, variable, report);
      checkWords(pod, container, 'command', report);
      checkWords(pod, container, 'args', report);
    }
  },
};

function checkVariable(pod: CheckedPod, container: PlacedContainer, variable: EnvVar, report: Report): void {
  const [name, value] = [text(variable.name), text(variable.value)];
  const inConfigMap = isSet(variable.valueFrom?.configMapKeyRef);
  if (value === '' && !inConfigMap) return;
  const named = isSecret(name) && !REFERENCE.test(value);
  const found = named ? undefined : secretOf(value);
  if (!named && !found) return;
  const reason = reasonFor(container.name, name);
  if (isGiven(pod, reason)) return;
  const ofName = inConfigMap ? secretInConfigMap(name, reason) : plainSecret(name, reason);
  report({
    where: container.at(`env[${name}].${inConfigMap ? 'valueFrom' : 'value'}`),
    sentence: found ? plainSecretInText(`env ${name}`, found.what, reason) : ofName,
  });
}

function checkWords(pod: CheckedPod, container: PlacedContainer, field: 'command' | 'args', report: Report): void {
  // The program stands in the command, and what it is given in the arguments.
  const before = field === 'args' ? list(container.json.command).map(text) : [];
  const words = [...before, ...list(container.json[field]).map(text)]
    .map((word, index, all) => (isProgram(word) || all[index - 1] === KIND_OF_LOCK ? '' : word));
  for (const [index, found] of secretsOf(words)) {
    if (index < before.length) continue;
    const reason = reasonFor(container.name, found.by === 'header' ? headerReason(found.name ?? '') : field);
    if (isGiven(pod, reason)) continue;
    report({ where: container.at(`${field}[${index - before.length}]`), sentence: sentenceOf(field, found, reason) });
  }
}

function sentenceOf(field: string, { by, name = '', what }: Found, reason: string): string {
  if (by === 'header') return plainSecretHeader(name, reason);
  return by === 'flag' ? plainSecretFlag(name, reason) : plainSecretInText(field, what, reason);
}

/** What follows is the kind of a lock, such as `mysql`, and no program whose `-p` is a password. */
const KIND_OF_LOCK = '--alone';

const reasonFor = (container: string, name: string) => `${ANNOTATION_PREFIX}${plainTextAnnotation(container, name)}`;

const isGiven = ({ metadata }: CheckedPod, annotation: string) => text(metadata.annotations?.[annotation]).trim() !== '';
