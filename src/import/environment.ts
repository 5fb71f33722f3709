import { type Code, made } from './code';
import type { Json } from './read';

/** The variables that code can say; the others come by a patch. */
export function environment(env: readonly Json[]): Readonly<Record<string, Code>> {
  const names = env.map((one) => one.name as string);
  if (new Set(names).size < names.length || env.some((one) => String(one.value ?? '').includes('$('))) return {};
  const values = env.map((one) => [one.name as string, valueOf(one)] as const);
  return values.some(([key, value]) => value === undefined || key === '__proto__') ? {} : Object.fromEntries(values as ReadonlyArray<readonly [string, Code]>);
}

function valueOf({ value, valueFrom }: Json): Code | undefined {
  if (valueFrom === undefined) return String(value ?? '');
  const { secretKeyRef: secret, configMapKeyRef: map } = valueFrom as Json;
  if (secret && secret.optional === undefined) return made('secretKey', secret.name, secret.key);
  if (map && map.optional === undefined) return made('configMapKey', map.name, map.key);
  return undefined;
}
