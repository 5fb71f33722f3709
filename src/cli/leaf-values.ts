/** The fields by which elements of lists are recognized, whatever their places. */
const KEYS = ['name', 'mountPath', 'containerPort', 'port'] as const;

/** Every scalar of a manifest by its path, such as `spec.template.spec.containers[app].image`, and the order of lists in which it counts. */
export interface Leaves {
  readonly scalars: ReadonlyMap<string, string>;
  readonly orders: ReadonlyMap<string, readonly string[]>;
}

/** Init containers run one after the other, and a variable can refer to those before it. */
const ORDERED = /(?:^|\.)(?:initContainers|env)$/;

export function writtenFilesOf(manifest: object): Leaves {
  const scalars = new Map<string, string>();
  const orders = new Map<string, readonly string[]>();
  const walk = (value: unknown, path: string): void => {
    if (Array.isArray(value)) {
      const keys = value.map((element: unknown, index) => keyOf(element) ?? String(index));
      if (ORDERED.test(path)) orders.set(path, keys);
      value.forEach((element: unknown, index) => walk(element, `${path}[${keys[index]}]`));
    } else if (typeof value === 'object' && value !== null) {
      for (const [key, inner] of Object.entries(value)) walk(inner, fieldOf(path, key));
    } else {
      scalars.set(path, shown(value));
    }
  };
  walk(manifest, '');
  return { scalars, orders };
}

/** A text as it is, in quotes where it could be taken for something else. */
function shown(value: unknown): string {
  if (typeof value !== 'string') return JSON.stringify(value);
  return value === '' || /^(?:true|false|null|-?[\d.]+(?:e[-+]?\d+)?)$/i.test(value) ? JSON.stringify(value) : value;
}

/** Keys of annotations, labels and ConfigMaps have dots of their own. */
function fieldOf(path: string, key: string): string {
  if (path === '') return key;
  return /^\w+$/.test(key) ? `${path}.${key}` : `${path}[${key}]`;
}

function keyOf(element: unknown): string | undefined {
  if (typeof element !== 'object' || element === null) return undefined;
  const key = KEYS.find((name) => name in element);
  return key && String((element as Record<string, unknown>)[key]);
}
