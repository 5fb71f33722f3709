import { ANNOTATION_PREFIX, headerReason, plainTextAnnotation } from '../declared/annotations';
import { passwordsInUrls, secretFlagIn, secretHeaderIn } from '../checks/secrets';
import { plainPasswordInUrl, plainSecret, plainSecretFlag, plainSecretHeader, secretInConfigMap } from '../messages/secrets';
import type { PlacedContainer } from '../manifest/containers';
import { type EnvVar, isSet, list, text } from '../manifest/types';
import { remember } from '../manifest/remember';
import type { Report, CheckedPod, Rule } from './rule';
import { namesSecret } from '../secret-names';

/** Of a value that is made of other variables, each of them is checked itself. */
const REFERENCE = /(?<!\$)\$\([A-Za-z_][A-Za-z0-9_]*\)/;
const isSecret = remember(namesSecret);
const holdsPassword = remember(passwordsInUrls);

export const plainSecrets: Rule = {
  id: 'plain-secrets',
  title: 'No secret stands in the manifest',
  why: 'Whoever may read the pod, the repository or the pipeline can read it; a Secret has its own access rules.',
  see: 'https://kubernetes.io/docs/concepts/configuration/secret/',
  noSuppression: 'plainText(value, because) says of one variable why it is none',
  check(pod, report) {
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
  if (!named && !holdsPassword(value)) return;
  const reason = reasonFor(container.name, name);
  if (isGiven(pod, reason)) return;
  const ofName = inConfigMap ? secretInConfigMap(name, reason) : plainSecret(name, reason);
  report({ where: container.at(`env[${name}].${inConfigMap ? 'valueFrom' : 'value'}`), sentence: named ? ofName : plainPasswordInUrl(`env ${name}`, reason) });
}

function checkWords(pod: CheckedPod, container: PlacedContainer, field: 'command' | 'args', report: Report): void {
  const words = list(container.json[field]);
  for (let index = 0; index < words.length; index++) {
    const word = text(words[index]);
    const before = text(words[index - 1]);
    const header = secretHeaderIn(word, before);
    const flag = header === undefined ? secretFlagIn(word, before) : undefined;
    if (header === undefined && flag === undefined && !holdsPassword(word)) continue;
    const reason = reasonFor(container.name, header === undefined ? field : headerReason(header));
    if (isGiven(pod, reason)) continue;
    const ofFlag = flag === undefined ? plainPasswordInUrl(field, reason) : plainSecretFlag(flag, reason);
    const sentence = header === undefined ? ofFlag : plainSecretHeader(header, reason);
    report({ where: container.at(`${field}[${index}]`), sentence });
  }
}

const reasonFor = (container: string, name: string) => `${ANNOTATION_PREFIX}${plainTextAnnotation(container, name)}`;

const isGiven = ({ metadata }: CheckedPod, annotation: string) => text(metadata.annotations?.[annotation]).trim() !== '';
