/**
 * `npm run upgrades:check`: users who update the library and change nothing else must know beforehand whether their pods roll. Compares
 * the YAML of the examples with that of the last release (the last tag `v*` before this commit), and fails where it differs and
 * CHANGELOG.md does not say so since: under **Rolls pods** where a pod template differs, else under **Changes manifests**.
 *
 * Examples whose own sources have changed since are left out, for they may differ with good reason.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { parseAllDocuments } from 'yaml';
import { podOf } from '../src/manifest/pod-of';
import { root } from './root';
import { run } from './run';

/** The headings of the changelog that say what becomes of the manifests of an unchanged program. */
const ROLLS_PODS = '**Rolls pods**';
const CHANGES_MANIFESTS = '**Changes manifests**';
/** Examples that are built on others. */
const BUILT_ON: Readonly<Record<string, readonly string[]>> = { teams: ['platform'] };

interface Manifest {
  readonly kind?: string;
  readonly metadata?: { readonly name?: string };
}

/** What a check of a repository came to. */
export interface Upgrade {
  /** The releases that were compared with: the last one, and the one before where this commit is the last one itself; none before the first. */
  readonly since: readonly string[];
  /** How many files of YAML were compared. */
  readonly compared: number;
  /** What the changelog does not say. */
  readonly findings: readonly string[];
}

/** Compares a repository with its last release. */
export function upgrade(repository: string): Upgrade {
  const { lines } = gitIn(repository);
  const latest = (...excluded: string[]) => lines('describe', '--tags', '--abbrev=0', '--match=v[0-9]*', ...excluded.map((tag) => `--exclude=${tag}`));
  const since = [...new Set([...latest(), ...latest(...lines('tag', '--points-at', 'HEAD'))])];
  const all = since.map((release) => compareWith(repository, release));
  return { since, compared: all.reduce((sum, { compared }) => sum + compared, 0), findings: all.flatMap(({ findings }) => findings) };
}

function compareWith(repository: string, release: string): Omit<Upgrade, 'since'> {
  const { git, lines } = gitIn(repository);
  const unchanged = (example: string) => [example, ...BUILT_ON[example] ?? []].every((name) =>
    git('diff', '--quiet', release, '--', `examples/${name}`, `:(exclude,glob)examples/${name}/**/dist/**`).ok);
  const files = lines('ls-tree', '-r', '--name-only', release, '--', 'examples').filter((file) => /\/dist\/.*\.yaml$/.test(file));
  const compared = files.filter((file) => unchanged(file.split('/')[1] ?? ''));
  const notes = notesSince(readFileSync(join(repository, 'CHANGELOG.md'), 'utf8'), release);
  return {
    compared: compared.length,
    findings: compared.flatMap((file) => {
      const now = join(repository, file);
      return differences(git('show', `${release}:${file}`).stdout, existsSync(now) ? readFileSync(now, 'utf8') : '')
        .filter(({ heading }) => !notes.includes(heading))
        .map(({ object, heading }) => `${file}: ${object} is not what it was in ${release}: say why in CHANGELOG.md under ${heading}`);
    }),
  };
}

function gitIn(cwd: string) {
  const git = (...args: string[]) => run('git', args, { cwd, quiet: true });
  return { git, lines: (...args: string[]) => git(...args).stdout.split('\n').filter((line) => line !== '') };
}

/** The changelog above the section of a release. */
function notesSince(changelog: string, release: string): string {
  const at = changelog.indexOf(`\n## ${release.slice(1)}`);
  return at < 0 ? changelog : changelog.slice(0, at).replace(/^[^]*?\n## /, '## ');
}

function differences(before: string, after: string): readonly { readonly object: string; readonly heading: string }[] {
  const [old, now] = [objectsIn(before), objectsIn(after)];
  return [...new Set([...old.keys(), ...now.keys()])].filter((name) => !isDeepStrictEqual(old.get(name), now.get(name))).map((name) => ({
    object: name,
    heading: isDeepStrictEqual(podOf(old.get(name) ?? {}), podOf(now.get(name) ?? {})) ? CHANGES_MANIFESTS : ROLLS_PODS,
  }));
}

const objectsIn = (yaml: string): ReadonlyMap<string, Manifest> => new Map(parseAllDocuments(yaml)
  .map((document) => document.toJS() as Manifest)
  .map((manifest) => [`${manifest?.kind ?? 'object'} ${manifest?.metadata?.name ?? ''}`, manifest]));

if (require.main === module) {
  const { since, compared, findings } = upgrade(root);
  for (const finding of findings) console.error(finding);
  console.log(since.length === 0 ? 'There is no release yet: nothing to compare with.' : `${compared} files compared with ${since.join(' and ')}, ${findings.length} wrong`);
  process.exitCode = findings.length === 0 ? 0 : 1;
}
