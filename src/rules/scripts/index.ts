import type { LibraryRule } from '../rule';
import { endlessLoops } from './endless-loops';
import { hiddenFailures } from './hidden-failures';
import { missingToken } from './missing-token';
import { missingPrivileges } from './missing-privileges';
import { readOnlyFiles } from './read-only-files';
import { shellInImage } from './shell-in-image';
import { unquotedPaths } from './unquoted-paths';
import { unverifiedDownloads } from './unverified-downloads';
import { worldWritable } from './world-writable';

/** What the scripts of init containers show, in the order in which it is said. */
export const SCRIPT_RULES: readonly LibraryRule[] = [
  shellInImage, hiddenFailures, unverifiedDownloads, endlessLoops, missingPrivileges, readOnlyFiles, worldWritable, unquotedPaths,
  missingToken,
];
