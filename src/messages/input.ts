/* What constructors and functions say of input that no type can refuse. */

import type { OfRule } from './rule-ids';

const list = (words: readonly string[]) => words.join(', ');

export const unknownKey = (key: string, known: readonly string[]) =>
  `there is no property "${key}": it would be ignored; the properties are ${list(known)}.`;
export const notProps = (known: readonly string[]) => `properties are given as an object; they are ${list(known)}.`;
export const notAScope = 'a workload is built in a chart, or in a construct below one.';
export const idTakenInScope = (id: string) => `there is a construct "${id}" here already: choose another id.`;
export const notALabel = (what: string) =>
  `${what} must be a DNS label: lower case letters, digits and "-", at most 63 characters, a letter or digit at both ends.`;
export const notAnObjectName = (what: string) =>
  `${what} must be the name of a Kubernetes object: lower case letters, digits, "-" and ".", at most 253 characters.`;
export const notAnObjectKey = 'a key of a Secret or ConfigMap has letters, digits, "-", "_" and ".", at most 253 characters, and is not "." and does not begin with "..".';
export const notAHost = 'a host is a DNS name or an IP address, without scheme, port or path: give the port by itself.';
export const underscoreInHost = 'a Service has no "_" in its name, so this host resolves nowhere in Kubernetes: use "-", as the name of the Service has it.';
export const notAPort = 'a port is a whole number from 1 to 65535.';
export const notAPortName =
  'the name of a port has 1 to 15 characters, lower case letters, digits and single "-", at least one letter, and no "-" at either end.';
export const reservedEnvName = 'names that begin with PRELUDE_ belong to the library: choose another name.';
export const notAFileName = 'a file name has 1 to 255 characters, no "/" and no control characters, is not "." or "..", and does not begin with ".prelude-".';
export const notAPathWithin =
  'the name of a file is a relative path without "..", "." and "//", such as "index.html" or "conf.d/site.conf"; no part of it begins with ".prelude-".';
export const fileAndDirectory = (path: string, inside: string) => `"${path}" cannot be a file and, for "${inside}", a directory.`;
export const notADuration = (what: string) => `${what} must be a Duration, such as Duration.minutes(2): a bare number has no unit.`;
export const durationTooShort = (what: string, least: number) => `${what} must be a whole number of seconds${least > 0 ? ', at least one' : ''}.`;
export const notASize = (what: string) => `${what} must be a Size, such as Size.mebibytes(64): a bare number has no unit.`;
export const sizeNotPositive = (what: string) => `${what} must be above zero.`;
export const notAnAbsolutePath = (what: string) => `${what} must be an absolute path without ":", "//", "." or "..", such as "/data".`;
export const notAnId = (what: string) => `${what} must be a numeric id from 0 to 2147483647: Kubernetes cannot check a name.`;
export const notWhole = (what: string, least: number) => `${what} must be a whole number, at least ${least}.`;
export const emptyCommand = (what: string) => `${what} must be a list of strings that begins with a program, such as ['migrate', 'up'].`;
export const notAString = (what: string) => `${what} must hold strings only.`;
export const notAVolumeHandle = 'writable(…) takes a volume: claim(…), the volume of FixPermissions, or files of a step.';
export const notASentence = (what: string) => `${what} must be a line of text for a person.`;
export const notAFlag = (what: string) => `${what} is true or false.`;
export const notOneOf = (what: string, choices: readonly string[]) =>
  `${what} is ${choices.slice(0, -1).map((choice) => `'${choice}'`).join(', ')} or '${choices.at(-1)}'.`;
/** A list or a word where something is given by name. */
export const notARecord = <What extends string, Of extends string>(what: What, of: Of) => `${what} is an object: ${of}.` as const;
export type NotARecord<What extends string, Of extends string> = OfRule<'wrong-type', ReturnType<typeof notARecord<What, Of>>>;

export const notMade = (what: string, maker: string) => `${what} must be made by cdk8s, such as by ${maker}.`;
export const notAFileSource = (what: string) =>
  `${what} takes configMapKey('name', 'key') or secretKey('name', 'key'): the file itself stays in the cluster.`;
export const notAList = (what: string) => `${what} must be a list.`;
export const halfCharacter = (what: string) =>
  `${what} holds half of a character (a lone surrogate), which no file, process or YAML can hold: `
  + 'a text was cut within a character, such as by slice(…).';
export const hasNul = (what: string) => `${what} holds a NUL character, which no program can be given.`;
export const noReason = (what: string) => `${what} needs a reason in words: it is shown in the YAML and in the start-up plan.`;
/** A step that is built on something else: the name of the property that a workload has and nothing else. */
export const notAWorkload = 'a step is built on a workload of this library: new Deployment(…), or adopt(…) for a workload of cdk8s-plus.' as const;
export type NotAWorkload = OfRule<'workload-needed', typeof notAWorkload>;

/** A volume that is declared without the workload whose pods it is for; `call` is how it is done. */
export const workloadFirst = <Call extends string>(call: Call) => `the workload whose pods mount it comes first: ${call}` as const;
export type WorkloadFirst<Call extends string> = OfRule<'workload-needed', ReturnType<typeof workloadFirst<Call>>>;

export const notAHandle = (what: string) => `${what} takes handles of earlier steps, such as db.ready or config.files.`;
export const notSha512 = 'sha512 must be 128 hexadecimal digits: run `sha512sum FILE`.';
export const notSha256 = 'sha256 must be 64 hexadecimal digits: run `sha256sum FILE`.';
/** A variable that is given a number, a flag or an object. */
export const valueNotAString = <Name extends string>(name: Name) =>
  `env ${name} must be a string, secretKey(…), configMapKey(…), plainText(…) or a cdk8s-plus EnvValue.` as const;
export type ValueNotAString<Name extends string> = OfRule<'env-value', ReturnType<typeof valueNotAString<Name>>>;

export const noSuchFile = (name: string, known: readonly string[]) =>
  `there is no file "${name}" among those of this step: ${known.length > 0 ? list(known) : 'none was declared'}.`;
export const anotherPodsContainer = (name: string, id: string) =>
  `container "${name}" does not belong to pod "${id}": mount the files into a container of the same workload.`;
export const noTargets = 'there is nothing to wait for: name at least one target.';
export const onlyOneImage =
  'one step runs in one image, and these targets need several: put command(…) targets of another image, or beside https targets, into a step of their own.';
export const notAUrl = 'this is no http or https URL.';
export const valueMissing = (what: string) =>
  `${what} is made of a value that was not there: has the variable been set, in the shell or in the pipeline?`;
