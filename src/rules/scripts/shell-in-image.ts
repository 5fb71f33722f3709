import { bashMissing } from '../../messages/started-right';
import { imageWithoutShell } from '../../messages/scripts';
import { text } from '../../manifest/types';
import type { LibraryRule } from '../rule';
import { callsOf, initScripts } from './scripts';

/** Names by which images say that they hold a program and nothing else; their `debug` tags have busybox. */
const NO_SHELL = /(?:^|[/-])(?:distroless|static|scratch|pause)(?:[/:@-]|$)/;
/** Images of which only sh is known: busybox and alpine as their makers publish them. */
const ONLY_SH = /^(?:(?:docker\.io\/)?(?:library\/)?|.*\/library\/)(?:busybox|alpine)(?:[:@]|$)/;
const OTHER_SHELLS: ReadonlySet<string> = new Set(['bash', 'zsh', 'ksh']);
const HAS_ONE = /busybox|debug|alpine|shell/;

export const shellInImage: LibraryRule = {
  id: 'shell-in-image',
  severity: 'warning',
  uses: ['facts', 'images'],
  title: 'A script runs in an image that has its shell',
  why: 'The container fails at each start: exec: "sh": executable file not found in $PATH. Images of busybox and alpine have sh and no bash.',
  see: 'https://kubernetes.io/docs/tasks/debug/debug-application/debug-running-pod/#ephemeral-container',
  check(pod, report) {
    for (const { container, script, where } of initScripts(pod)) {
      const image = text(container.json.image);
      const other = [script.shell ?? callsOf(script)[0]?.name ?? ''].find((name) => OTHER_SHELLS.has(name));
      if (other !== undefined && ONLY_SH.test(image)) report({ where, sentence: bashMissing(image, other) });
      if (script.shell === undefined || !NO_SHELL.test(image) || HAS_ONE.test(image)) continue;
      report({ where, sentence: imageWithoutShell(image, script.shell) });
    }
  },
};
