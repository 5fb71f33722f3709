/* Messages about YAML that cannot be read. */

export const notYaml = (reason: string) => `the manifests cannot be read as YAML: ${reason}`;
export const unrendered = 'this is a Helm template, not a manifest: render it first (helm template RELEASE CHART | cdk8s-prelude check -)';
export const keyIsNoText = 'a key is null or a map, but Kubernetes accepts only text: put the key in quotes';
export const tooManyAliases = (most: number) => `its aliases expand to more than ${most} members: write out their values`;
