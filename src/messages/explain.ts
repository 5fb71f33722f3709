/* What `explain` says. */

export const noPods = 'no pod was found, so there is nothing to explain. Is the input empty, or does it contain only other objects?';
export const notAFormat = (given: string, formats: readonly string[]) => `--format ${given}: use one of ${formats.join(', ')}`;

export const orLonger = ', or longer where a deadline is not known';
export const orGoesOn = ', or goes on without';
export const atBest = (times: string) => `${times} at best`;
export const startsBy = (time: string) => `starts by ${time} at worst`;
const listed = (names: readonly string[]) => names.join(', ');
const seconds = (count: number) => `${count} s`;

/** What the containers of the app are called together. */
export const theApp = (names: readonly string[]) => listed(names);
export const becomesReady = 'starts the app';
export const runsToItsEnd = 'runs to its end';
export const asksFor = (targets: readonly string[]) => `waits for ${listed(targets)}`;
export const runsOnBeside = 'a sidecar: it runs on beside what comes later';
export const ownInit = (image: string) => `an init container (${image})`;

/* Why something can never start. */
export const waitsForNever = (step: string, service: string, pods: readonly string[]) =>
  `"${step}" waits for ${service}, and ${listed(pods)} behind it never ${pods.length === 1 ? 'starts' : 'start'}`;
export const selectsNobody = (step: string, service: string) =>
  `"${step}" waits for Service ${service}, whose selector finds no pod of these manifests`;
export const nearMiss = (step: string, host: string, meant: string) =>
  `"${step}" waits for ${host}, and no Service here has this name: did you mean ${meant}?`;

/* What happens when it takes too long. */
export const givesUp = (after: number) => `gives up after ${seconds(after)}`;
export const goesOn = (after: number) => `goes on after ${seconds(after)}`;
export const noDeadline = 'has no known deadline';
export const restarted = (after: number) => `is started again when it has not started after ${seconds(after)}`;
export const rolloutFails = (after: number) => `rollout counts as failed at ${seconds(after)}`;
export const isEnded = (after: number) => `Kubernetes ends it at ${seconds(after)}`;
export const outside = (hosts: readonly string[]) => `${listed(hosts)}: not in these manifests`;

/* The page. */
export const title = (count: number) => `How ${count === 1 ? 'this pod starts' : `these ${count} pods start`}`;
export const summary = (best: number, worst: string) => `At best all is ready after about ${seconds(best)}. At worst the steps of a pod take up to ${worst}.`;
export const assumption = [
  'Best case: a second for each container and for each wait to notice, images are there, and what is not in these manifests answers at once.',
  'Worst case: each step takes until its deadline. The axis is compressed: it shows the square root of the seconds.',
];
export const criticalPath = (path: readonly string[]) => `Critical path, at best: ${path.join(' → ')}.`;
export const neverStarts = (why: string) => `never starts: ${why}`;
export const allStart = 'Nothing here waits for something that never starts.';
export const pictureOf = (pods: number, never: number) =>
  `A lane for each of ${pods} pods, a row for each container, on an axis of seconds.${never === 0 ? '' : ` ${never} of them never start.`} The table below says the same.`;

export const legend = { best: 'best case', worst: 'worst case', critical: 'critical path', never: 'never', outside: 'not in these manifests', sidecar: 'runs on' } as const;
export const column = { pod: 'Pod', container: 'Container', does: 'What it does', best: 'At best', worst: 'At worst', late: 'When it takes too long' } as const;
export const heading = { picture: 'Picture', table: 'Table', plans: 'Plans', never: 'Never starts', waits: 'Who waits for whom' } as const;
/** What a workload waits for, in a sentence. */
export const waitLine = (waiter: string, service: string, behind: readonly string[]) =>
  `${waiter} waits for ${service}: ${listed(behind)}`;

export const help = `cdk8s-prelude explain [FILE|DIR|-]…

Shows how the pods of Kubernetes manifests start: the order of containers, the waits between pods, pods that can never start, and deadlines.
Reads the same input as check. For pods that this library did not create, it uses only their manifest.

  --format FORMAT   text, mermaid (for pull requests), svg, html (one file) or json (default: text)
  --output FILE     write into FILE
  --help            this page

Exit codes: 0 shown, 2 nothing could be shown, or wrong usage. A pod that never starts is an error of check, not of explain.

Examples:
  helm template shop ./chart | cdk8s-prelude explain
  cdk8s-prelude explain --format html --output start.html dist/
  cdk8s-prelude explain --format mermaid dist/ > start.mmd
`;
