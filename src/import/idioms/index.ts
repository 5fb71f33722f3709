import type { Idiom } from '../idiom';
import { cloneRepository } from './clone-repository';
import { copyFiles } from './copy-files';
import { copyFromImage } from './copy-from-image';
import { fetchArchive } from './fetch-archive';
import { fetchFile } from './fetch-file';
import { fixPermissions } from './fix-permissions';
import { kernelSettings } from './kernel-settings';
import { makeDirectories } from './make-directories';
import { runMigration } from './run-migration';
import { waitForCommand } from './wait-for-command';
import { waitForResource } from './wait-for-resource';
import { waitForService } from './wait-for-service';

/** All idioms; the first that knows an init container makes a construct of it. A new one is a file, and a line here. */
export const IDIOMS: readonly Idiom[] = [
  waitForService, waitForResource, runMigration, kernelSettings, fixPermissions, makeDirectories, copyFiles, copyFromImage,
  cloneRepository, fetchArchive, fetchFile,
  waitForCommand,
];
