/* Messages for authors of their own steps. */

export const notAVariable = 'variables must list variables in the form of Kubernetes, such as { name, valueFrom }.';
export const notWords = (what: string) => `${what} must contain only strings.`;
export const notAMount = 'sources must list mounts, such as { volume, path, readOnly }.';
export const notLeft = 'leaves must list { volume, path, mode }: a volume of fills, and a path in it.';
export const notFills = 'fills must list volumes by path: use the volumes that volumeToFill(…) returned.';
export const notAQuestion = 'asks must list what the step contacts over the network, such as { host, answers }.';
export const notAnObject = (id: string) => `"${id}" in brings is not a Kubernetes object: give it apiVersion, kind and its other fields.`;
