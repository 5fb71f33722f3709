import { worldWritable as say } from '../../messages/scripts';
import type { LibraryRule } from '../rule';
import { callsOf, initScripts, operandsOf } from './scripts';

/** Modes that let all others write: `777`, `0666`, `a+rwx`, `o+w`, `+w` is cut by the umask. */
const OPEN = /^(?:[0-7]?[0-7]{2}[2367]|[ug]*[ao][ugoa]*[+=][rstxX]*w[rwstxX]*)$/;

export const worldWritable: LibraryRule = {
  id: 'world-writable',
  severity: 'warning',
  uses: ['facts'],
  title: 'A script does not let every user write',
  why: 'Files on a claim keep their modes. Any container that mounts the claim, whatever its user, can then change what the app reads.',
  see: 'https://kubernetes.io/docs/tasks/configure-pod-container/security-context/#set-the-security-context-for-a-pod',
  check(pod, report) {
    for (const { script, where } of initScripts(pod)) {
      for (const call of callsOf(script)) {
        if (call.name !== 'chmod') continue;
        const [mode = '', path = 'its files'] = operandsOf(call);
        // 1777 is the mode of /tmp: others can write there, but not to the files of others.
        if (OPEN.test(mode) && !/^1[0-7]{3}$/.test(mode)) report({ where, sentence: say(mode, path, call.command.line) });
      }
    }
  },
};
