import { CloneRepository } from '../steps/fetch/clone-repository';
import { CopyFiles } from '../steps/files/copy-files';
import { CopyFromImage } from '../steps/files/copy-from-image';
import { FetchArchive } from '../steps/fetch/fetch-archive';
import { FetchBinary } from '../steps/fetch/fetch-binary';
import { FetchConfig } from '../steps/fetch/fetch-config';
import { FetchData } from '../steps/fetch/fetch-data';
import { FixPermissions } from '../steps/files/fix-permissions';
import { MakeDirectories } from '../steps/files/make-directories';
import { RenderConfig } from '../steps/files/render-config';
import { RunCommand } from '../steps/run/run-command';
import { RunMigration } from '../steps/database/run-migration';
import { RunPrivileged } from '../steps/run/run-privileged';
import { RunScript } from '../steps/run/run-script';
import { ScanVolume } from '../steps/verify/scan-volume';
import { SeedDatabase } from '../steps/database/seed-database';
import { VerifyCertificate } from '../steps/verify/verify-certificate';
import { VerifyFiles } from '../steps/verify/verify-files';
import { VerifyPermissions } from '../steps/verify/verify-permissions';
import { WaitForResource } from '../steps/wait/wait-for-resource';
import { WaitForService } from '../steps/wait/wait-for-service';
import { WriteFiles } from '../steps/files/write-files';

/** All steps of the library, as a standard hands them out. */
export const STEPS = Object.freeze({
  CloneRepository, CopyFiles, CopyFromImage, FetchArchive, FetchBinary, FetchConfig, FetchData, FixPermissions, MakeDirectories, RenderConfig,
  RunCommand, RunMigration, RunPrivileged, RunScript, ScanVolume, SeedDatabase, VerifyCertificate, VerifyFiles, VerifyPermissions, WaitForResource,
  WaitForService, WriteFiles,
});

/** All steps of the library, by their kind. */
export type Steps = typeof STEPS;
