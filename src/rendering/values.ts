import type { EnvValue as KplusEnvValue, k8s } from 'cdk8s-plus-28';
import type { IConstruct } from 'constructs';
import { checkCharacters } from '../checks/characters';
import { isPlainText, isSecretKey, type PlainText, type SecretKey } from '../env/secret-key';
import { refuse } from '../errors';
import type { SecretInTemplate } from '../messages/secrets';
import { passwordInValue, secretInTemplate } from '../messages/secrets';
import * as say from '../messages/render-config';
import { type ConfigMapKey, isConfigMapKey } from '../env/config-map-key';
import { namesSecret, type NamesSecret } from '../secrets/names';
import { findSecret } from '../secrets/find';

/** What stands in place of a placeholder: known at synth, or read when the pod starts. */
export type TemplateValue = string | number | boolean | SecretKey | PlainText | ConfigMapKey | KplusEnvValue;

/** A value of that name; else the sentence that says that it names a secret. */
export type TemplateValueOf<K extends string, V> = V extends string | number | boolean
  ? NamesSecret<K> extends true ? SecretInTemplate<K> : V
  : V extends TemplateValue ? V : TemplateValue;

/** A value as the step has it: a text with the reason why it may stand in the YAML, or where it is read from. */
export type ResolvedValue =
  | { readonly text: string; readonly isString: boolean; readonly because: string | undefined }
  | { readonly from: k8s.EnvVarSource; readonly isSecret: boolean };

/** Checks a value. */
export function resolveValue(at: IConstruct, name: string, value: TemplateValue | undefined): ResolvedValue {
  if (isSecretKey(value)) return { from: { secretKeyRef: { name: value.secret, key: value.key } }, isSecret: true };
  if (isConfigMapKey(value)) return { from: { configMapKeyRef: { name: value.configMap, key: value.key } }, isSecret: false };
  if (isPlainText(value)) return { text: checkText(at, name, value.value), isString: true, because: value.because };
  const given = typeof value === 'object' && value !== null ? value as { readonly value?: unknown; readonly valueFrom?: k8s.EnvVarSource } : { value };
  // Kubernetes takes the container's own where none is named.
  const resource = given.valueFrom?.resourceFieldRef;
  if (resource && resource.containerName === undefined) refuse(at, 'template-values', say.resourceOfStep(name), resource.resource);
  if (given.valueFrom !== undefined) return { from: given.valueFrom, isSecret: given.valueFrom.secretKeyRef !== undefined };
  const literal = given.value;
  if (typeof literal !== 'string' && typeof literal !== 'boolean' && !Number.isFinite(literal)) return refuse(at, 'template-values', say.notAValue(name), value);
  if (namesSecret(name)) refuse(at, 'plain-secrets', secretInTemplate(name));
  const text = checkText(at, name, String(literal));
  const secret = findSecret(text);
  if (secret) refuse(at, 'plain-secrets', passwordInValue(name, secret.what));
  return { text, isString: typeof literal === 'string', because: undefined };
}

function checkText(at: IConstruct, name: string, text: string): string {
  if (typeof text !== 'string' || text.includes('\0')) return refuse(at, 'template-values', say.notAValue(name));
  checkCharacters(at, `value ${name}`, text);
  return text;
}
