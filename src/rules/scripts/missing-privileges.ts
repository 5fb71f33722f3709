import { attributesOfMount, capabilityMissing, sysctlNeedsPrivileged, ulimitHasNoEffect } from '../../messages/scripts';
import type { PlacedContainer } from '../../manifest/containers';
import { isSet, list, text } from '../../manifest/types';
import { hasFlag } from '../../shell/program';
import type { CheckedPod, LibraryRule, Report } from '../rule';
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
      const roots = rootsOfOthers(pod, container);
      for (const call of callsOf(script)) {
        checkCall(container, call, where, report);
        const path = copiedOnto(call, roots);
        if (path !== undefined) report({ where, sentence: attributesOfMount(call.name, path, call.command.line) });
      }
    }
  },
};

/** Where a container that is not root sees the root of an emptyDir, which kubelet makes as root. busybox does not mind it. */
function rootsOfOthers({ spec }: CheckedPod, { json, security }: PlacedContainer): readonly string[] {
  const user = security.runAsUser ?? spec.securityContext?.runAsUser;
  if (!isSet(user) || user === 0 || /busybox|alpine/.test(text(json.image))) return [];
  const empty = new Set(list(spec.volumes).flatMap((volume) => (isSet(volume?.emptyDir) ? [text(volume?.name)] : [])));
  return list(json.volumeMounts).flatMap((mount) => (empty.has(text(mount?.name)) && text(mount?.mountPath) !== '' ? [text(mount?.mountPath)] : []));
}

/** The root onto which GNU cp or rsync put a directory itself, with its times and mode, and not what is in it alone. */
function copiedOnto(call: Call, roots: readonly string[]): string | undefined {
  const { name, args } = call;
  const paths = operandsOf(call);
  const target = paths.at(-1)?.replace(/\/\.?$/, '');
  const sources = paths.slice(0, -1);
  const isCopied = (name === 'cp' && hasFlag(args, '-a', '-p', '--archive') && sources.some((source) => /(^|\/)\.$/.test(source)))
    || (name === 'rsync' && hasFlag(args, '-a', '--archive') && !hasFlag(args, '--no-perms') && sources.some((source) => /\/\.?$/.test(source)));
  return isCopied ? roots.find((root) => root === target) : undefined;
}

function checkCall({ security }: PlacedContainer, call: Call, where: string, report: Report): void {
  const { name, args, command: { line } } = call;
  const isPrivileged = security.privileged === true;
  if (name === 'ulimit' && args.length > 0) report({ where, sentence: ulimitHasNoEffect(line) });
  if (name === 'sysctl' && !isPrivileged && args.some((word) => word.text === '-w' || word.text.includes('='))) {
    report({ where, sentence: sysctlNeedsPrivileged((operandsOf(call)[0] ?? '').replace(/=.*/, ''), line) });
  }
  const capability = NEEDS[name];
  const dropped = list(security.capabilities?.drop).some((one) => one === 'ALL' || one === capability);
  const added = list(security.capabilities?.add).some((one) => one === capability || one === 'ALL');
  if (capability !== undefined && !isPrivileged && dropped && !added) report({ where, sentence: capabilityMissing(name, capability, line) });
}
