import { unsafeSysctl } from '../../messages/privileges';
import { list, text } from '../../manifest/types';
import type { Rule } from '../rule';
import { BASELINE_STANDARD, FROM_BASELINE, WEAKER_LEVEL } from './standards';

const SAFE: ReadonlySet<string> = new Set([
  'kernel.shm_rmid_forced',
  'net.ipv4.ip_local_port_range',
  'net.ipv4.ip_local_reserved_ports',
  'net.ipv4.ip_unprivileged_port_start',
  'net.ipv4.ping_group_range',
  'net.ipv4.tcp_fin_timeout',
  'net.ipv4.tcp_keepalive_intvl',
  'net.ipv4.tcp_keepalive_probes',
  'net.ipv4.tcp_keepalive_time',
  'net.ipv4.tcp_rmem',
  'net.ipv4.tcp_syncookies',
  'net.ipv4.tcp_wmem',
]);

export const sysctls: Rule = {
  id: 'sysctls',
  levels: FROM_BASELINE,
  title: 'Only sysctls that concern the pod alone are set',
  why: 'Others change the kernel of the node under every other pod, or are refused by its kubelet.',
  see: BASELINE_STANDARD,
  noSuppression: WEAKER_LEVEL,
  check({ spec }, report) {
    for (const sysctl of list(spec.securityContext?.sysctls)) {
      const name = text(sysctl?.name);
      if (!SAFE.has(name)) report({ where: `securityContext.sysctls[${name}]`, sentence: unsafeSysctl(name) });
    }
  },
};
