import { laterSysctl, unsafeSysctl } from '../../messages/privileges';
import { list, text } from '../../manifest/types';
import { targetOf } from '../../manifest/version';
import type { LibraryRule } from '../rule';
import { BASELINE_STANDARD, FROM_BASELINE, WEAKER_LEVEL } from './standards';

/** Sysctls of the pod alone, and since which version of Kubernetes 1 the policy takes them. */
const SAFE: Readonly<Record<string, number>> = {
  'kernel.shm_rmid_forced': 0,
  'net.ipv4.ip_local_port_range': 0,
  'net.ipv4.ip_local_reserved_ports': 27,
  'net.ipv4.ip_unprivileged_port_start': 0,
  'net.ipv4.ping_group_range': 0,
  'net.ipv4.tcp_fin_timeout': 29,
  'net.ipv4.tcp_keepalive_intvl': 29,
  'net.ipv4.tcp_keepalive_probes': 29,
  'net.ipv4.tcp_keepalive_time': 29,
  'net.ipv4.tcp_notsent_lowat': 37,
  'net.ipv4.tcp_rmem': 32,
  'net.ipv4.tcp_slow_start_after_idle': 37,
  'net.ipv4.tcp_syncookies': 0,
  'net.ipv4.tcp_wmem': 32,
};

export const sysctls: LibraryRule = {
  id: 'sysctls',
  levels: FROM_BASELINE,
  uses: ['version'],
  title: 'Only sysctls that affect the pod alone are set',
  why: 'Others change the kernel of the node under every other pod, or are refused by its kubelet. ' +
    'Kubernetes counts more of them as safe from version to version: `net.ipv4.tcp_notsent_lowat` and `net.ipv4.tcp_slow_start_after_idle` from 1.37 on.',
  see: BASELINE_STANDARD,
  noSuppression: WEAKER_LEVEL,
  check({ asked, spec }, report) {
    const target = targetOf(asked);
    for (const sysctl of list(spec.securityContext?.sysctls)) {
      const name = text(sysctl?.name);
      const since = Object.hasOwn(SAFE, name) ? SAFE[name] : undefined;
      if (since !== undefined && since <= target) continue;
      const sentence = since === undefined ? unsafeSysctl(name) : laterSysctl(name, since, target);
      report({ where: `securityContext.sysctls[${name}]`, sentence });
    }
  },
};
