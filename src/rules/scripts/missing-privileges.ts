import { capabilityMissing, sysctlNeedsPrivileged, ulimitHasNoEffect } from '../../messages/scripts';
import type { PlacedContainer } from '../../manifest/containers';
import { list } from '../../manifest/types';
import type { LibraryRule, Report } from '../rule';
import { type Call, callsOf, initScripts, operandsOf } from './scripts';

/** What each of these programs needs to do its work. */
const NEEDS: Readonly<Record<string, string>> = { chown: 'CHOWN', chgrp: 'CHOWN', mount: 'SYS_ADMIN', umount: 'SYS_ADMIN', iptables: 'NET_ADMIN' };

export const missingPrivileges: LibraryRule = {
  id: 'missing-privileges',
  severity: 'warning',
  uses: ['facts'],
  title: 'A script has the privileges that its commands need',
  why: 'A command without its capability fails at each start; one whose effect ends with its process changes nothing for the app.',
  see: 'https://kubernetes.io/docs/tasks/configure-pod-container/security-context/#set-capabilities-for-a-container',
  check(pod, report) {
    for (const { container, script, where } of initScripts(pod)) {
      for (const call of callsOf(script)) checkCall(container, call, where, report);
    }
  },
};

function checkCall({ security }: PlacedContainer, call: Call, where: string, report: Report): void {
  const { name, args, command: { line } } = call;
  const isPrivileged = security.privileged === true;
  if (name === 'ulimit' && args.length > 0) report({ where, sentence: ulimitHasNoEffect(line) });
  if (name === 'sysctl' && !isPrivileged && args.some(({ text }) => text === '-w' || text.includes('='))) {
    report({ where, sentence: sysctlNeedsPrivileged((operandsOf(call)[0] ?? '').replace(/=.*/, ''), line) });
  }
  const capability = NEEDS[name];
  const dropped = list(security.capabilities?.drop).some((one) => one === 'ALL' || one === capability);
  const added = list(security.capabilities?.add).some((one) => one === capability || one === 'ALL');
  if (capability !== undefined && !isPrivileged && dropped && !added) report({ where, sentence: capabilityMissing(name, capability, line) });
}
