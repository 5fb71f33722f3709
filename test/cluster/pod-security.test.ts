import { spawnSync } from 'node:child_process';
import { check } from '../../src/rules';
import { POD_SECURITY_CASES } from '../rules/pod-security-cases';
import { asFinished, type Base, BASES, type Change, type Draft, minimalPod } from '../rules/pods';

/*
 * The rules of the Pod Security Standards against a real admission controller: for every pod of test/rules, and for pods with
 * several of their changes at once, both name the same controls, by the policy of each version that differs. Runs where KUBECONFIG
 * points at a cluster of version 1.37 or newer; nothing but namespaces is made, and they are deleted in the end.
 */

const LEVELS = ['baseline', 'restricted'] as const;
type Level = (typeof LEVELS)[number];

/** The policies that differ: user namespaces count from 1.35 on, more sysctls from 1.37 on. */
const VERSIONS = ['1.34', '1.36', '1.37'] as const;
type Version = (typeof VERSIONS)[number];
const NEWEST: Version = '1.37';

/** How the admission calls what our rules refuse. */
const REASONS: ReadonlyArray<readonly [reason: string, rules: readonly string[]]> = [
  ['host namespaces', ['host-namespaces']],
  ['privileged', ['privileged']],
  ['non-default capabilities', ['capabilities-baseline']],
  ['unrestricted capabilities', ['capabilities-restricted']],
  ['hostPath volumes', ['host-path-volumes']],
  ['restricted volume types', ['volume-types']],
  ['hostPort', ['host-ports']],
  ['probe or lifecycle host', ['probe-hosts']],
  ['forbidden AppArmor profile', ['app-armor-profile']],
  ['forbidden AppArmor profiles', ['app-armor-profile']],
  ['seLinuxOptions', ['se-linux-options']],
  ['procMount', ['proc-mount']],
  ['seccompProfile', ['seccomp-profile-baseline', 'seccomp-profile-restricted']],
  ['forbidden sysctls', ['sysctls']],
  ['hostProcess', ['windows-host-process']],
  ['allowPrivilegeEscalation != false', ['allow-privilege-escalation']],
  ['runAsNonRoot != true', ['run-as-non-root']],
  ['runAsUser=0', ['run-as-user']],
];

/** What is said of a pod: the controls that refuse it, or that it is invalid whatever the level. */
type Verdict = readonly string[] | 'invalid';

interface Tried {
  readonly name: string;
  readonly title: string;
  readonly pod: Draft;
}

function kubectl(args: readonly string[], input = ''): { stdout: string; stderr: string } {
  const { error, stdout, stderr } = spawnSync('kubectl', args, { input, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
  if (error) throw error;
  return { stdout, stderr };
}

function namespaceOf(level: Level, version: Version): string {
  const name = `prelude-pod-security-${level}-${version.replace('.', '-')}-${process.pid}`;
  const labels = { 'pod-security.kubernetes.io/enforce': level, 'pod-security.kubernetes.io/enforce-version': `v${version}` };
  kubectl(['create', '-f', '-'], JSON.stringify({ apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels } }));
  // Pods are refused until the namespace has its service account.
  kubectl(['wait', '--for=create', 'serviceaccount/default', '--namespace', name, '--timeout=60s']);
  return name;
}

/** Tries all pods in a namespace at once, without making one. */
function admission(namespace: string, tried: readonly Tried[]): ReadonlyMap<string, Verdict> {
  const items = tried.map(({ name, pod }) => ({ apiVersion: 'v1', kind: 'Pod', ...pod, metadata: { ...pod.metadata, name } }));
  const list = JSON.stringify({ apiVersion: 'v1', kind: 'List', items });
  const { stdout, stderr } = kubectl(['create', '--dry-run=server', '--namespace', namespace, '-o', 'name', '-f', '-'], list);
  const verdicts = new Map<string, Verdict>();
  for (const [, name] of stdout.matchAll(/^pod\/(\S+)$/gm)) verdicts.set(name ?? '', []);
  for (const line of stderr.split('\n')) {
    const refused = /pods "([^"]+)" is forbidden: violates PodSecurity "[^"]+": (.*)$/.exec(line);
    if (refused) verdicts.set(refused[1] ?? '', controlsIn(refused[2] ?? ''));
    const invalid = /Pod "([^"]+)" is invalid/.exec(line);
    if (invalid) verdicts.set(invalid[1] ?? '', 'invalid');
  }
  return verdicts;
}

function controlsIn(message: string): readonly string[] {
  // Names of containers and values stand in quotes; what is left of the details has no parentheses.
  const bare = `, ${message.replace(/"[^"]*"/g, '').replace(/\([^()]*\)/g, '(')},`;
  const found = REASONS.filter(([reason]) => bare.includes(`, ${reason} (`) || bare.includes(`, ${reason},`));
  return found.map(([, rules]) => rules.join('|')).sort();
}

/** What our rules say, in the words of the admission. */
function verdictOf(pod: Draft, level: Level, version: Version): readonly string[] {
  const rules = new Set(check(asFinished(pod, level, version)).map(({ rule }) => rule));
  return REASONS.filter(([, names]) => names.some((name) => rules.has(name))).map(([, names]) => names.join('|'))
    .filter((names, index, all) => all.indexOf(names) === index).sort();
}

/** The same numbers in every run. */
function* numbers(seed: number): Generator<number, never> {
  for (let state = seed; ;) {
    state = (state * 1103515245 + 12345) % 2147483648;
    yield state;
  }
}

function single(base: Base): Tried[] {
  return POD_SECURITY_CASES.map(({ title, change }, index) => ({ name: `${base}-${index}`, title: `${title}, upon ${base}`, pod: minimalPod(base, change) }));
}

function several(count: number): Tried[] {
  const random = numbers(20251121);
  const pick = <T>(all: readonly T[]): T => all[Math.floor(random.next().value / 65536) % all.length] as T;
  return Array.from({ length: count }, (_, index) => {
    const base = pick(BASES);
    const cases = Array.from({ length: 2 + (index % 3) }, () => pick(POD_SECURITY_CASES.filter(({ invalid }) => !invalid)));
    const changes: Change[] = cases.map(({ change }) => (pod) => {
      try {
        change(pod);
      } catch {
        // An earlier change has taken away what this one builds upon: the pod stays as it is.
      }
    });
    return { name: `several-${index}`, title: `${cases.map(({ title }) => title).join(' + ')}, upon ${base}`, pod: minimalPod(base, ...changes) };
  });
}

const describeWithCluster = process.env.KUBECONFIG === undefined ? describe.skip : describe;

describeWithCluster('Pod Security admission of a cluster (KUBECONFIG)', () => {
  const namespaces = new Map<string, string>();

  beforeAll(() => {
    for (const level of LEVELS) for (const version of VERSIONS) namespaces.set(`${level} ${version}`, namespaceOf(level, version));
  });

  afterAll(() => {
    for (const name of namespaces.values()) kubectl(['delete', 'namespace', name, '--wait=false']);
  });

  describe.each(LEVELS)('%s', (level) => {
    const compare = (tried: readonly Tried[], version: Version = NEWEST) => {
      const verdicts = admission(namespaces.get(`${level} ${version}`) ?? '', tried);
      const ours: Record<string, Verdict> = {};
      const theirs: Record<string, Verdict> = {};
      const invalid: string[] = [];
      for (const { name, title, pod } of tried) {
        const verdict = verdicts.get(name);
        if (verdict === undefined) throw new Error(`the cluster said nothing of: ${title}`);
        if (verdict === 'invalid') {
          invalid.push(title);
          continue;
        }
        // With hostNetwork, which is refused itself, Kubernetes fills in a hostPort for every port.
        const said = (rules: readonly string[]) => (pod.spec.hostNetwork === true ? rules.filter((rule) => rule !== 'host-ports') : rules);
        ours[`${name}: ${title}`] = said(verdictOf(pod, level, version));
        theirs[`${name}: ${title}`] = said(verdict);
      }
      expect(ours).toEqual(theirs);
      return { checked: tried.length - invalid.length, invalid };
    };

    const bases = VERSIONS.flatMap((version) => (['baseline', 'restricted'] as const).map((base) => [version, base] as const));
    test.each(bases)('policy of %s: every case upon the minimal pod of %s', (version, base) => {
      const known = POD_SECURITY_CASES.filter(({ invalid }) => invalid).map(({ title }) => `${title}, upon ${base}`);
      expect(compare(single(base), version).invalid).toEqual(known);
    });

    test('every case upon a pod for Windows that Kubernetes finds valid', () => {
      expect(compare(single('windows')).checked).toBeGreaterThan(30);
    });

    test('several cases at once', () => {
      expect(compare(several(400)).checked).toBeGreaterThan(200);
    });
  });
});
