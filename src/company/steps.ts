import { CopyFiles } from '../steps/copy-files';
import { FetchArchive } from '../steps/fetch-archive';
import { FetchBinary } from '../steps/fetch-binary';
import { FetchConfig } from '../steps/fetch-config';
import { FixPermissions } from '../steps/fix-permissions';
import { RunMigration } from '../steps/run-migration';
import { SeedDatabase } from '../steps/seed-database';
import { VerifyPermissions } from '../steps/verify-permissions';
import { WaitForService } from '../steps/wait-for-service';
import { WriteFiles } from '../steps/write-files';

/** All steps of the library, as a standard hands them out. */
export const STEPS = Object.freeze({
  CopyFiles, FetchArchive, FetchBinary, FetchConfig, FixPermissions, RunMigration, SeedDatabase, VerifyPermissions, WaitForService, WriteFiles,
});

/** All steps of the library, by their kind. */
export type Steps = typeof STEPS;
