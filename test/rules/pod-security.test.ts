import { check, POD_SECURITY_RULES } from '../../src/rules';
import { POD_SECURITY_CASES } from './pod-security-cases';
import { app, asFinished, type Draft, minimalPod, security } from './pods';

const IDS = new Set<string>(POD_SECURITY_RULES.map(({ id }) => id));

const findings = (pod: Draft, level: 'privileged' | 'baseline' | 'restricted', version?: string) =>
  check(asFinished(pod, level, version)).filter(({ rule }) => IDS.has(rule));
const rulesOf = (pod: Draft, level: 'privileged' | 'baseline' | 'restricted', version?: string) =>
  [...new Set(findings(pod, level, version).map(({ rule }) => rule))].sort();

describe('the Pod Security Standards, as the admission of the oldest supported Kubernetes checks them', () => {
  describe.each(['baseline', 'restricted'] as const)('%s', (level) => {
    test.each(POD_SECURITY_CASES)('$title', (each) => {
      expect(rulesOf(minimalPod(level, each.change), level)).toEqual(each[level]);
    });
  });

  test.each(POD_SECURITY_CASES)('privileged allows: $title', (each) => {
    expect(findings(minimalPod('baseline', each.change), 'privileged')).toEqual([]);
  });

  describe('by version', () => {
    const ownUsers = (change: (pod: Draft) => void) => minimalPod('restricted', (pod) => { pod.spec.hostUsers = false; change(pod); });
    const unmasked = ownUsers((pod) => { security(app(pod)).procMount = 'Unmasked'; });
    const asRoot = ownUsers((pod) => { Object.assign(security(pod.spec), { runAsNonRoot: false, runAsUser: 0 }); });

    test.each([[undefined, []], ['1.34', ['run-as-non-root', 'run-as-user']], ['1.35', []], ['1.37', []]] as const)('root in a user namespace, for %s', (version, rules) => {
      expect(rulesOf(asRoot, 'restricted', version)).toEqual(rules);
    });

    test.each([[undefined, []], ['1.34', ['proc-mount']], ['1.35', []], ['1.37', []]] as const)('procMount in a user namespace at baseline, for %s', (version, rules) => {
      expect(rulesOf(unmasked, 'baseline', version)).toEqual(rules);
      expect(rulesOf(unmasked, 'restricted', version)).toEqual(['proc-mount']);
    });

    test('what is taken from a version on says from which', () => {
      const later = minimalPod('restricted', (pod) => { security(pod.spec).sysctls = [{ name: 'net.ipv4.tcp_notsent_lowat', value: '16384' }]; });
      expect(findings(later, 'restricted', '1.37')).toEqual([]);
      for (const [version, target] of [[undefined, '1.35'], ['1.36', '1.36']] as const) {
        expect(findings(later, 'restricted', version)).toEqual([{
          rule: 'sysctls', where: 'securityContext.sysctls[net.ipv4.tcp_notsent_lowat]',
          sentence: `sysctl net.ipv4.tcp_notsent_lowat counts as safe from Kubernetes 1.37 on, but the manifest is for ${target}: `
            + "remove it, or declare in a standard that the manifest is for Kubernetes 1.37 (kubernetesVersion: '1.37').",
        }]);
      }
    });

    test.each(POD_SECURITY_CASES.filter(({ since }) => since !== undefined))('taken from 1.$since on: $title', ({ change, since }) => {
      expect(rulesOf(minimalPod('baseline', change), 'baseline', `1.${since}`)).toEqual([]);
      expect(rulesOf(minimalPod('baseline', change), 'baseline', `1.${since! - 1}`)).not.toEqual([]);
    });
  });

  test('every rule refuses one of these pods', () => {
    const refusing = new Set(POD_SECURITY_CASES.flatMap(({ baseline, restricted }) => [...baseline, ...restricted]));
    expect([...refusing].sort()).toEqual([...IDS].sort());
  });

  describe('for Windows', () => {
    test('the controls that only Linux has do not hold', () => expect(rulesOf(minimalPod('windows'), 'restricted')).toEqual([]));

    test('the others do', () => {
      const asRoot = minimalPod('windows', (pod) => { Object.assign(security(pod.spec), { runAsNonRoot: false, runAsUser: 0 }); });
      expect(rulesOf(asRoot, 'restricted')).toEqual(['run-as-non-root', 'run-as-user']);
    });

    test('a pod that says it is for Linux is checked by all', () => {
      const linux = minimalPod('windows', (pod) => { pod.spec.os.name = 'linux'; });
      expect(rulesOf(linux, 'restricted')).toEqual(['allow-privilege-escalation', 'capabilities-restricted', 'seccomp-profile-restricted']);
    });
  });

  test('each thing is said once, where it stands, with what to do', () => {
    const pod = minimalPod('restricted', (draft) => {
      draft.spec.securityContext.seccompProfile = { type: 'Unconfined' };
      draft.spec.volumes = [{ name: 'node', hostPath: { path: '/' } }, { name: 'share', nfs: { server: 'nfs', path: '/' } }];
      Object.assign(security(app(draft)), { runAsUser: 0, capabilities: { add: ['CHOWN', 'SYS_ADMIN'], drop: ['ALL'] } });
    });
    expect(findings(pod, 'restricted')).toEqual([
      {
        rule: 'capabilities-restricted',
        where: 'containers[app].securityContext.capabilities.add',
        sentence: 'capability "CHOWN" is not allowed at level \'restricted\': remove ' +
          'it (only NET_BIND_SERVICE may be added), or set podSecurity: \'baseline\'.',
      },
      {
        rule: 'capabilities-restricted',
        where: 'containers[app].securityContext.capabilities.add',
        sentence: 'capability "SYS_ADMIN" is not allowed at level \'restricted\': remove ' +
          'it (only NET_BIND_SERVICE may be added), or set podSecurity: \'privileged\'.',
      },
      {
        rule: 'volume-types',
        where: 'volumes[node].hostPath',
        sentence: 'volume "node" is of type hostPath, which \'restricted\' forbids: ' +
          'use a PersistentVolumeClaim instead, or set podSecurity: \'privileged\'.',
      },
      {
        rule: 'volume-types',
        where: 'volumes[share].nfs',
        sentence: 'volume "share" is of type nfs, which \'restricted\' forbids: use a PersistentVolumeClaim instead, or set podSecurity: \'baseline\'.',
      },
      {
        rule: 'seccomp-profile-restricted',
        where: 'securityContext.seccompProfile.type',
        sentence: 'the pod sets a seccomp profile other than RuntimeDefault or Localhost, which only podSecurity: \'privileged\' allows: use RuntimeDefault.',
        given: 'Unconfined',
      },
      {
        rule: 'run-as-user',
        where: 'containers[app].securityContext.runAsUser',
        sentence: '\'restricted\' does not allow root, but container "app" runs as root: set another user, or set podSecurity: \'baseline\'.',
      },
    ]);
  });
});
