/* Messages about steps that verify. */

export const notToBeVerified = 'from must be files of an earlier step, claim(…) or another volume, configMapFiles(…) or secretFiles(…).';
export const nothingToVerify = 'give what to check: sha256 (checksums by file name), notEmpty (names), or both.';
export const notChecksums = 'sha256 must be checksums by file name: { "auth.jar": "9f86…" }.';
export const checksumOfSecret =
  'the YAML would show the checksum of a Secret\'s value, from which short values can be guessed: use notEmpty.';
export const notMounts = 'allVerified must be mounts: { "/app/plugins": plugins.verified }.';
export const noHosts = "hosts must list the names that the certificate must cover; it may be empty only with usage: 'client'.";
export const notAnAuthority = "ca must be configMapKey(…), secretKey(…) or 'public'.";
export const nothingToScan = 'volume must be claim(…), files of an earlier step or another volume; for keys of a ConfigMap or a Secret, use VerifyFiles.';
export const scannerDecides = 'with a scanner, refuse, owner and group have no effect: the exit code of the scanner decides.';
export const badKinds = (known: readonly string[]) => `refuse must list what the volume must not contain: ${known.join(', ')}.`;
