import type { Rule } from 'cdk8s-prelude/rules';

export const noShellEntrypoint: Rule = {
  id: 'no-shell-entrypoint',
  title: 'No container of the app is started by a shell',
  why: 'A shell does not pass SIGTERM on, so that every stop takes the whole grace period.',
  see: 'https://wiki.acme.example/shells',
  check({ containers }, report) {
    for (const container of containers) {
      if (container.group !== 'containers' || container.json.command?.[0] !== 'sh') continue;
      report({ where: container.at('command'), sentence: `container "${container.name}" is started by a shell: start the program itself` });
    }
  },
};
