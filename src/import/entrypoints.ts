/** What images run by themselves, by the last part of their names. The manifest gives only the arguments. */
const ENTRYPOINTS: Readonly<Record<string, readonly string[]>> = {
  'wait4x': ['wait4x'], 'dockerize': ['dockerize'], 'k8s-wait-for': ['wait_for.sh'], 'kubernetes-wait-for': ['wait_for.sh'], 'wait-for-it': ['wait-for-it.sh'],
  'curl': ['curl'], 'alpine-git': ['git'], 'git': ['git'], 'kubectl': ['kubectl'],
  'flyway': ['flyway'], 'liquibase': ['liquibase'], 'migrate': ['migrate'],
};

/** The words that an image starts with where the manifest says no command; none where it is not known. */
export function entrypointOf(image: unknown): readonly string[] {
  const base = String(image).replace(/@.*$/, '').replace(/:[^/:]*$/, '');
  return ENTRYPOINTS[base.slice(base.lastIndexOf('/') + 1)] ?? [];
}
