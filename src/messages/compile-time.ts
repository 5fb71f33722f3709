/*
 * The sentences that the compiler prints, each once: the type of the constant is the message in the editor, its value is
 * what is thrown at synth where the types could not see the mistake.
 */

/** An object of another kind: all of cdk8s-plus have a name. */
export const notOfKind = <Given extends string, Wanted extends string>(given: Given, wanted: Wanted) =>
  `a ${wanted} is needed here, and this is of kind ${given}: give the ${wanted}, or its name` as const;
export type NotOfKind<Given extends string, Wanted extends string> = ReturnType<typeof notOfKind<Given, Wanted>>;

/** A step that runs as root, in a pod whose level forbids it. */
export const rootInRestricted = <Step extends string, Id extends string>(step: Step, id: Id) =>
  `${step} runs as root, which pod "${id}" ('restricted') forbids: use fsGroup, or podSecurity: 'baseline'` as const;
export type RootInRestricted<Step extends string, Id extends string> = ReturnType<typeof rootInRestricted<Step, Id>>;

/** A step that reaches beyond its container, in a pod whose level forbids it. */
export const beyondContainer = <Step extends string, Id extends string, Level extends string>(step: Step, id: Id, level: Level) =>
  `${step} reaches beyond its container, which pod "${id}" ('${level}') forbids: ask for podSecurity: 'privileged'` as const;
export type BeyondContainer<Step extends string, Id extends string, Level extends string> =
  ReturnType<typeof beyondContainer<Step, Id, Level>>;

/** A capability that a level does not allow. */
export const capabilityBeyondLevel = <Capability extends string, Level extends string, Needed extends string>(
  capability: Capability, level: Level, needed: Needed,
) => `capability "${capability}" is more than '${level}' allows: ask for '${needed}', or do without it` as const;
export type CapabilityBeyondLevel<Capability extends string, Level extends string, Needed extends string> =
  ReturnType<typeof capabilityBeyondLevel<Capability, Level, Needed>>;

/** All capabilities at once. */
export const allCapabilities = 'capability "ALL" is every power there is: name those that are needed' as const;
export type AllCapabilities = typeof allCapabilities;

/** A name that is none of a capability. */
export const notACapability = <Name extends string>(name: Name) =>
  `"${name}" is no Linux capability: they are written without CAP_, such as "NET_ADMIN"` as const;
export type NotACapability<Name extends string> = ReturnType<typeof notACapability<Name>>;

/** A privileged container, at a level that does not allow it. */
export const privilegedAtBaseline =
  'a privileged container is root on the node: say level: \'privileged\', or name the capabilities that are needed' as const;
export type PrivilegedAtBaseline = typeof privilegedAtBaseline;

/** A value that is made a part of a script's text. */
export const valuePasted =
  'a value is pasted into this script, whose words and quotes it can change: give it in args, as "$1", or in env' as const;
export type ValuePasted = typeof valuePasted;

/** `.files` of a step that declares none. */
export const nothingWritten = 'this step declares no files: name them in writes to have a handle of them' as const;
export type NothingWritten = typeof nothingWritten;

/** A handle used in a pod that it does not belong to. */
export const handleOfOtherPod = <Mine extends string, Other extends string>(mine: Mine, other: Other) =>
  `a handle of pod "${other}" is not assignable to pod "${mine}": build the step on "${mine}" as well` as const;
export type HandleOfOtherPod<Mine extends string, Other extends string> = ReturnType<typeof handleOfOtherPod<Mine, Other>>;

/** A database that is not known to be ready. */
export const databaseNotReady = <Step extends string>(step: Step) =>
  `${step} needs a database that is ready: wait with postgres(…) or mysql(…) and give its .ready` as const;
export type DatabaseNotReady<Step extends string> = ReturnType<typeof databaseNotReady<Step>>;

/** A service that is ready, but is no database. */
export const notADatabase = <Step extends string, Protocol extends string>(step: Step, protocol: Protocol) =>
  `${step} needs a database, and a ready ${protocol} is none: wait with postgres(…) or mysql(…)` as const;
export type NotADatabase<Step extends string, Protocol extends string> = ReturnType<typeof notADatabase<Step, Protocol>>;

/** `.ready` of a wait that only proves that a name resolves. */
export const resolvedIsNotReady =
  'a name that resolves is not a service that is ready: wait with postgres(…), mysql(…), redis(…) or http(…), or use .resolved' as const;
export type ResolvedIsNotReady = typeof resolvedIsNotReady;

/** `.ready` of a wait that only proves that a port accepts. */
export const acceptingIsNotReady =
  'a port that accepts is not a service that is ready: wait with postgres(…), mysql(…), redis(…) or http(…), or use .accepting' as const;
export type AcceptingIsNotReady = typeof acceptingIsNotReady;

/** `.accepting` of a wait that only proves that a name resolves. */
export const resolvedIsNotAccepting =
  'a name that resolves is not a port that accepts: wait with tcp(…), or use .resolved' as const;
export type ResolvedIsNotAccepting = typeof resolvedIsNotAccepting;

/** A handle of a target that may be late. */
export const optionalProvesNothing =
  'an optional target proves nothing, for the pod starts without it: take optional(…) away to get its handle' as const;
export type OptionalProvesNothing = typeof optionalProvesNothing;

/** A volume that no step has filled. */
export const unfilledVolume =
  'no step has filled this volume: mount the handle of the step that fills it, or declare it with scratch(…)' as const;
export type UnfilledVolume = typeof unfilledVolume;

/** Something mounted that is no place. */
export const notMountable =
  'this cannot be mounted: give the files of a step, claim(…), writable(…), scratch(…), configMapFiles(…) or secretFiles(…)' as const;
export type NotMountable = typeof notMountable;

/** A value of a step for a container whose command is not known. */
export const valueWithoutCommand =
  'a value of a step is set by what starts the command, and the image\'s own entrypoint is not known: state the container\'s command' as const;
export type ValueWithoutCommand = typeof valueWithoutCommand;

/** A mount path that does not begin with a slash. */
export const relativeMountPath = <Path extends string>(path: Path) =>
  `mount path "${path}" is relative: begin it with "/"` as const;
export type RelativeMountPath<Path extends string> = ReturnType<typeof relativeMountPath<Path>>;

/** A mount path with a slash at its end: `/data` and `/data/` are one place. */
export const mountPathEndsWithSlash = <Path extends string>(path: Path) =>
  `mount path "${path}" ends with "/": leave it out, "/data" and "/data/" are one place` as const;
export type MountPathEndsWithSlash<Path extends string> = ReturnType<typeof mountPathEndsWithSlash<Path>>;

/** A file or a key that the source has not. */
export const notInSource = <Name extends string>(name: Name) => `there is no "${name}" in what from gives` as const;
export type NotInSource<Name extends string> = ReturnType<typeof notInSource<Name>>;

/** Something unverified where only what is verified is taken. */
export const notVerified = 'no step has verified this: give the .verified of VerifyFiles, VerifyCertificate or ScanVolume' as const;
export type NotVerified = typeof notVerified;

/** An unverified mount of a container that takes verified ones only. */
export const mountNotVerified = <Path extends string>(path: Path) =>
  `no step has verified what is mounted at "${path}": give the .verified of VerifyFiles, VerifyCertificate or ScanVolume` as const;
export type MountNotVerified<Path extends string> = ReturnType<typeof mountNotVerified<Path>>;

/** An image without a tag. */
export const imageWithoutTag = <Reference extends string>(reference: Reference) =>
  `image "${reference}" has no tag: pin a version or a digest` as const;
export type ImageWithoutTag<Reference extends string> = ReturnType<typeof imageWithoutTag<Reference>>;

/** An image with the tag that means whatever was pushed last. */
export const imageIsLatest = <Reference extends string>(reference: Reference) =>
  `image "${reference}" changes under you: pin a version or a digest` as const;
export type ImageIsLatest<Reference extends string> = ReturnType<typeof imageIsLatest<Reference>>;

/** A command that the image does not have. */
export const toolNotInImage = <Tool extends string, Reference extends string>(tool: Tool, reference: Reference) =>
  `image "${reference}" has no "${tool}": use an image that has it, or list it in the image's tools` as const;
export type ToolNotInImage<Tool extends string, Reference extends string> = ReturnType<typeof toolNotInImage<Tool, Reference>>;

/** A literal where only a reference to a secret belongs. */
export const secretInPlainText = <Name extends string>(name: Name) =>
  `env ${name} names a secret: give secretKey(…), or plainText(value, because) where it is none` as const;
export type SecretInPlainText<Name extends string> = ReturnType<typeof secretInPlainText<Name>>;

/** A literal in a header that holds a secret. */
export const secretInHeader = <Name extends string>(name: Name) =>
  `header ${name} holds a secret: give secretKey(…) or bearer(…), or plainText(value, because) where it is none` as const;
export type SecretInHeader<Name extends string> = ReturnType<typeof secretInHeader<Name>>;

/** A reference to a variable that the container has not. */
export const variableMissing = <Name extends string>(name: Name) =>
  `there is no variable ${name} in the env of this container: define it there, or write $$(${name}) where this text is meant` as const;
export type VariableMissing<Name extends string> = ReturnType<typeof variableMissing<Name>>;

/** A reference in a URL's user or password, in a string that arrives as it is. */
export const referenceInString = <Name extends string>(name: Name) =>
  `a plain string arrives as it is written, and so would $(${name}): give expand('…$(${name})…'), and ${name} its value` as const;
export type ReferenceInString<Name extends string> = ReturnType<typeof referenceInString<Name>>;

/** Something fetched over plain http with nothing that proves what it is. */
export const httpWithoutChecksum = <Url extends string>(url: Url) =>
  `"${url}" is fetched over http, which anyone on the way can change: use https(…), or plainHttp(url, { sha256 })` as const;
export type HttpWithoutChecksum<Url extends string> = ReturnType<typeof httpWithoutChecksum<Url>>;

/** `https(…)` given something that is no https URL. */
export const notHttps = <Url extends string>(url: Url) =>
  `"${url}" is no https URL: begin it with "https://", or use plainHttp(url, { sha256 })` as const;
export type NotHttps<Url extends string> = ReturnType<typeof notHttps<Url>>;

/** A migration on a workload that can have two pods at a time, and nothing said of how it is kept to one. */
export const oneAtATimeMissing = <Id extends string>(id: Id) =>
  `"${id}" can have two pods at a time: say with oneAtATime how the migration is kept to one` as const;
export type OneAtATimeMissing<Id extends string> = ReturnType<typeof oneAtATimeMissing<Id>>;

/** A tool that is not known to lock. */
export const toolDoesNotLock = <Tool extends string>(tool: Tool) =>
  `"${tool}" is not known to lock by itself: use a tool that does, or unsafe(because) where two at a time do no harm` as const;
export type ToolDoesNotLock<Tool extends string> = ReturnType<typeof toolDoesNotLock<Tool>>;

/** An image from a registry that a standard does not take. */
export const imageFromElsewhere = <By extends string, Reference extends string, Registries extends readonly string[]>(
  by: By, reference: Reference, registries: Registries,
) => `${by} takes no image "${reference}": use one from ${registries.join(' or ') as OneOf<Registries>}` as const;
export type ImageFromElsewhere<By extends string, Reference extends string, Registries extends readonly string[]> =
  ReturnType<typeof imageFromElsewhere<By, Reference, Registries>>;

/** An image with a tag only, where a standard asks for a digest. */
export const imageWithoutDigest = <By extends string, Reference extends string>(by: By, reference: Reference) =>
  `${by} takes no image without a digest, and "${reference}" has none: add @sha256:…` as const;
export type ImageWithoutDigest<By extends string, Reference extends string> = ReturnType<typeof imageWithoutDigest<By, Reference>>;

/** A level that is weaker than a standard allows. */
export const levelForbidden = <By extends string, Level extends string, Weakest extends string>(by: By, level: Level, weakest: Weakest) =>
  `${by} takes no pod at level '${level}': its weakest is '${weakest}'` as const;
export type LevelForbidden<By extends string, Level extends string, Weakest extends string> =
  ReturnType<typeof levelForbidden<By, Level, Weakest>>;

/** A kind of step that a standard forbids. */
export const stepForbidden = <By extends string, Kind extends string, Because extends string>(by: By, kind: Kind, because: Because) =>
  `${by} forbids ${kind}: ${because}` as const;
export type StepForbidden<By extends string, Kind extends string, Because extends string> = ReturnType<typeof stepForbidden<By, Kind, Because>>;

/** The members of a list in a sentence. */
export type OneOf<List extends readonly string[]> = List extends readonly [infer Only extends string] ? Only
  : List extends readonly [infer First extends string, ...infer Rest extends readonly string[]] ? `${First} or ${OneOf<Rest>}` : string;

/** A binary that nothing says what it is. */
export const binaryWithoutChecksum =
  'a binary is run, so what it is must be known: give sha256 with https(…) or plainHttp(…)' as const;
export type BinaryWithoutChecksum = typeof binaryWithoutChecksum;

/** A placeholder of a template that has no value. */
export const missingValue = <Name extends string>(name: Name) =>
  `the template has @{${name}}, and values has no ${name}: give it a value` as const;
export type MissingValue<Name extends string> = ReturnType<typeof missingValue<Name>>;

/** A value that its template has no placeholder for. */
export const superfluousValue = <Name extends string>(name: Name) =>
  `the template has no @{${name}}: take this value out, or correct its name` as const;
export type SuperfluousValue<Name extends string> = ReturnType<typeof superfluousValue<Name>>;

/** A literal for a placeholder that names a secret: it would stand in the YAML. */
export const secretInTemplate = <Name extends string>(name: Name) =>
  `value ${name} names a secret: give secretKey(…), or plainText(value, because) where it is none` as const;
export type SecretInTemplate<Name extends string> = ReturnType<typeof secretInTemplate<Name>>;
