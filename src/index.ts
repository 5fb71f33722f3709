import { announceCopy } from './duplicate-installs';
import * as steps from './entries/steps';
import * as names from './index';

export { PreludeError, type PreludeErrorDetails } from './errors';
export type { CodeRuleId, ManifestRuleId, RuleId } from './messages/rule-ids';
export type { RuleReference } from './rules';

export { Workload, type PodsAtATime } from './workload/workload';
export { Pod, type BarePodProps } from './workload/pod';
export { Deployment, type DeploymentProps } from './workload/deployment';
export { StatefulSet, type ClaimTemplateProps, type StatefulSetProps } from './workload/stateful-set';
export { DaemonSet, type DaemonSetProps } from './workload/daemon-set';
export { Job, type JobProps, type PodReplacementPolicy } from './workload/job';
export { CronJob, type CronJobProps } from './workload/cron-job';
export { adopt, AdoptedObject, AdoptedWorkload, type Adoptable, type Adopted, type AdoptProps } from './workload/adopt';
export type { AdoptedContainer } from './workload/adopted-container';
export type { ContainerProps } from './workload/container';
export type { ContainerEnvironment, NoCommand } from './workload/container-environment';
export type { FinitePodProps, PodProps, RollingPodProps } from './workload/pod-props';
export type { SelectorProps } from './workload/selector';
export type { PodSecurity } from './manifest/pod-security';
export type { BaselineCapability, LinuxCapability } from './manifest/capabilities';
export type { OwnInitContainers } from './assembly/assemble';
export type { KplusContainer, KplusHandler, KplusLifecycle, KplusMount, KplusPort, KplusProbe, KplusWorkload } from './cdk8s-plus';

export { WaitForResource, type WaitForResourceProps } from './steps/wait/wait-for-resource';
export { WaitForService, type OneTarget, type Targets, type WaitForServiceProps } from './steps/wait/wait-for-service';
export {
  RunMigration, type MigrationProps, type OneAtATimeSaid, type RunMigrationConstructor, type RunMigrationProps,
} from './steps/database/run-migration';
export { MigrationJob, type DatabaseToMigrate, type MigrationJobConstructor, type MigrationJobProps } from './steps/database/migration-job';
export { SeedDatabase, type SeedDatabaseConstructor, type SeedDatabaseProps } from './steps/database/seed-database';
export type { Sql } from './steps/database/sql';
export * from './migration-tools/index';
export type { SchemaVersion, SqlProtocol } from './migration-tools/question';
export { MigrationTool, otherTool, type OtherToolProps } from './migration-tools/migration-tool';
export type {
  AfterKill, Basis, LockRow, MigrationToolFacts, Quote, RunEnd, SecondRun, StopSignal, ToolLock, VersionRows, VersionTable, WhenAhead,
} from './migration-tools/facts';
export type { Command as MigrationCommand } from './migration-tools/command';
export { databaseLock, type DatabaseLockProps } from './steps/database/lock/database-lock';
export { leaseLock, type LeaseLockProps } from './steps/database/lock/lease-lock';
export type { DatabaseLogin } from './steps/database/login';
export { OneAtATime, ownLock, unsafe } from './steps/database/one-at-a-time';
export { MakeDirectories, type MakeDirectoriesProps } from './steps/files/make-directories';
export { FixPermissions, type FixPermissionsProps } from './steps/files/fix-permissions';
export { ScanVolume, type ScanFinding, type Scanner, type ScanVolumeProps } from './steps/verify/scan-volume';
export { VerifyCertificate, type VerifyCertificateProps } from './steps/verify/verify-certificate';
export type { VerifySource } from './steps/verify/verify-base';
export { VerifyFiles, type VerifyFilesProps } from './steps/verify/verify-files';
export { VerifyPermissions, type VerifyPermissionsProps } from './steps/verify/verify-permissions';
export { WriteFiles, type FileContent, type FileWithMode, type WriteFilesProps } from './steps/files/write-files';
export { CopyFiles, type CopiedFile, type CopyFilesProps, type FilesToCopy, type PlacesOf, type UnknownNames } from './steps/files/copy-files';
export { RenderConfig, type RenderConfigConstructor, type RenderConfigProps } from './steps/files/render-config';
export type { AnyTemplates, Template, Templates } from './rendering/templates';
export type { Format } from './rendering/formats';
export type { PlaceholdersOf } from './rendering/placeholders';
export type { TemplateValue, TemplateValueOf } from './rendering/values';
export { CopyFromImage, type CopyFromImageProps } from './steps/files/copy-from-image';
export { FetchConfig, type ConfigSource, type FetchConfigProps } from './steps/fetch/fetch-config';
export { FetchData, type FetchDataProps } from './steps/fetch/fetch-data';
export { CloneRepository, type CloneRepositoryProps } from './steps/fetch/clone-repository';
export { FetchArchive, type FetchArchiveProps } from './steps/fetch/fetch-archive';
export { FetchBinary, type FetchBinaryProps } from './steps/fetch/fetch-binary';
export type { FetchingProps, UnavailabilityProps } from './steps/fetch/fetch-base';
export type { WritingProps } from './steps/files/write-base';
export { RunCommand, type RunCommandConstructor, type RunCommandProps } from './steps/run/run-command';
export { RunScript, type RunScriptConstructor, type RunScriptProps } from './steps/run/run-script';
export { RunPrivileged, type Privileged, type PrivilegedCommandProps, type PrivilegedProps, type PrivilegedScriptProps, type RunPrivilegedConstructor, type RunPrivilegedProps } from './steps/run/run-privileged';
export type { Run, RunProps, ScriptIn } from './steps/run/run-step';
export { scriptFile, ScriptFile } from './step/script-file';
export { notIdempotent, NotIdempotent, Once, onceIn, type Rerun } from './step/rerun';
export type { CapabilitiesAt, LevelAllowed, PrivilegeLevel, RootAllowed } from './step/privileges';

export { Target, type ReadinessLevel, type TargetContext, type TargetSpec } from './steps/wait/target';
export { migratedWhen } from './steps/wait/migrated-when';
export { optional, OptionalTarget } from './steps/wait/optional';
export type { HasNamespace, HostProps, ServiceLike } from './steps/wait/host';
export * from './steps/wait/targets';
export type { ServerProps } from './steps/wait/simple';

export * from './steps/fetch/sources';
export type { HttpsProps, LastOfUrl, MaybeChecksum, PlainHttpProps } from './steps/fetch/web';
export type { GitProps } from './steps/fetch/git';
export { GitSource, Source, type SourceContext, type SourceSpec } from './steps/fetch/source';
export { byArchitecture, type ByArchitectureProps, type SourcesByArchitecture } from './steps/fetch/by-architecture';
export type { Architecture } from './manifest/architectures';

export { Handle, type NoHandle } from './handles/handle';
export { Accepting, Done, Migrated, Ready, Resolved, Seeded, type DatabaseProtocol, type Protocol } from './handles/proofs';

export { File, Files } from './volumes/files';
export { Value } from './volumes/value';
export { claim, Claim, type ClaimLike } from './volumes/claim';
export { Owned } from './volumes/owned';
export { Prepared } from './volumes/prepared';
export { ReadOnly, readOnly } from './volumes/read-only';
export type { FillableVolume } from './volumes/to-fill';
export { emptyDirectory, EmptyDirectory } from './volumes/empty-directory';
export { scratch, Scratch, type Medium } from './volumes/scratch';
export { configMapFiles, ProjectedFiles, type ProjectedFilesProps, secretFiles } from './volumes/projected';
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

export { defineStandard, type Standard, type StandardObject } from './define-standard/standard';
export type { ForbiddenStep, ImageIn, LevelIn, PropsIn, StandardSteps, StandardTypes, StandardTypesOf, StandardWorkloads } from './define-standard/types';
export type { Steps } from './define-standard/steps';
export type { ErrorFrom, LogFormat, Naming, Platform, Severities, StandardProps } from './standards/props';
export type { Mesh } from './standards/mesh';
export type { Proxy } from './standards/proxy';
export type { FeatureFlag, FeatureName, Features } from './standards/flags';
export { suppressionsOf, suppressRule, formatSuppressions, type Suppression, type StepLike } from './workload/suppressions';

export { plainText, PlainText, secretKey, SecretKey, type SecretLike } from './env/secret-key';
export { basic, BasicLogin, bearer, BearerToken, type AnyHeaders, type HeadersOf, type HeaderValue } from './env/headers';
export { expand, Expansion, type Argument, type ReferencesIn } from './env/expand';
export type { AnyEnvironment, Environment, EnvValue } from './env/env';

export { Validation, type ValidationContext, type ValidationProps, type ValidationReport, type ValidationViolation, type ViolatingResource } from './cli/validation';
export { formatStartUpPlan } from './plan/format';
export type { OtherInitContainer, PlannedStep, StartUpPlan } from './plan/planned';
export type { EffectiveRequest } from './manifest/effective-request';

announceCopy(() => ({ ...steps, ...names }));
