import { endsInTurn, type Life, runsOnFrom } from './life';
import { type Container, list, type PodSpec, type SecurityContext, text } from './types';

/** A list of a pod spec that holds containers. */
export type ContainerGroup = 'initContainers' | 'containers' | 'ephemeralContainers';

/** The lists of a pod spec that hold containers. */
export const GROUPS: readonly ContainerGroup[] = ['initContainers', 'containers', 'ephemeralContainers'];
const NO_SECURITY_CONTEXT: SecurityContext = Object.freeze({});

/** A container and where it stands. */
export class PlacedContainer {
  /** Its name; empty where a patch took it away. */
  readonly name: string;
  /** Its security context, an empty one where it has none. */
  readonly security: SecurityContext;
  /** How many characters its command, arguments and environment have together: rules about size look no further below some. */
  readonly characters: number;

  /** @internal */
  constructor(
    /** The list that it stands in. */
    readonly group: ContainerGroup,
    /** Its place in that list, from 0. */
    readonly index: number,
    /** The container as it will be written. */
    readonly json: Container,
  ) {
    this.name = text(json.name);
    this.security = json.securityContext ?? NO_SECURITY_CONTEXT;
    this.characters = charactersOf(json);
  }

  /** True for an init container that runs to its end before the next one starts. */
  get runsToItsEnd(): boolean {
    return this.group === 'initContainers' && this.json.restartPolicy !== 'Always';
  }

  /** The place of one of its fields, such as `initContainers[wait-for-db].securityContext.runAsUser`. */
  at(field?: string): string {
    const place = placeOf(this.group, this.index, this.name);
    return field === undefined ? place : `${place}.${field}`;
  }
}

/** When each of these containers runs, in their order. */
export function livesOf(containers: readonly PlacedContainer[]): readonly Life[] {
  const last = containers.filter(({ group }) => group === 'initContainers').length;
  return containers.map(({ group, runsToItsEnd }, place) => (runsToItsEnd ? endsInTurn(place) : runsOnFrom(group === 'initContainers' ? place : last)));
}

/** The words of a command and its arguments, in their order. */
export const wordsOf = ({ command, args }: Pick<Container, 'command' | 'args'>): readonly string[] => [...list(command), ...list(args)].map(text);

/** The place of a container in a pod. */
export const placeOf = (group: ContainerGroup, index: number, name: string): string => `${group}[${name === '' ? index : name}]`;

/** All containers of a pod in the order in which Kubernetes looks at them. */
export function containersOf(spec: PodSpec): readonly PlacedContainer[] {
  const found: PlacedContainer[] = [];
  for (const group of GROUPS) {
    const containers = list(spec[group]);
    for (let index = 0; index < containers.length; index++) {
      const container = containers[index];
      if (typeof container === 'object' && container !== null) found.push(new PlacedContainer(group, index, container));
    }
  }
  return found;
}

function charactersOf({ args, command, env }: Container): number {
  let characters = 0;
  for (const word of list(command)) characters += text(word).length;
  for (const word of list(args)) characters += text(word).length;
  for (const variable of list(env)) characters += text(variable?.name).length + text(variable?.value).length + 1;
  return characters;
}

/** The name of the container that a place is in, as {@link PlacedContainer.at} writes it; undefined where it is in none. */
export const containerAt = (where: string): string | undefined => /^(?:initContainers|containers|ephemeralContainers)\[([^\]]*)\]/.exec(where)?.[1];
