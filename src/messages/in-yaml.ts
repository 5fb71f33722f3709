/* The same sentences for people who write YAML: words about the code are replaced by words about the manifest. */

const PHRASES: ReadonlyArray<readonly [of: RegExp, inYaml: string]> = [
  [/set podSecurity: '(\w+)'/g, 'label the namespace pod-security.kubernetes.io/enforce: $1'],
  [/which only podSecurity: '(\w+)' allows/g, "which only the level '$1' allows"],
  [/podSecurity: '(\w+)'/g, "the level '$1'"],
  [/give secretKey\(…\), because/g, 'take it from a Secret (valueFrom.secretKeyRef), because'],
  [/mount the one file \(config\.file\('x'\) at "([^"]+)"\), copy the image's own files into the volume first \(CopyFromImage\), or confirm that you want to hide them: hiding\(…\), or /g,
    'mount the one file by subPath (at "$1"), let an init container copy the files of the image into the volume first, or confirm that you want to hide them: '],
  [/; FetchConfig, FetchBinary, FetchArchive and CloneRepository take `ca`/g, ' (--cacert, --ca-certificate)'],
  [/a step that checks a checksum, such as FetchBinary/g, 'check a checksum (sha256sum -c)'],
  [/download a version with a checksum first, for example by FetchBinary/g, 'download a fixed version and check its checksum (sha256sum -c) first'],
  [/, or use RunScript, which has a deadline/g, ''],
  [/Use WaitForService, which has a deadline, says what it waits for and is checked against your Services; or limit the loop/g, 'Limit the loop'],
  [/give the files to the user of the app by FixPermissions/g, 'give the files to the user of the app (chown, or fsGroup of the pod)'],
  [/or RunPrivileged with level 'privileged'/g, 'or a privileged init container'],
  [/Use FixPermissions, which adds what it needs/g, 'Add it to securityContext.capabilities, or use fsGroup of the pod'],
  [/a mounted directory: a scratch directory, a claim, or the output directory of the step/g, 'a mounted volume, such as an emptyDir'],
  [/use an image with a shell, or list '\w+' in the image's tools/g, 'or use an image with a shell'],
  [/, or use WaitForResource, which brings its own/g, ''],
  [/; WaitForResource brings both/g, ''],
  [/, or ask for what the Job has done, such as migrated\(…\)/g, ', or ask the database or the service for what the Job has done'],
  [/make it optional\(…\)/g, 'let the step give up after a while'],
];

/** A sentence in the words of YAML. */
export const inYaml = (sentence: string): string => PHRASES.reduce((said, [of, words]) => said.replace(of, words), sentence);
