/* What is said to whoever writes a step. */

export const notAVariable = 'variables holds variables as Kubernetes takes them, such as { name, valueFrom }.';
export const notWords = (what: string) => `${what} must hold strings only.`;
export const notAMount = 'sources holds mounts, such as { volume, path, readOnly }.';
export const notLeft = 'leaves lists { volume, path, mode }: a volume of fills, and a path in it.';
export const notFills = 'fills holds volumes by path: those that volumeToFill(…) has returned.';
export const notAQuestion = 'asks holds what is asked over the network, such as { host, answers }.';
export const notAnObject = (id: string) => `"${id}" of brings is not an object of Kubernetes: give it apiVersion and kind, and what else it has.`;
