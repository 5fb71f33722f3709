/** The keys by which members of lists are named. */
const NAMES = ['name', 'mountPath', 'containerPort', 'key', 'ip'] as const;

/** The way to a place such as `initContainers[wait].env[DB].value`, in the object that it is said of; as far as there is something. */
export function pathOf(root: unknown, where: string): readonly (string | number)[] {
  const path: (string | number)[] = [];
  let at = root;
  for (const [, field, member] of where.matchAll(/([^.[\]]+)|\[([^\]]*)\]/g)) {
    if (typeof at !== 'object' || at === null) break;
    const step = Array.isArray(at) ? indexOf(at, field ?? member ?? '') : field ?? member ?? '';
    if (step === undefined) break;
    path.push(step);
    at = (at as Record<string | number, unknown>)[step];
  }
  return path;
}

function indexOf(list: readonly unknown[], name: string): number | undefined {
  const named = list.findIndex((member) => NAMES.some((key) => String((member as Record<string, unknown> | null)?.[key]) === name));
  if (named >= 0) return named;
  return /^\d+$/.test(name) && Number(name) < list.length ? Number(name) : undefined;
}
