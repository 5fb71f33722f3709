/*
 * Sentences that the compiler prints, each once: the type of the constant is the message in the editor, and its value is thrown
 * if the types could not see the mistake. Sentences that rules about manifests use too are in the file of their subject.
 */

import type { OfRule } from './rule-ids';

/** What an argument must be that takes an object of cdk8s-plus, or a name. */
export const wantedKind = <Wanted extends string>(wanted: Wanted) => `expected a ${wanted} or its name` as const;
export type WantedKind<Wanted extends string> = ReturnType<typeof wantedKind<Wanted>>;

/** An object of another kind: all of cdk8s-plus have a name. */
export const notOfKind = <Given extends string, Wanted extends string>(given: Given, wanted: Wanted) =>
  `${wantedKind(wanted)}, but this is of kind ${given}` as const;
export type NotOfKind<Given extends string, Wanted extends string> = OfRule<'object-kind', ReturnType<typeof notOfKind<Given, Wanted>>>;

/** A value that is made a part of a script's text. */
export const valuePasted =
  'a value is inserted into the text of this script and can change its words and quotes: pass it in args, as "$1", or in env' as const;
export type ValuePasted = OfRule<'script', typeof valuePasted>;

/** `.files` of a step that declares none. */
export const nothingWritten = 'this step declares no files: list them in writes to get a handle' as const;
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
  `${step} needs a database, but ${protocol} is not a database: wait with postgres(…) or mysql(…)` as const;
export type NotADatabase<Step extends string, Protocol extends string> = OfRule<'database-not-ready', ReturnType<typeof notADatabase<Step, Protocol>>>;

/** `.ready` of a wait that only proves that a name resolves. */
export const resolvedIsNotReady =
  'a name that resolves does not prove that the service is ready: wait with postgres(…), mysql(…), redis(…) or http(…), or use .resolved' as const;
export type ResolvedIsNotReady = OfRule<'unproven-readiness', typeof resolvedIsNotReady>;

/** `.ready` of a wait that only proves that a port accepts. */
export const acceptingIsNotReady =
  'a port that accepts connections does not prove that the service is ready: wait with postgres(…), mysql(…), redis(…) or http(…), or use .accepting' as const;
export type AcceptingIsNotReady = OfRule<'unproven-readiness', typeof acceptingIsNotReady>;

/** `.accepting` of a wait that only proves that a name resolves. */
export const resolvedIsNotAccepting =
  'a name that resolves does not prove that the port accepts connections: wait with tcp(…), or use .resolved' as const;
export type ResolvedIsNotAccepting = OfRule<'unproven-readiness', typeof resolvedIsNotAccepting>;

/** A handle of a target that may be late. */
export const optionalProvesNothing =
  'an optional target proves nothing, because the pod starts without it: remove optional(…) to get its handle' as const;
export type OptionalProvesNothing = OfRule<'unproven-readiness', typeof optionalProvesNothing>;

/** A value of a step for a container whose command is not known. */
export const valueWithoutCommand =
  'a value of a step needs a container with a command, because the image\'s entrypoint is not known: set command' as const;
export type ValueWithoutCommand = OfRule<'step-value', typeof valueWithoutCommand>;

/** A file or a key that the source does not have. */
export const notInSource = <Name extends string>(name: Name) => `the source in from has no "${name}"` as const;
export type NotInSource<Name extends string> = OfRule<'unknown-file', ReturnType<typeof notInSource<Name>>>;

/** Something unverified where only what is verified is taken. */
export const notVerified = 'no step has verified this: give the .verified of VerifyFiles, VerifyCertificate or ScanVolume' as const;
export type NotVerified = OfRule<'not-verified', typeof notVerified>;

/** An unverified mount of a container that takes verified ones only. */
export const mountNotVerified = <Path extends string>(path: Path) =>
  `no step has verified what is mounted at "${path}": give the .verified of VerifyFiles, VerifyCertificate or ScanVolume` as const;
export type MountNotVerified<Path extends string> = OfRule<'not-verified', ReturnType<typeof mountNotVerified<Path>>>;

/** A reference to a variable that the container does not have. */
export const variableMissing = <Name extends string>(name: Name) =>
  `the env of this container has no variable ${name}: define it there, or write $$(${name}) if you mean this text` as const;
export type VariableMissing<Name extends string> = OfRule<'variable-reference', ReturnType<typeof variableMissing<Name>>>;

/** A reference in a URL's user or password, in a string that arrives as it is. */
export const referenceInString = <Name extends string>(name: Name) =>
  `a plain string is not expanded, so $(${name}) would stay as it is: give expand('…$(${name})…'), and define ${name}` as const;
export type ReferenceInString<Name extends string> = OfRule<'variable-reference', ReturnType<typeof referenceInString<Name>>>;

/** Something fetched over plain http with nothing that proves what it is. */
export const httpWithoutChecksum = <Url extends string>(url: Url) =>
  `"${url}" is fetched over http, so anyone on the network can change it: use https(…), or plainHttp(url, { sha256 })` as const;
export type HttpWithoutChecksum<Url extends string> = OfRule<'unproven-download', ReturnType<typeof httpWithoutChecksum<Url>>>;

/** `https(…)` given something that is not an https URL. */
export const notHttps = <Url extends string>(url: Url) =>
  `"${url}" is not an https URL: begin it with "https://", or use plainHttp(url, { sha256 })` as const;
export type NotHttps<Url extends string> = OfRule<'url', ReturnType<typeof notHttps<Url>>>;

/** A level that is weaker than a standard allows. */
export const levelForbidden = <By extends string, Level extends string, Weakest extends string>(by: By, level: Level, weakest: Weakest) =>
  `${by} does not allow podSecurity: '${level}': its weakest level is '${weakest}'` as const;
export type LevelForbidden<By extends string, Level extends string, Weakest extends string> =
  OfRule<'pod-security-level', ReturnType<typeof levelForbidden<By, Level, Weakest>>>;

/** A kind of step that a standard forbids. */
export const stepForbidden = <By extends string, Kind extends string, Because extends string>(by: By, kind: Kind, because: Because) =>
  `${by} forbids ${kind}: ${because}` as const;
export type StepForbidden<By extends string, Kind extends string, Because extends string> = OfRule<'forbidden-step', ReturnType<typeof stepForbidden<By, Kind, Because>>>;

/** A binary without a checksum. */
export const binaryWithoutChecksum =
  'a binary needs a checksum, because the pod runs it: give sha256 with https(…) or plainHttp(…)' as const;
export type BinaryWithoutChecksum = OfRule<'unproven-download', typeof binaryWithoutChecksum>;

/** A placeholder of a template that has no value. */
export const missingValue = <Name extends string>(name: Name) =>
  `the template has @{${name}}, but values has no ${name}: add it to values` as const;
export type MissingValue<Name extends string> = OfRule<'template-values', ReturnType<typeof missingValue<Name>>>;

/** A value that its template has no placeholder for. */
export const superfluousValue = <Name extends string>(name: Name) =>
  `the template has no @{${name}}: remove this value, or correct its name` as const;
export type SuperfluousValue<Name extends string> = OfRule<'template-values', ReturnType<typeof superfluousValue<Name>>>;

