/* What is said of what is verified. */

export const notToBeVerified = 'from takes files of an earlier step, claim(…) or another volume, configMapFiles(…) or secretFiles(…).';
export const nothingToVerify = 'say what is looked at: sha256 (checksums by file name) or notEmpty (names), or both.';
export const notChecksums = 'sha256 takes checksums by file name: { "auth.jar": "9f86…" }.';
export const checksumOfSecret =
  'the checksum of a Secret\'s value would stand in the YAML, where short values can be guessed from it: give notEmpty.';
export const notMounts = 'allVerified takes mounts: { "/app/plugins": plugins.verified }.';
export const noHosts = "hosts lists the names that the certificate must be for; empty only with usage: 'client'.";
export const notAnAuthority = "ca takes configMapKey(…), secretKey(…) or 'public'.";
export const nothingToScan = 'volume takes claim(…), files of an earlier step or another volume; for keys of a ConfigMap or a Secret there is VerifyFiles.';
export const scannerDecides = 'with a scanner, refuse, owner and group have no effect: the exit code of the scanner decides.';
export const badKinds = (known: readonly string[]) => `refuse lists what has no place in the volume: ${known.join(', ')}.`;
