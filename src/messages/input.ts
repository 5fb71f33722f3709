/* Messages of constructors and functions about input that no type can refuse. */

import type { OfRule } from './rule-ids';

const list = (words: readonly string[]) => words.join(', ');

export const unknownKey = (key: string, known: readonly string[], meant?: string) =>
  `"${key}" is not a property and would be ignored${meant === undefined ? '' : `, did you mean "${meant}"?`}; the properties are ${list(known)}.`;
export const notProps = (known: readonly string[]) => `the properties must be an object with ${list(known)}.`;
export const notAScope = 'the scope of a workload must be a chart, or a construct below one.';
export const idTakenInScope = (id: string) => `this scope already has a construct "${id}": choose another id.`;
export const notALabel = (what: string) =>
  `${what} must be a DNS label: lowercase letters, digits and "-", at most 63 characters, with a letter or digit at both ends.`;
export const notAnObjectName = (what: string) =>
  `${what} must be the name of a Kubernetes object: lowercase letters, digits, "-" and ".", at most 253 characters.`;
export const notAnObjectKey = 'a key of a Secret or ConfigMap must have letters, digits, "-", "_" and "." only, at most 253 characters, must not be "." and must not begin with "..".';
export const notAHost = 'a host must be a DNS name or an IP address, without scheme, port or path: give the port separately.';
export const underscoreInHost = 'the name of a Service cannot contain "_", so this host never resolves in Kubernetes: use "-", as in the name of the Service.';
export const notAPort = 'a port must be a whole number from 1 to 65535.';
export const notAPortName =
  'a port name must have 1 to 15 characters: lowercase letters, digits and single "-", at least one letter, and no "-" at either end.';
export const reservedEnvName = 'names that begin with PRELUDE_ are reserved for the library: choose another name.';
export const notAFileName = 'a file name must have 1 to 255 characters, no "/" and no control characters, must not be "." or "..", and must not begin with ".prelude-".';
export const notAPathWithin =
  'the name of a file must be a relative path without "..", "." and "//", such as "index.html" or "conf.d/site.conf"; no part of it may begin with ".prelude-".';
export const fileAndDirectory = (path: string, inside: string) => `"${path}" cannot be both a file and the directory of "${inside}".`;
export const notADuration = (what: string) => `${what} must be a Duration, such as Duration.minutes(2): a bare number has no unit.`;
export const durationTooShort = (what: string, least: number) => `${what} must be a whole number of seconds${least > 0 ? ', at least 1' : ''}.`;
export const notASize = (what: string) => `${what} must be a Size, such as Size.mebibytes(64): a bare number has no unit.`;
export const sizeNotPositive = (what: string) => `${what} must be greater than 0.`;
export const notAnAbsolutePath = (what: string) => `${what} must be an absolute path without ":", "//", "." or "..", such as "/data".`;
export const notAnId = (what: string) => `${what} must be a numeric id from 0 to 2147483647, because Kubernetes cannot check a name.`;
export const notWhole = (what: string, least: number) => `${what} must be a whole number, at least ${least}.`;
export const emptyCommand = (what: string) => `${what} must be a list of strings whose first item is a program, such as ['migrate', 'up'].`;
export const notAString = (what: string) => `${what} must contain only strings.`;
export const notAVolumeHandle = 'writable(…) needs a volume: claim(…), the volume of FixPermissions, or the files of a step.';
export const notASentence = (what: string) => `${what} must be one line of text that people can read.`;
export const notAFlag = (what: string) => `${what} must be true or false.`;
export const notOneOf = (what: string, choices: readonly string[]) =>
  `${what} must be ${choices.slice(0, -1).map((choice) => `'${choice}'`).join(', ')} or '${choices.at(-1)}'.`;
/** A list or a word where something is given by name. */
export const notARecord = <What extends string, Of extends string>(what: What, of: Of) => `${what} must be an object: ${of}.` as const;
export type NotARecord<What extends string, Of extends string> = OfRule<'wrong-type', ReturnType<typeof notARecord<What, Of>>>;

export const notMade = (what: string, maker: string) => `${what} must be an object of cdk8s, such as ${maker}.`;
export const notAFileSource = (what: string) =>
  `${what} must be configMapKey('name', 'key') or secretKey('name', 'key'): the file itself stays in the cluster.`;
export const notAList = (what: string) => `${what} must be a list.`;
export const halfCharacter = (what: string) =>
  `${what} contains half of a character (a lone surrogate), which no file, process or YAML can store: `
  + 'some code, such as slice(…), has cut a text in the middle of a character.';
export const hasNul = (what: string) => `${what} contains a NUL character, which cannot be passed to a program.`;
export const noReason = (what: string) => `${what} needs a reason in words: the YAML and the start-up plan show it.`;
/** A step that is built on something else: the name of the property that a workload has and nothing else. */
export const notAWorkload = 'the scope of a step must be a workload of this library: new Deployment(…), or adopt(…).' as const;
export type NotAWorkload = OfRule<'workload-needed', typeof notAWorkload>;

/** A volume that is declared without the workload whose pods it is for; `call` is how it is done. */
export const workloadFirst = <Call extends string>(call: Call) => `the first argument must be the workload whose pods mount the volume: ${call}` as const;
export type WorkloadFirst<Call extends string> = OfRule<'workload-needed', ReturnType<typeof workloadFirst<Call>>>;

export const notAHandle = (what: string) => `${what} must be handles of earlier steps, such as db.ready or config.files.`;
export const notSha512 = 'sha512 must be 128 hexadecimal digits: run `sha512sum FILE`.';
export const notSha256 = 'sha256 must be 64 hexadecimal digits: run `sha256sum FILE`.';
/** A variable that is given a number, a flag or an object. */
export const valueNotAString = <Name extends string>(name: Name) =>
  `env ${name} must be a string, secretKey(…), configMapKey(…), plainText(…) or a cdk8s-plus EnvValue.` as const;
export type ValueNotAString<Name extends string> = OfRule<'env-value', ReturnType<typeof valueNotAString<Name>>>;

export const noSuchFile = (name: string, known: readonly string[]) =>
  `this step has no file "${name}"; ${known.length > 0 ? `its files are ${list(known)}` : 'it declares no files'}.`;
export const anotherPodsContainer = (name: string, id: string) =>
  `container "${name}" does not belong to pod "${id}": mount the files into a container of the same workload.`;
export const noTargets = 'there is nothing to wait for: give at least one target.';
export const onlyOneImage =
  'these targets need several images, but a step runs in one: give each command(…) target with another image, or beside https targets, its own step.';
export const notAUrl = 'this is not an http or https URL.';
export const valueMissing = (what: string) =>
  `${what} contains the text of a missing value: check that the variable is set, in the shell or in the pipeline.`;
