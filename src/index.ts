import { announceCopy } from './copies';
import * as names from './index';

export { PreludeError, type PreludeErrorDetails } from './errors';

export { Workload, type PodsAtATime } from './workload/workload';
export { Pod, type BarePodProps } from './workload/pod';
export { Deployment, type DeploymentProps } from './workload/deployment';
export { StatefulSet, type ClaimTemplateProps, type StatefulSetProps } from './workload/stateful-set';
export { DaemonSet, type DaemonSetProps } from './workload/daemon-set';
export { Job, type JobProps, type PodReplacementPolicy } from './workload/job';
export { CronJob, type CronJobProps } from './workload/cron-job';
export { adopt, AdoptedWorkload, type AdoptProps } from './workload/adopt';
export type { ContainerProps } from './workload/container';
export type { ContainerEnvironment, NoCommand } from './workload/container-environment';
export type { FinitePodProps, PodProps, RollingPodProps } from './workload/pod-props';
export type { PodSecurity } from './security/pod-security';
export type { BaselineCapability, LinuxCapability } from './security/capabilities';
export type { OwnInitContainers } from './assembly/assemble';
export type { KplusWorkload } from './workload/attach';

export { Step, type StepProps } from './steps/step';
export type { LeftFile, StepDefinition } from './steps/definition';
export type { AskedHost } from './template/specs';
export type { ScriptName } from './scripts/embedded';
export type { CommandProgram, LibraryProgram, Program, ScriptProgram } from './steps/program';
export { WaitForService, type OneTarget, type Targets, type WaitForServiceProps } from './steps/wait-for-service';
export {
  RunMigration, type MigrationInManyPods, type MigrationInOnePod, type RunMigrationConstructor, type RunMigrationProps,
} from './steps/run-migration';
export { SeedDatabase, type SeedDatabaseConstructor, type SeedDatabaseProps } from './steps/seed-database';
export type { Sql } from './steps/sql';
export { OneAtATime, toolLocks, unsafe, type LockingTool } from './steps/one-at-a-time';
export { MakeDirectories, type MakeDirectoriesProps } from './steps/make-directories';
export { FixPermissions, type FixPermissionsProps } from './steps/fix-permissions';
export { ScanVolume, type ScanFinding, type Scanner, type ScanVolumeProps } from './steps/scan-volume';
export { VerifyCertificate, type VerifyCertificateProps } from './steps/verify-certificate';
export type { VerifySource } from './steps/looking';
export { VerifyFiles, type VerifyFilesProps } from './steps/verify-files';
export { VerifyPermissions, type VerifyPermissionsProps } from './steps/verify-permissions';
export { WriteFiles, type FileContent, type FileWithMode, type WriteFilesProps } from './steps/write-files';
export { CopyFiles, type CopiedFile, type CopyFilesProps, type FilesToCopy, type PlacesOf, type UnknownNames } from './steps/copy-files';
export { RenderConfig, type RenderConfigConstructor, type RenderConfigProps } from './steps/render-config';
export type { AnyTemplates, Template, Templates } from './rendering/templates';
export type { Format } from './rendering/formats';
export type { PlaceholdersOf } from './rendering/placeholders';
export type { TemplateValue, TemplateValueOf } from './rendering/values';
export { CopyFromImage, type CopyFromImageProps } from './steps/copy-from-image';
export { FetchConfig, type ConfigSource, type FetchConfigProps } from './steps/fetch-config';
export { FetchData, type FetchDataProps } from './steps/fetch-data';
export { CloneRepository, type CloneRepositoryProps } from './steps/clone-repository';
export { FetchArchive, type FetchArchiveProps } from './steps/fetch-archive';
export { FetchBinary, type FetchBinaryProps } from './steps/fetch-binary';
export type { FetchingProps, UnavailabilityProps } from './steps/fetching';
export type { WritingProps } from './steps/writing';
export { RunCommand, type RunCommandConstructor, type RunCommandProps } from './steps/run-command';
export { RunScript, type RunScriptConstructor, type RunScriptProps } from './steps/run-script';
export { RunPrivileged, type PrivilegedProgram, type RunPrivilegedConstructor, type RunPrivilegedProps } from './steps/run-privileged';
export type { Run, RunProps, ScriptIn } from './steps/run-step';
export { scriptFile, ScriptFile } from './steps/script-file';
export { notIdempotent, NotIdempotent, Once, onceIn, type SecondRun } from './steps/second-run';
export type { CapabilitiesAt, LevelAllowed, PrivilegeLevel, RootAllowed } from './steps/privileges';

export { optional, OptionalTarget, Target, type Rung } from './readiness/target';
export type { HasNamespace, HostProps, ServiceLike } from './readiness/host';
export { tcp, type TcpProps } from './readiness/tcp';
export { dns } from './readiness/dns';
export { http, type HttpProps } from './readiness/http';
export { postgres, type PostgresProps } from './readiness/postgres';
export { mysql, type MysqlProps } from './readiness/mysql';
export { redis, type RedisProps } from './readiness/redis';
export { command, type CommandProps } from './readiness/command';

export { https, plainHttp, type HttpsProps, type LastOfUrl, type MaybeChecksum, type PlainHttpProps } from './sources/web';
export { git, type GitProps } from './sources/git';
export { GitSource, WebSource } from './sources/source';

export { Handle, type HandleOwner, type NoHandle, type Proof } from './handles/handle';
export { Accepting, Done, Migrated, Ready, Resolved, Seeded, type DatabaseProtocol, type Protocol } from './handles/proofs';

export { Mountable } from './volumes/volume';
export { File, Files } from './volumes/files';
export { Output, type OutputProps } from './volumes/output';
export { Value } from './volumes/value';
export { claim, Claim, type ClaimLike } from './volumes/claim';
export { Owned } from './volumes/owned';
export type { FillableVolume } from './volumes/to-fill';
export type { MountSpec, VolumeSpec } from './template/volume-spec';
export { emptyDirectory, EmptyDirectory } from './volumes/empty-directory';
export { scratch, Scratch, type Medium } from './volumes/scratch';
export { configMapFiles, ProjectedFiles, secretFiles } from './volumes/projected';
export { configMapKey, ConfigMapKey, type ConfigMapLike } from './env/config-map-key';
export type { FileSource } from './volumes/file-source';
export { hiding, Hiding, type Hideable } from './volumes/hiding';
export { allVerified, onlyVerified, type AllVerified } from './volumes/only-verified';
export { VerifiedFile, VerifiedFiles, type Verified } from './volumes/verified';
export { writable, Writable } from './volumes/writable';
export type { AnyMounts, Mounts, MountValue } from './volumes/mounts';
export type { WorkloadLike } from './template/template-of';

export { image, Image, type CommandIn, type ToolIn, type ToolsIn, type ImageOptions, type ImageUser, type Pinned, type ToolOf } from './images/image';
export { helperImages, type HelperImages } from './images/catalogue';
export type { BusyboxTools, CurlTools, GitTools, MariadbTools, OpensslTools, PostgresTools } from './images/tools';
export type { HelperName } from './images/catalogue';

export { defineStandard, type Standard, type StandardObject } from './company/standard';
export type { ForbiddenStep, ImageIn, Law, LawOf, LevelIn, PropsIn, StandardSteps, StandardWorkloads } from './company/law';
export type { Steps } from './company/steps';
export type { Naming, Platform, StandardProps } from './standards/props';
export type { Mesh } from './standards/mesh';
export type { FeatureFlag, FeatureName, Features } from './standards/flags';
export type { Asked, AskedOfPods, DeclaredMount, DeclaredPod, DeclaredRead, Fault, Find, FinishedPod, JudgedPod, Leaving, Rule } from './rules/rule';
export type { ContainerGroup, PlacedContainer } from './rules/containers';
export type {
  Container as FinishedContainer, EnvVar as FinishedEnvVar, Field, PodMetadata as FinishedPodMetadata, PodSpec as FinishedPodSpec,
  Volume as FinishedVolume, VolumeMount as FinishedVolumeMount,
} from './rules/json';
export { exceptionsOf, exceptRule, formatExceptions, type RuleException, type StepLike } from './workload/exceptions';

export { plainText, PlainText, secretKey, SecretKey, type SecretLike } from './env/secret-key';
export { bearer, BearerToken, type AnyHeaders, type HeadersOf, type HeaderValue } from './env/headers';
export { expand, Expansion, type Argument, type ReferencesIn } from './env/expand';
export type { AnyEnvironment, Environment, EnvValue } from './env/env';

export { formatStartUpPlan } from './plan/format';
export type { OtherInitContainer, PlannedStep, StartUpPlan } from './plan/planned';
export type { EffectiveRequest } from './plan/effective-request';

announceCopy(() => names);
