import { wordsSplit } from '../../messages/scripts';
import type { LibraryRule } from '../rule';
import { callsOf, initScripts } from './scripts';

/** Programs that change or remove the files that they are given. */
const CHANGES: ReadonlySet<string> = new Set(['chgrp', 'chmod', 'chown', 'mv', 'rm', 'rmdir', 'shred', 'truncate']);

export const unquotedPaths: LibraryRule = {
  id: 'unquoted-paths',
  severity: 'warning',
  uses: ['facts'],
  title: 'Paths that a script changes or removes are quoted',
  why: 'An empty variable turns `rm -rf $DIR/cache` into `rm -rf /cache`, and a space makes two paths of one.',
  see: 'https://kubernetes.io/docs/concepts/workloads/pods/init-containers/#detailed-behavior',
  check(pod, report) {
    for (const { script, where } of initScripts(pod)) {
      for (const { name, args, command } of callsOf(script)) {
        if (!CHANGES.has(name)) continue;
        const word = args.find(({ isSplit, text }) => isSplit && text.includes('/'));
        if (word) report({ where, sentence: wordsSplit(name, word.text, command.line) });
      }
    }
  },
};
