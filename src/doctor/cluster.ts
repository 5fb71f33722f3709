import { type Field, list, text } from '../manifest/types';
import type { LiveEvent, LiveMetadata, LiveObject, LivePod, LiveService } from './live';

/** The last lines that a container wrote: of this run, and of the one before. */
export interface Logs {
  readonly current?: string | undefined;
  readonly previous?: string | undefined;
}

/** Where the log of a container of a pod is found among those given. */
export const logKey = (namespace: string, pod: string, container: string): string => `${namespace}/${pod}/${container}`;

/** What is known of a cluster, mostly of one namespace. */
export class Cluster {
  readonly pods: readonly LivePod[];
  readonly services: readonly LiveService[];
  private readonly byKind = new Map<string, LiveObject[]>();
  private readonly events = new Map<string, LiveEvent[]>();

  constructor(
    objects: readonly object[],
    /** When all this was so. */
    readonly now: Date,
    /** The kinds of which all objects of the namespace are among them: what is not there, is not. */
    private readonly complete: ReadonlySet<string>,
    private readonly logs: ReadonlyMap<string, Logs>,
  ) {
    for (const object of objects as readonly LiveObject[]) {
      const kind = text(object.kind);
      if (kind === 'Event') this.addEvent(object as LiveEvent);
      else this.byKind.set(kind, [...this.byKind.get(kind) ?? [], object]);
    }
    for (const events of this.events.values()) events.sort((one, other) => (timeOf(one) < timeOf(other) ? 1 : -1));
    this.pods = (this.byKind.get('Pod') ?? []) as readonly LivePod[];
    this.services = (this.byKind.get('Service') ?? []) as readonly LiveService[];
  }

  private addEvent(event: LiveEvent): void {
    const key = `${text(event.involvedObject?.kind)}/${text(event.metadata?.namespace)}/${text(event.involvedObject?.name)}`;
    const known = this.events.get(key);
    if (known) known.push(event);
    else this.events.set(key, [event]);
  }

  /** True where no other object of a kind exists in the namespace. */
  knowsAll(kind: string): boolean {
    return this.complete.has(kind);
  }

  objects(kind: string): readonly LiveObject[] {
    return this.byKind.get(kind) ?? [];
  }

  find(kind: string, namespace: string, name: string): LiveObject | undefined {
    return this.objects(kind).find(({ metadata }) => text(metadata?.name) === name && text(metadata?.namespace) === namespace);
  }

  /** What happened to an object, the newest first. */
  eventsOf(kind: string, metadata: Field<LiveMetadata>): readonly LiveEvent[] {
    return this.events.get(`${kind}/${text(metadata?.namespace)}/${text(metadata?.name)}`) ?? [];
  }

  /** Of one kind, those that an object controls. */
  ownedBy<T extends { readonly metadata?: Field<LiveMetadata> }>(candidates: readonly T[], kind: string, owner: Field<LiveMetadata>): readonly T[] {
    return candidates.filter(({ metadata }) => text(metadata?.namespace) === text(owner?.namespace)
      && list(metadata?.ownerReferences).some((reference) => reference?.kind === kind && reference.name === owner?.name));
  }

  /** The events of those that could not make a pod. */
  failedCreations(): readonly LiveEvent[] {
    return [...this.events.values()].flat().filter(({ reason, involvedObject }) => reason === 'FailedCreate' && MAKERS.has(text(involvedObject?.kind)));
  }

  logsOf({ metadata }: LivePod, container: string): Logs {
    return this.logs.get(logKey(text(metadata?.namespace), text(metadata?.name), container)) ?? {};
  }
}

/** Kinds that make pods themselves. */
const MAKERS: ReadonlySet<string> = new Set(['ReplicaSet', 'StatefulSet', 'DaemonSet', 'Job']);

/** When an event was last seen. */
export const timeOf = ({ series, lastTimestamp, eventTime, firstTimestamp, metadata }: LiveEvent): string =>
  text(series?.lastObservedTime) || text(lastTimestamp) || text(eventTime) || text(firstTimestamp) || text(metadata?.creationTimestamp);
