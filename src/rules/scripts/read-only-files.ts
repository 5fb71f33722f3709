import { readOnlyPath } from '../../messages/scripts';
import type { PlacedContainer } from '../../manifest/containers';
import { list, text } from '../../manifest/types';
import { valueOf } from '../../shell/program';
import type { LibraryRule } from '../rule';
import { type Call, callsOf, initScripts, operandsOf } from './scripts';

/** Where each of these programs writes, by what it is given. */
const WRITERS: Readonly<Record<string, (call: Call) => string | undefined>> = {
  'pip': (call) => installed(call, '/usr/lib/python3'),
  'pip3': (call) => installed(call, '/usr/lib/python3'),
  'apk': ({ args }) => (args.some(({ text: word }) => word === 'add') ? '/lib/apk' : undefined),
  'apt-get': ({ args }) => (args.some(({ text: word }) => word === 'install') ? '/var/lib/dpkg' : undefined),
  'update-ca-certificates': () => '/etc/ssl/certs',
  'touch': (call) => operandsOf(call)[0],
  'mkdir': (call) => operandsOf(call)[0],
  'tee': (call) => operandsOf(call)[0],
  'cp': (call) => operandsOf(call).at(-1),
  'mv': (call) => operandsOf(call).at(-1),
  'curl': ({ args }) => valueOf(args, '-o', '--output'),
  'wget': ({ args }) => valueOf(args, '-O', '--output-document'),
};

const installed = ({ args }: Call, place: string): string | undefined =>
  (args[0]?.text === 'install' ? valueOf(args, '--target', '-t', '--prefix') ?? place : undefined);

export const readOnlyFiles: LibraryRule = {
  id: 'read-only-files',
  severity: 'warning',
  uses: ['facts'],
  title: 'A script writes only where the container can write',
  why: 'With readOnlyRootFilesystem a container can write to its volumes only; the script fails at each start.',
  see: 'https://kubernetes.io/docs/tasks/configure-pod-container/security-context/',
  check(pod, report) {
    for (const { container, script, where } of initScripts(pod)) {
      if (container.security.readOnlyRootFilesystem !== true) continue;
      for (const call of callsOf(script)) {
        for (const path of [WRITERS[call.name]?.(call), ...call.command.writes.map((word) => word.text)]) {
          if (path !== undefined && isReadOnly(container, path)) report({ where, sentence: readOnlyPath(call.name, path, call.command.line) });
        }
      }
    }
  },
};

function isReadOnly({ json }: PlacedContainer, path: string): boolean {
  if (!/^\/[^$]*$/.test(path) || /^\/(dev|proc)(\/|$)/.test(path)) return false;
  return !list(json.volumeMounts).some((mount) => {
    const at = text(mount?.mountPath).replace(/\/$/, '');
    return mount?.readOnly !== true && (path === at || path.startsWith(`${at}/`));
  });
}
