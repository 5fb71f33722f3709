import { type Code, type CodeRecord } from './code';
import { environment } from './environment';
import { imageCode } from './image-code';
import { probe } from './probe';
import type { ImportedWorkload, Json } from './read';
import { resources } from './resources';

/** The properties of a container of the app that the library can say; what it cannot say comes by a patch. */
export function appContainer({ pod }: ImportedWorkload, json: Json, mounts: Readonly<Record<string, Code>>): CodeRecord {
  const context = { ...pod.spec.securityContext, ...json.securityContext };
  const env = environment(json.env ?? []);
  const amounts = resources(json.resources);
  const ports = portsOf(json.ports ?? []);
  return {
    image: imageCode(String(json.image), { user: context.runAsUser, group: context.runAsGroup }),
    ...wordsOf('command', json.command),
    ...wordsOf('args', json.args),
    ...(Object.keys(env).length > 0 ? { env } : {}),
    ...(ports.length > 0 ? { ports } : {}),
    ...(json.workingDir === undefined ? {} : { workingDir: json.workingDir }),
    ...probesOf(json),
    ...(amounts ? { resources: amounts } : {}),
    ...(Object.keys(mounts).length > 0 ? { mounts } : {}),
    ...(/^(?:Always|Never|IfNotPresent)$/.test(json.imagePullPolicy ?? '') ? { imagePullPolicy: json.imagePullPolicy } : {}),
    ...(context.readOnlyRootFilesystem === true ? {} : { readOnlyRootFilesystem: false }),
  };
}

/** What holds whatever the container is: the rest of it comes by a patch. */
export const bareContainer = (workload: ImportedWorkload, json: Json): CodeRecord => {
  const context = { ...workload.pod.spec.securityContext, ...json.securityContext };
  return { image: imageCode(String(json.image), { user: context.runAsUser, group: context.runAsGroup }) };
};

/** Words in which Kubernetes puts variables come by a patch: `expand(…)` is the author's to write. */
function wordsOf(key: 'command' | 'args', words: readonly unknown[] | undefined): CodeRecord {
  return words === undefined || words.length === 0 || words.some((word) => typeof word !== 'string' || /\$[$(]/.test(word)) ? {} : { [key]: words as Code };
}

function portsOf(ports: readonly Json[]): readonly Code[] {
  const codes = ports.map(({ containerPort, name: called, protocol = 'TCP', ...rest }): Code | undefined => {
    if (Object.keys(rest).length > 0 || protocol !== 'TCP') return undefined;
    return called === undefined ? containerPort : { number: containerPort, name: called };
  });
  return codes.includes(undefined) ? [] : codes as readonly Code[];
}

const PROBES = { readinessProbe: 'readiness', livenessProbe: 'liveness', startupProbe: 'startup' } as const;

const probesOf = (json: Json): CodeRecord => Object.fromEntries(Object.entries(PROBES).flatMap(([field, key]) => {
  const code = json[field] === undefined ? undefined : probe(json[field], json.ports ?? []);
  return code === undefined ? [] : [[key, code]];
}));

