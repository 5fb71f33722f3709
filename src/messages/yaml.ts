/* Why YAML cannot be read. */

export const notYaml = (reason: string) => `the manifests cannot be read as YAML: ${reason}`;
export const unrendered = 'this is a template of Helm, not a manifest: render it first (helm template RELEASE CHART | cdk8s-prelude check -)';
export const keyIsNoText = 'a key is null or a map: Kubernetes takes texts only. Put it into quotes';
export const tooManyAliases = (most: number) => `its aliases stand for more than ${most} members: write out what they stand for`;
