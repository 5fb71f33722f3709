import { Names } from './names';
import { type ImportedForm, patchesOf } from './patches';
import type { ImportedWorkload, Json } from './read';
import { type Refusal, run } from './run';
import { program, RESERVED } from './whole-program';
import { type Lessons, type WorkloadCode, workloadCode } from './workload-code';

const NOTHING: Lessons = { refused: new Map(), suppressed: new Map(), patches: [] };
const ATTEMPTS = 30;

/**
 * Tries a workload by itself, until the library takes it and makes the same pod: what is refused is written in a simpler form, rules that the
 * manifest breaks are set aside by name, and what the code cannot say is patched.
 */
export function learn(workload: ImportedWorkload, chart: string): Lessons | { readonly asItWas: string } {
  let lessons = NOTHING;
  let message = '';
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const tried = attempted(workload, chart, lessons);
    if (tried.refused === undefined) return tried.lessons;
    message = tried.refused.message;
    const next = lessonOf(workload, chart, tried.written, tried.refused, tried.lessons);
    if (!next) break;
    lessons = next;
  }
  return { asItWas: message };
}

interface Tried { readonly lessons: Lessons; readonly written: WorkloadCode; readonly refused: Refusal | undefined }

/** Without the rules first, to see what has to be patched; then with them. */
function attempted(workload: ImportedWorkload, chart: string, known: Lessons): Tried {
  const write = (with_: Lessons) => workloadCode(workload, new Names(RESERVED), new Names([]), with_);
  const written = write({ ...known, patches: [] });
  const rendered = run(program(chart, written.sections), false);
  if ('refused' in rendered) return { lessons: known, written, refused: rendered.refused };
  const output = rendered.objects.find((one) => one.kind === workload.kind && one.metadata?.name === workload.name);
  if (!output) return { lessons: known, written, refused: { path: '', rules: [], message: 'its name is not kept' } };
  const forms = new Map<string, ImportedForm>(written.steps.map(({ name, form }) => [name, form]));
  const lessons = { ...known, patches: patchesOf(workload, output, forms) };
  const judged = run(program(chart, write(lessons).sections));
  return { lessons, written, refused: 'refused' in judged ? judged.refused : undefined };
}

/** What an error teaches: a rule to set aside, or a part to write in a simpler form; undefined where nothing is left to try. */
function lessonOf(workload: ImportedWorkload, chart: string, { id, steps }: WorkloadCode, refusal: Refusal, lessons: Lessons): Lessons | undefined {
  const { path, message } = refusal;
  const suppressed = /Validation failed/.test(message) ? withSuppressions(message, lessons.suppressed, steps.map(({ name }) => name)) : undefined;
  if (suppressed) return { ...lessons, suppressed };
  const part = path.startsWith(`${chart}/${id}/`) ? path.slice(`${chart}/${id}/`.length).split('/')[0]! : containerIn(message);
  const times = lessons.refused.get(part ?? '') ?? 0;
  const fallBack = (name: string): Lessons =>
    ({ patches: [], suppressed: new Map(), refused: new Map([...lessons.refused, [name, (lessons.refused.get(name) ?? 0) + 1]]) });
  if (part !== undefined && steps.some(({ name }) => name === part) && times < 2) return fallBack(part);
  if (part !== undefined && (workload.pod.spec.containers as Json[]).some(({ name }) => name === part) && times < 1) return fallBack(part);
  // Nobody is named: the last step that still is one.
  const left = [...steps].reverse().find(({ name, form }) => form !== 'as it was' && (lessons.refused.get(name) ?? 0) < 2);
  return left && fallBack(left.name);
}

/** Rules that no reason sets aside. */
const FIRM: ReadonlySet<string> = new Set(['mounts', 'plain-secrets', 'hidden-directories', 'init-order', 'object-names', 'numbers', 'ports']);

/** The rules that are to be set aside; undefined where nothing changes by it. */
function withSuppressions(message: string, known: Lessons['suppressed'], steps: readonly string[]): Lessons['suppressed'] | undefined {
  const lines = message.split('\n');
  const stale = lines.flatMap((line) => /rule ([a-z0-9-]+) is suppressed \(suppressRule\), but finds nothing/.exec(line)?.[1] ?? []);
  const found = lines.flatMap((line) => {
    const rule = /\(rule ([a-z0-9-]+)(?: of [^)]*)?\)\s*$/.exec(line)?.[1];
    if (rule === undefined || FIRM.has(rule)) return [];
    const container = containerIn(line);
    // Proofs of the other steps stand: only the one that is patched has none.
    const key = rule === 'step-programs' && container !== undefined && steps.includes(container) ? `${rule} ${container}` : rule;
    return known.has(key) ? [] : [[key, line.replace(/^\s*\[[^\]]*\]\s*|\s*\(rule [^)]*\)\s*$/g, '')] as const];
  });
  if (found.length === 0 && stale.length === 0) return undefined;
  return new Map([...[...known].filter(([key]) => !stale.includes(key.split(' ')[0]!)), ...found]);
}

/** The container that a finding of a rule is about. */
const containerIn = (message: string): string | undefined => /(?:initContainers|containers)\[([^\]]+)\]/.exec(message)?.[1];
