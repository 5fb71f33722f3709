import { ANNOTATION_PREFIX, headerReason, plainTextAnnotation } from '../checks/annotations';
import { passwordsInUrls, secretFlagIn, secretHeaderIn } from '../checks/secrets';
import { plainPasswordInUrl, plainSecret, plainSecretFlag, plainSecretHeader, secretInConfigMap } from '../messages/secrets';
import type { PlacedContainer } from './containers';
import { type EnvVar, isSet, list, text } from './json';
import { remember } from './remember';
import type { Find, JudgedPod, Rule } from './rule';
import { namesSecret } from '../secret-names';

/** Of a value that is made of other variables, each of them is judged itself. */
const REFERENCE = /(?<!\$)\$\([A-Za-z_][A-Za-z0-9_]*\)/;
const isSecret = remember(namesSecret);
const holdsPassword = remember(passwordsInUrls);

export const plainSecrets: Rule = {
  id: 'plain-secrets',
  title: 'No secret stands in the manifest',
  why: 'Whoever may read the pod, the repository or the pipeline can read it; a Secret has its own access rules.',
  see: 'https://kubernetes.io/docs/concepts/configuration/secret/',
  noExceptions: 'plainText(value, because) says of one variable why it is none',
  judge(pod, find) {
    for (const container of pod.containers) {
      for (const variable of list(container.json.env)) if (isSet(variable)) judgeVariable(pod, container, variable, find);
      judgeWords(pod, container, 'command', find);
      judgeWords(pod, container, 'args', find);
    }
  },
};

function judgeVariable(pod: JudgedPod, container: PlacedContainer, variable: EnvVar, find: Find): void {
  const [name, value] = [text(variable.name), text(variable.value)];
  const inConfigMap = isSet(variable.valueFrom?.configMapKeyRef);
  if (value === '' && !inConfigMap) return;
  const named = isSecret(name) && !REFERENCE.test(value);
  if (!named && !holdsPassword(value)) return;
  const reason = reasonFor(container.name, name);
  if (isGiven(pod, reason)) return;
  const ofName = inConfigMap ? secretInConfigMap(name, reason) : plainSecret(name, reason);
  find({ where: container.at(`env[${name}].${inConfigMap ? 'valueFrom' : 'value'}`), sentence: named ? ofName : plainPasswordInUrl(`env ${name}`, reason) });
}

function judgeWords(pod: JudgedPod, container: PlacedContainer, field: 'command' | 'args', find: Find): void {
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
    find({ where: container.at(`${field}[${index}]`), sentence });
  }
}

const reasonFor = (container: string, name: string) => `${ANNOTATION_PREFIX}${plainTextAnnotation(container, name)}`;

const isGiven = ({ metadata }: JudgedPod, annotation: string) => text(metadata.annotations?.[annotation]).trim() !== '';
