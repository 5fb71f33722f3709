import { shortHash } from '../../declared/short-hash';
import { programSuffix } from '../../manifest/programs';
import { programVersions } from '../../scripts/embedded';
import { type Parts, textOfParts } from '../program';
import { PROGRAMS } from '../../scripts/programs';

/** A program as a file, the same for all containers that run it. */
export interface WholeProgram {
  /** Its name, such as `wait`. */
  readonly name: string;
  /** The name of its file, such as `wait.sh`. */
  readonly file: string;
  /** The file by its name. */
  readonly data: Readonly<Record<string, string>>;
  /** What the name of an object ends with that holds this content. */
  readonly suffix: string;
}

/** What checks of one file cannot know: variables that functions set for others, functions that traps call. */
const SHELLCHECK = '# shellcheck shell=sh disable=SC2030,SC2031,SC2034,SC2086,SC2119,SC2120,SC2154,SC2317';

const programs = new Map<string, WholeProgram>();

/** The program that a container with these parts runs: whole, or these very parts where the library has none of that kind. */
export function wholeProgram(parts: Parts): WholeProgram {
  const key = parts.map((part) => (typeof part === 'string' ? part : part.text)).join('+');
  const known = programs.get(key) ?? make(parts);
  programs.set(key, known);
  return known;
}

function make(parts: Parts): WholeProgram {
  const main = parts.at(-1);
  const [name = nameOf(parts), whole] = Object.entries(PROGRAMS)
    .find(([, program]) => program.parts.at(-1) === main && parts.every((part) => (program.parts as Parts).includes(part))) ?? [];
  const heading = whole === undefined ? headingOfOwn(name) : headingOf(name, programVersions[name] ?? '', whole.does);
  const data = { [`${name}.sh`]: [heading, SHELLCHECK, textOfParts(whole?.parts ?? parts)].join('\n') };
  return Object.freeze({ name, file: `${name}.sh`, data: Object.freeze(data), suffix: programSuffix(name, data) });
}

/** A program of a step of your own; two in one pod are two files. */
const nameOf = (parts: Parts): string => `own-${shortHash(textOfParts(parts))}`;

const headingOf = (name: string, version: string, does: string): string =>
  `# ${name}.sh of cdk8s-prelude ${version}: ${does}. Source, with comments: src/scripts in https://www.npmjs.com/package/cdk8s-prelude/v/${version}`;

/** Its name is its version: it changes with the text, and not with the version of the library. */
const headingOfOwn = (name: string): string =>
  `# ${name}.sh: a step of your own. Source: your code, with functions of cdk8s-prelude (src/scripts in https://www.npmjs.com/package/cdk8s-prelude)`;
