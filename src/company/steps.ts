import { CloneRepository } from '../steps/clone-repository';
import { CopyFiles } from '../steps/copy-files';
import { CopyFromImage } from '../steps/copy-from-image';
import { FetchArchive } from '../steps/fetch-archive';
import { FetchBinary } from '../steps/fetch-binary';
import { FetchConfig } from '../steps/fetch-config';
import { FetchData } from '../steps/fetch-data';
import { FixPermissions } from '../steps/fix-permissions';
import { MakeDirectories } from '../steps/make-directories';
import { RenderConfig } from '../steps/render-config';
import { RunCommand } from '../steps/run-command';
import { RunMigration } from '../steps/run-migration';
import { RunPrivileged } from '../steps/run-privileged';
import { RunScript } from '../steps/run-script';
import { ScanVolume } from '../steps/scan-volume';
import { SeedDatabase } from '../steps/seed-database';
import { VerifyCertificate } from '../steps/verify-certificate';
import { VerifyFiles } from '../steps/verify-files';
import { VerifyPermissions } from '../steps/verify-permissions';
import { WaitForService } from '../steps/wait-for-service';
import { WriteFiles } from '../steps/write-files';

/** All steps of the library, as a standard hands them out. */
export const STEPS = Object.freeze({
  CloneRepository, CopyFiles, CopyFromImage, FetchArchive, FetchBinary, FetchConfig, FetchData, FixPermissions, MakeDirectories, RenderConfig,
  RunCommand, RunMigration, RunPrivileged, RunScript, ScanVolume, SeedDatabase, VerifyCertificate, VerifyFiles, VerifyPermissions, WaitForService,
  WriteFiles,
});

/** All steps of the library, by their kind. */
export type Steps = typeof STEPS;
