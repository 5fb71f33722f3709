import { isProgramWord } from '../manifest/program-word';
import { list, text } from '../manifest/types';
import { noProgramFirst, scriptWithoutFlag } from '../messages/started-right';
import type { LibraryRule } from './rule';

const SHELL = /^(?:\/(?:usr\/)?bin\/)?(sh|ash|bash|dash)$/;

export const commandWords: LibraryRule = {
  id: 'command-words',
  title: 'A command is a list of words, the program first',
  why: 'Kubernetes starts the first word as a program and gives it the others as they are. A whole line in one word is the name of a program that no image has.',
  see: 'https://kubernetes.io/docs/tasks/inject-data-application/define-command-argument-container/',
  check({ containers }, report) {
    for (const container of containers) {
      const command = list(container.json.command).map(text);
      const [program = ''] = command;
      if (!isProgramWord(program)) report({ where: container.at('command[0]'), sentence: noProgramFirst(program) });
      const shell = SHELL.exec(program)?.[1];
      const next = [...command.slice(1), ...list(container.json.args).map(text)][0];
      if (shell !== undefined && next !== undefined && !/^[-+]/.test(next) && /\s/.test(next.trim())) {
        report({ where: container.at(command.length > 1 ? 'command[1]' : 'args[0]'), sentence: scriptWithoutFlag(shell) });
      }
    }
  },
};
