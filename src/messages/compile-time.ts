/*
 * Sentences that the compiler prints, each once: the type of the constant is the message in the editor, its value is what is
 * thrown where the types could not see the mistake. Those that rendered manifests are told as well stand by what they are about.
 */

import type { OfRule } from './rule-ids';

/** An object of another kind: all of cdk8s-plus have a name. */
export const notOfKind = <Given extends string, Wanted extends string>(given: Given, wanted: Wanted) =>
  `a ${wanted} is needed here, and this is of kind ${given}: give the ${wanted}, or its name` as const;
export type NotOfKind<Given extends string, Wanted extends string> = OfRule<'object-kind', ReturnType<typeof notOfKind<Given, Wanted>>>;

/** A value that is made a part of a script's text. */
export const valuePasted =
  'a value is pasted into this script, whose words and quotes it can change: give it in args, as "$1", or in env' as const;
export type ValuePasted = OfRule<'script', typeof valuePasted>;

/** `.files` of a step that declares none. */
export const nothingWritten = 'this step declares no files: name them in writes to have a handle of them' as const;
export type NothingWritten = OfRule<'step-output', typeof nothingWritten>;

/** A handle used in a pod that it does not belong to. */
export const handleOfOtherPod = <Mine extends string, Other extends string>(mine: Mine, other: Other) =>
  `a handle of pod "${other}" is not assignable to pod "${mine}": build the step on "${mine}" as well` as const;
export type HandleOfOtherPod<Mine extends string, Other extends string> = OfRule<'other-pod', ReturnType<typeof handleOfOtherPod<Mine, Other>>>;

/** A database that is not known to be ready. */
export const databaseNotReady = <Step extends string>(step: Step) =>
  `${step} needs a database that is ready: wait with postgres(…) or mysql(…) and give its .ready` as const;
export type DatabaseNotReady<Step extends string> = OfRule<'database-not-ready', ReturnType<typeof databaseNotReady<Step>>>;

/** A service that is ready, but is no database. */
export const notADatabase = <Step extends string, Protocol extends string>(step: Step, protocol: Protocol) =>
  `${step} needs a database, and a ready ${protocol} is none: wait with postgres(…) or mysql(…)` as const;
export type NotADatabase<Step extends string, Protocol extends string> = OfRule<'database-not-ready', ReturnType<typeof notADatabase<Step, Protocol>>>;

/** `.ready` of a wait that only proves that a name resolves. */
export const resolvedIsNotReady =
  'a name that resolves is not a service that is ready: wait with postgres(…), mysql(…), redis(…) or http(…), or use .resolved' as const;
export type ResolvedIsNotReady = OfRule<'unproven-readiness', typeof resolvedIsNotReady>;

/** `.ready` of a wait that only proves that a port accepts. */
export const acceptingIsNotReady =
  'a port that accepts is not a service that is ready: wait with postgres(…), mysql(…), redis(…) or http(…), or use .accepting' as const;
export type AcceptingIsNotReady = OfRule<'unproven-readiness', typeof acceptingIsNotReady>;

/** `.accepting` of a wait that only proves that a name resolves. */
export const resolvedIsNotAccepting =
  'a name that resolves is not a port that accepts: wait with tcp(…), or use .resolved' as const;
export type ResolvedIsNotAccepting = OfRule<'unproven-readiness', typeof resolvedIsNotAccepting>;

/** A handle of a target that may be late. */
export const optionalProvesNothing =
  'an optional target proves nothing, for the pod starts without it: take optional(…) away to get its handle' as const;
export type OptionalProvesNothing = OfRule<'unproven-readiness', typeof optionalProvesNothing>;

/** A value of a step for a container whose command is not known. */
export const valueWithoutCommand =
  'a value of a step is set by what starts the command, and the image\'s own entrypoint is not known: state the container\'s command' as const;
export type ValueWithoutCommand = OfRule<'step-value', typeof valueWithoutCommand>;

/** A file or a key that the source has not. */
export const notInSource = <Name extends string>(name: Name) => `there is no "${name}" in what from gives` as const;
export type NotInSource<Name extends string> = OfRule<'unknown-file', ReturnType<typeof notInSource<Name>>>;

/** Something unverified where only what is verified is taken. */
export const notVerified = 'no step has verified this: give the .verified of VerifyFiles, VerifyCertificate or ScanVolume' as const;
export type NotVerified = OfRule<'not-verified', typeof notVerified>;

/** An unverified mount of a container that takes verified ones only. */
export const mountNotVerified = <Path extends string>(path: Path) =>
  `no step has verified what is mounted at "${path}": give the .verified of VerifyFiles, VerifyCertificate or ScanVolume` as const;
export type MountNotVerified<Path extends string> = OfRule<'not-verified', ReturnType<typeof mountNotVerified<Path>>>;

/** A reference to a variable that the container has not. */
export const variableMissing = <Name extends string>(name: Name) =>
  `there is no variable ${name} in the env of this container: define it there, or write $$(${name}) where this text is meant` as const;
export type VariableMissing<Name extends string> = OfRule<'variable-reference', ReturnType<typeof variableMissing<Name>>>;

/** A reference in a URL's user or password, in a string that arrives as it is. */
export const referenceInString = <Name extends string>(name: Name) =>
  `a plain string arrives as it is written, and so would $(${name}): give expand('…$(${name})…'), and ${name} its value` as const;
export type ReferenceInString<Name extends string> = OfRule<'variable-reference', ReturnType<typeof referenceInString<Name>>>;

/** Something fetched over plain http with nothing that proves what it is. */
export const httpWithoutChecksum = <Url extends string>(url: Url) =>
  `"${url}" is fetched over http, which anyone on the way can change: use https(…), or plainHttp(url, { sha256 })` as const;
export type HttpWithoutChecksum<Url extends string> = OfRule<'unproven-download', ReturnType<typeof httpWithoutChecksum<Url>>>;

/** `https(…)` given something that is no https URL. */
export const notHttps = <Url extends string>(url: Url) =>
  `"${url}" is no https URL: begin it with "https://", or use plainHttp(url, { sha256 })` as const;
export type NotHttps<Url extends string> = OfRule<'url', ReturnType<typeof notHttps<Url>>>;

/** A level that is weaker than a standard allows. */
export const levelForbidden = <By extends string, Level extends string, Weakest extends string>(by: By, level: Level, weakest: Weakest) =>
  `${by} takes no pod at level '${level}': its weakest is '${weakest}'` as const;
export type LevelForbidden<By extends string, Level extends string, Weakest extends string> =
  OfRule<'pod-security-level', ReturnType<typeof levelForbidden<By, Level, Weakest>>>;

/** A kind of step that a standard forbids. */
export const stepForbidden = <By extends string, Kind extends string, Because extends string>(by: By, kind: Kind, because: Because) =>
  `${by} forbids ${kind}: ${because}` as const;
export type StepForbidden<By extends string, Kind extends string, Because extends string> = OfRule<'forbidden-step', ReturnType<typeof stepForbidden<By, Kind, Because>>>;

/** A binary that nothing says what it is. */
export const binaryWithoutChecksum =
  'a binary is run, so what it is must be known: give sha256 with https(…) or plainHttp(…)' as const;
export type BinaryWithoutChecksum = OfRule<'unproven-download', typeof binaryWithoutChecksum>;

/** A placeholder of a template that has no value. */
export const missingValue = <Name extends string>(name: Name) =>
  `the template has @{${name}}, and values has no ${name}: give it a value` as const;
export type MissingValue<Name extends string> = OfRule<'template-values', ReturnType<typeof missingValue<Name>>>;

/** A value that its template has no placeholder for. */
export const superfluousValue = <Name extends string>(name: Name) =>
  `the template has no @{${name}}: take this value out, or correct its name` as const;
export type SuperfluousValue<Name extends string> = OfRule<'template-values', ReturnType<typeof superfluousValue<Name>>>;

