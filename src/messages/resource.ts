/* Objects of Kubernetes that are waited for. */

export const unknownState = (kind: string, states: readonly string[]): string => `until of a ${kind} must be ${states.map((state) => `'${state}'`).join(' or ')}.`;
export const badKind = 'kind must be the kind of an object, such as "Job".';
export const badApiVersion = 'apiVersion must be a version, or a group and a version, such as "cert-manager.io/v1".';
export const badPlural = 'plural must be the kind as it is written in URLs and Roles, in lower case, such as "certificates".';
export const stateMissing = 'give a condition, such as "Ready", or a field, such as { path: "status.phase", value: "Running" }; give only one.';
export const badCondition = 'the type of a condition must be a name, such as "Ready".';
export const badField = 'a field must have a path in spec or status, such as "status.phase", and a value without quotes, "=" or line breaks.';
export const generatedName = 'this is the name of a pod that a controller has made; the next pod has another name: wait for the Deployment, the StatefulSet or the Job.';
