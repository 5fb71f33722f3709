import { errexitOff, failureIgnored, pipeHidesFailure } from '../../messages/scripts';
import { text } from '../../manifest/types';
import { hasFlag } from '../../shell/program';
import type { LibraryRule } from '../rule';
import { callsOf, initScripts } from './scripts';

/** What does not fail, or may: the result of a pipe or a script does not hang on it. What `find` and `ls` cannot list, nobody can work on. */
const MAY_FAIL: ReadonlySet<string> = new Set([
  '[', 'echo', 'egrep', 'fgrep', 'find', 'grep', 'kill', 'killall', 'ls', 'mkdir', 'pkill', 'printf', 'rm', 'rmdir', 'seq', 'sleep', 'test', 'true', 'umount', 'which', 'yes',
]);
/** Shells that know `set -o pipefail`; dash and other plain `sh` do not all. */
const HAS_PIPEFAIL: ReadonlySet<string> = new Set(['ash', 'bash', 'ksh', 'zsh']);

export const hiddenFailures: LibraryRule = {
  id: 'hidden-failures',
  severity: 'warning',
  uses: ['facts'],
  title: 'A script does not hide that a command failed',
  why: 'In a pipe only the last command counts, and `|| true` makes each command succeed: the next steps and the app start without what the script should have made.',
  see: 'https://kubernetes.io/docs/concepts/workloads/pods/init-containers/#detailed-behavior',
  check(pod, report) {
    for (const { container, script, where } of initScripts(pod)) {
      if (script.shell === undefined) continue;
      const knowsPipefail = HAS_PIPEFAIL.has(script.shell) || /busybox|alpine/.test(text(container.json.image));
      for (const { name, args, command } of callsOf(script)) {
        if (name === 'set' && hasFlag(args, '+e')) report({ where, sentence: errexitOff(command.line) });
        if (MAY_FAIL.has(name) || script.functions.has(name)) continue;
        if (command.feedsPipe && !script.hasPipefail) report({ where, sentence: pipeHidesFailure(name, command.line, knowsPipefail) });
        else if (command.isIgnored) report({ where, sentence: failureIgnored(name, command.line) });
      }
    }
  },
};
