import type { Container } from '../manifest/types';
import { containerScript, type ContainerScript, wordsScript } from '../shell/container-script';
import type { ShellCommand } from '../shell/commands';
import type { ShellWord } from '../shell/words';
import { entrypointOf } from './entrypoints';
import type { ImportedWorkload, Json } from './read';

/** An init container as the idioms look at it. */
export interface InitContainer {
  readonly name: string;
  readonly json: Json;
  readonly workload: ImportedWorkload;
  /** What it runs: its script, or its one command; undefined where the image alone says it, or where it is not valid shell. */
  readonly script: ContainerScript | undefined;
  /** The words that start it, with those of the image where it is known. */
  readonly words: readonly string[];
  /** Its variables whose values stand in the manifest. */
  readonly variables: ReadonlyMap<string, string>;
  /** The user and the group that it runs as, where the manifest says so. */
  readonly user: number | undefined;
  readonly group: number | undefined;
  /** The name of the volume that is mounted at a path or above it, and the path below. */
  readonly volumes: readonly MountedVolume[];
}

/** A volume of the pod, as this container has it. */
export interface MountedVolume {
  readonly name: string;
  readonly path: string;
  readonly subPath: string | undefined;
  readonly readOnly: boolean;
  readonly source: Json;
}

/** Looks at the init containers of a workload. */
export const initContainersOf = (workload: ImportedWorkload): readonly InitContainer[] => (workload.pod.spec.initContainers ?? [] as Json[])
  .map((json: Json) => initContainer(workload, json));

function initContainer(workload: ImportedWorkload, json: Json): InitContainer {
  const { spec } = workload.pod;
  const context = { ...spec.securityContext, ...json.securityContext };
  const words = [...json.command ?? entrypointOf(json.image), ...json.args ?? []].map(String);
  const claims = new Set((workload.manifest.spec?.volumeClaimTemplates ?? []).map((one: Json) => one.metadata?.name));
  return {
    name: String(json.name), json, workload, words,
    script: json.command === undefined ? wordsScript(words) : containerScript({ json: json as Container }, false),
    variables: new Map((json.env ?? []).flatMap((one: Json) => (typeof one.value === 'string' && !one.value.includes('$(') ? [[one.name, one.value]] : []))),
    user: context.runAsUser, group: context.runAsGroup,
    volumes: (json.volumeMounts ?? []).map((mount: Json): MountedVolume => ({
      name: mount.name, path: String(mount.mountPath).replace(/(?<=.)\/+$/, ''), subPath: mount.subPath ?? mount.subPathExpr, readOnly: mount.readOnly === true,
      source: claims.has(mount.name) ? { volumeClaimTemplate: {} } : (spec.volumes ?? []).find((one: Json) => one.name === mount.name) ?? {},
    })),
  };
}

/** A word in which variables are replaced whose values are known; undefined where something else is put in. */
export function known(word: ShellWord | undefined, values: ReadonlyMap<string, string>): string | undefined {
  if (word === undefined) return undefined;
  if (word.isLiteral) return word.text;
  let isKnown = true;
  const text = word.text.replace(/\$\(…\)|\$\(\(…\)\)|\$(\w+)/g, (all, one: string | undefined) => {
    const value = one === undefined ? undefined : values.get(one);
    isKnown &&= value !== undefined;
    return value ?? all;
  });
  return isKnown && !text.includes('$') ? text : undefined;
}

/** The commands of the script with all words known; undefined where one is not. */
export function knownCommands({ script, variables }: InitContainer): readonly ShellCommand[] | undefined {
  if (!script) return undefined;
  const values = new Map(variables);
  const commands: ShellCommand[] = [];
  for (const command of script.commands) {
    for (const { name, value } of command.sets) if (!value.includes('$')) values.set(name, value);
    const filled = (word: ShellWord): ShellWord => ({ ...word, ...textOf(word, values) });
    commands.push({ ...command, words: command.words.map(filled), writes: command.writes.map(filled) });
  }
  return commands;
}

function textOf(word: ShellWord, values: ReadonlyMap<string, string>): Pick<ShellWord, 'text' | 'isLiteral'> {
  const text = known(word, values);
  return text === undefined ? word : { text, isLiteral: true };
}

