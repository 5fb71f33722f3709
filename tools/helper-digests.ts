/**
 * `npm run digests [-- --check] [-- --registry URL]`: asks the registries for the digests of the helper images, and writes them into
 * src/images/helper-digests.ts. With `--check` it writes nothing, and fails where the file is stale. `--registry` asks a mirror instead.
 *
 * The digest is that of the index, which every architecture is found by; it is computed from what the registry answers, not believed.
 */
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { helperImages, HELPER_NAMES } from '../src/images/catalogue';
import { splitReference } from '../src/images/reference';
import { root } from './root';

const file = join(root, 'src', 'images', 'helper-digests.ts');
const ACCEPT = 'application/vnd.oci.image.index.v1+json, application/vnd.docker.distribution.manifest.list.v2+json';
const PLATFORMS = ['linux/amd64', 'linux/arm64'];
const SECONDS = 30;

interface Index {
  readonly manifests?: ReadonlyArray<{ readonly platform?: { readonly os?: string; readonly architecture?: string } }>;
}

/** Where an image is asked for: a registry, or a mirror in its place. */
function addressOf(reference: string, mirror: string | undefined): string {
  const { registry = 'docker.io', repository, tag } = splitReference(reference) ?? {};
  if (repository === undefined || tag === undefined) throw new Error(`${reference}: a tag is needed`);
  const base = mirror ?? `https://${registry === 'docker.io' ? 'registry-1.docker.io' : registry}`;
  return `${base}/v2/${registry === 'docker.io' && !repository.includes('/') ? 'library/' : ''}${repository}/manifests/${tag}`;
}

const ask = async (url: string, headers: Record<string, string>): Promise<Response> =>
  fetch(url, { headers, signal: AbortSignal.timeout(SECONDS * 1000) });

/** What a registry that wants a token says of where it is given: `Bearer realm="…",service="…",scope="…"`. */
async function tokenFor(challenge: string | null): Promise<string> {
  const fields = Object.fromEntries([...(challenge ?? '').matchAll(/(\w+)="([^"]*)"/g)].map(([, name, value]) => [name, value]));
  if (!/^bearer /i.test(challenge ?? '') || fields.realm === undefined) throw new Error(`the registry asks for a login that is not known here: ${challenge}`);
  const { realm, ...query } = fields;
  const answer = await ask(`${realm}?${new URLSearchParams(query as Record<string, string>).toString()}`, {});
  const { token, access_token: other } = await answer.json() as { readonly token?: string; readonly access_token?: string };
  return token ?? other ?? '';
}

/** The digest of the index of an image. */
export async function indexDigest(reference: string, mirror?: string): Promise<string> {
  const url = addressOf(reference, mirror);
  let answer = await ask(url, { accept: ACCEPT });
  if (answer.status === 401) answer = await ask(url, { accept: ACCEPT, authorization: `Bearer ${await tokenFor(answer.headers.get('www-authenticate'))}` });
  if (!answer.ok) throw new Error(`${reference}: ${url} answers ${answer.status}`);
  const body = Buffer.from(await answer.arrayBuffer());
  const digest = `sha256:${createHash('sha256').update(body).digest('hex')}`;
  const said = answer.headers.get('docker-content-digest');
  if (said !== null && said !== digest) throw new Error(`${reference}: the registry says ${said}, but what it sends is ${digest}`);
  const { manifests } = JSON.parse(body.toString('utf8')) as Index;
  const there = (manifests ?? []).map(({ platform }) => `${platform?.os}/${platform?.architecture}`);
  const missing = PLATFORMS.filter((platform) => !there.includes(platform));
  if (missing.length > 0) throw new Error(`${reference}: no index with ${missing.join(' and ')}, so that a digest would be of one architecture`);
  return digest;
}

/** The text of the file with these digests: all but its entries stays. */
export function withDigests(text: string, digests: Readonly<Record<string, string>>): string {
  const entries = Object.entries(digests).map(([reference, digest]) => `  '${reference}': '${digest}',\n`);
  return text.replace(/(Object\.freeze\(\{\n)[^}]*(\}\);\n)$/, (_all, before: string, after: string) => `${before}${entries.join('')}${after}`);
}

async function main(words: readonly string[]): Promise<number> {
  const mirror = words.includes('--registry') ? words[words.indexOf('--registry') + 1] : undefined;
  const references = HELPER_NAMES.map((name) => helperImages[name].reference as string);
  const digests: Record<string, string> = {};
  for (const reference of references) {
    digests[reference] = await indexDigest(reference, mirror);
    console.log(`${reference}@${digests[reference]}`);
  }
  const before = readFileSync(file, 'utf8');
  const after = withDigests(before, digests);
  if (!words.includes('--check')) writeFileSync(file, after);
  else if (before !== after) console.error('src/images/helper-digests.ts is stale: npm run digests');
  return words.includes('--check') && before !== after ? 1 : 0;
}

if (require.main === module) {
  main(process.argv.slice(2)).then((code) => { process.exitCode = code; }, (error: unknown) => {
    console.error(error instanceof Error ? `${error.message}${error.cause === undefined ? '' : ` (${String(error.cause)})`}` : error);
    process.exitCode = 1;
  });
}
