import { ANNOTATION_PREFIX } from '../declared/annotations';
import { isSet, text } from '../manifest/types';
import { remember } from '../manifest/remember';
import { storedSecret } from '../messages/secrets';
import { findSecret } from '../secrets/find';
import type { RenderedPod, Report } from './rule';

type Texts = Readonly<Record<string, unknown>> | null | undefined;
interface Metadata {
  readonly annotations?: Texts;
}
interface Stored {
  readonly kind?: unknown;
  readonly metadata?: Metadata | null;
  readonly data?: Texts;
  readonly binaryData?: Texts;
}

/** Why texts of an object are no secrets, by annotations of that object. */
const WHY = { annotations: `${ANNOTATION_PREFIX}plain-text.annotations`, data: `${ANNOTATION_PREFIX}plain-text.data` } as const;
/** What tools write of the whole object, which is looked at itself. */
const OF_TOOLS: ReadonlySet<string> = new Set(['kubectl.kubernetes.io/last-applied-configuration']);
/** A name with such an ending is that of a file, and says nothing of one value. */
const FILE = /\.[A-Za-z0-9]{1,12}$/;

const secretOf = remember((value: string) => findSecret(value));

/** Secrets in annotations of an object and of its pods, and in ConfigMaps. */
export function checkStoredSecrets({ manifest, metadata }: Pick<RenderedPod, 'manifest' | 'metadata'>, report: Report): void {
  const object = manifest as Stored;
  checkAnnotations(object.metadata ?? undefined, report);
  if (metadata !== object.metadata) checkAnnotations(metadata as Metadata, report);
  if (object.kind === 'ConfigMap') checkConfigMap(object, report);
}

function checkAnnotations(metadata: Metadata | undefined, report: Report): void {
  const annotations = metadata?.annotations;
  if (!annotations || isExplained(metadata, 'annotations')) return;
  for (const [key, value] of Object.entries(annotations)) {
    if (key.startsWith(ANNOTATION_PREFIX) || OF_TOOLS.has(key) || typeof value !== 'string') continue;
    // The name says little here: `checksum/secret` and `auth-secret` are no secrets.
    const secret = secretOf(value);
    if (secret) report({ where: `metadata.annotations[${key}]`, sentence: storedSecret(`annotation ${key}`, secret.what, WHY.annotations) });
  }
}

function checkConfigMap({ metadata, data, binaryData }: Stored, report: Report): void {
  if (isExplained(metadata ?? undefined, 'data')) return;
  for (const [field, texts] of Object.entries({ data, binaryData })) {
    for (const [key, value] of Object.entries(texts ?? {})) {
      if (typeof value !== 'string' || isProgram(value)) continue;
      const read = field === 'data' ? value : Buffer.from(value, 'base64').toString('latin1');
      const secret = FILE.test(key) ? secretOf(read) : findSecret(read, { name: key });
      if (secret) report({ where: `${field}[${key}]`, sentence: storedSecret(`key ${key} of this ConfigMap`, secret.what, WHY.data) });
    }
  }
}

const isExplained = (metadata: Metadata | undefined, what: keyof typeof WHY): boolean =>
  isSet(metadata?.annotations) && text(metadata.annotations[WHY[what]]).trim() !== '';

/** The text of one of the library's programs, in a command (`programs: 'inline'`) or in its ConfigMap. */
export const isProgram = (value: string): boolean => value.includes('me=${PRELUDE_STEP:-');
