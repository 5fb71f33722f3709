import { type Container, list, text } from '../../manifest/types';
import { wordsSplit } from '../../messages/scripts';
import type { ContainerScript } from '../../shell/container-script';
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
    for (const { container, script, where } of initScripts(pod)) {
      const isPlain = plainVariables(container.json, script);
      for (const { name, args, command } of callsOf(script)) {
        if (!CHANGES.has(name)) continue;
        const word = args.find(({ isSplit, text: given }) => isSplit && given.includes('/') && !isPlain(given));
        if (word) report({ where, sentence: wordsSplit(name, word.text, command.line) });
      }
    }
  },
};

/** A value that is one word, and not empty. */
const ONE_WORD = /^[\w.\/:@%+=,-]+$/;

/** Says whether all variables of a word have values that are written down, and are one word each: then quotes change nothing. */
function plainVariables({ env }: Container, { commands }: ContainerScript): (word: string) => boolean {
  const values = new Map<string, string[]>();
  const note = (name: string, value: string) => values.set(name, [...values.get(name) ?? [], value]);
  for (const variable of list(env)) note(text(variable?.name), variable?.valueFrom ? '' : text(variable?.value));
  for (const { sets } of commands) for (const { name, value } of sets) note(name, value);
  return (word) => !word.includes('$(') && [...word.matchAll(/\$(\w+)/g)].every(([, name = '']) => values.get(name)?.every((value) => ONE_WORD.test(value)) ?? false);
}
