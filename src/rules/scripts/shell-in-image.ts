import { imageWithoutShell } from '../../messages/scripts';
import { text } from '../../manifest/types';
import type { LibraryRule } from '../rule';
import { initScripts } from './scripts';

/** Names by which images say that they hold a program and nothing else; their `debug` tags have busybox. */
const NO_SHELL = /(?:^|[/-])(?:distroless|static|scratch|pause)(?:[/:@-]|$)/;
const HAS_ONE = /busybox|debug|alpine|shell/;

export const shellInImage: LibraryRule = {
  id: 'shell-in-image',
  severity: 'warning',
  uses: ['facts', 'images'],
  title: 'A script runs in an image that has a shell',
  why: 'The container fails at each start: exec: "sh": executable file not found in $PATH.',
  see: 'https://kubernetes.io/docs/tasks/debug/debug-application/debug-running-pod/#ephemeral-container',
  check(pod, report) {
    for (const { container, script, where } of initScripts(pod)) {
      const image = text(container.json.image);
      if (script.shell === undefined || !NO_SHELL.test(image) || HAS_ONE.test(image)) continue;
      report({ where, sentence: imageWithoutShell(image, script.shell) });
    }
  },
};
