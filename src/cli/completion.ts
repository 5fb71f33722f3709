/** The shells that can be told. */
export const SHELLS = ['bash', 'zsh', 'fish'] as const;
type Shell = typeof SHELLS[number];

/** A command, and what can come after it. Names are plain words: they are written into scripts as they are. */
export interface CompletedCommand {
  readonly name: string;
  /** Options without `--`, with the values that they take; an empty list is any value, undefined none. */
  readonly options: Readonly<Record<string, readonly string[] | undefined>>;
  /** What it can be given beside options. */
  readonly words: readonly string[];
  /** True where it can be given files. */
  readonly takesFiles: boolean;
}

/** A script that makes a shell complete the command. */
export const completionScript = (shell: Shell, commands: readonly CompletedCommand[]): string => SCRIPTS[shell](commands);

const SCRIPTS: Readonly<Record<Shell, (commands: readonly CompletedCommand[]) => string>> = { bash, zsh, fish };

const flagsOf = ({ options }: CompletedCommand): readonly string[] => Object.keys(options).map((name) => `--${name}`);
const chosen = ({ options }: CompletedCommand) =>
  Object.entries(options).flatMap(([name, values]) => (values !== undefined && values.length > 0 ? [{ name, values }] : []));
const free = ({ options }: CompletedCommand) => Object.entries(options).flatMap(([name, values]) => (values?.length === 0 ? [`--${name}`] : []));
const names = (commands: readonly CompletedCommand[]): string => commands.map(({ name }) => name).join(' ');

/** Whether `=` parts words is a setting of bash: both `--format json` and `--format=json` are completed. */
function bash(commands: readonly CompletedCommand[]): string {
  const cases = commands.map((command) => [
    `    ${command.name})`,
    '      case "$previous" in',
    ...chosen(command).map(({ name, values }) => `        --${name}) COMPREPLY=($(compgen -W '${values.join(' ')}' -- "$word")); return ;;`),
    ...free(command).length > 0 ? [`        ${free(command).join('|')}) COMPREPLY=($(compgen -f -- "$word")); return ;;`] : [],
    '      esac',
    `      if [[ $word == -* ]]; then COMPREPLY=($(compgen -W '${flagsOf(command).join(' ')}' -- "$word"))`,
    `      else COMPREPLY=($(compgen -W '${command.words.join(' ')}' -- "$word")${command.takesFiles ? ' $(compgen -f -- "$word")' : ''}); fi ;;`,
  ].join('\n'));
  return `_cdk8s_prelude() {
  local word=\${COMP_WORDS[COMP_CWORD]} previous=\${COMP_WORDS[COMP_CWORD - 1]}
  if [[ $word == = ]]; then word=; elif [[ $previous == = ]]; then previous=\${COMP_WORDS[COMP_CWORD - 2]}; fi
  if ((COMP_CWORD == 1)); then COMPREPLY=($(compgen -W '${names(commands)}' -- "$word")); return; fi
  case "\${COMP_WORDS[1]}" in
${cases.join('\n')}
  esac
}
complete -o filenames -F _cdk8s_prelude cdk8s-prelude
`;
}

function zsh(commands: readonly CompletedCommand[]): string {
  const cases = commands.map((command) => [
    `    ${command.name})`,
    '      case "$previous" in',
    ...chosen(command).map(({ name, values }) => `        --${name}) compadd -- ${values.join(' ')}; return ;;`),
    ...free(command).length > 0 ? [`        ${free(command).join('|')}) _files; return ;;`] : [],
    '      esac',
    `      if [[ $word == -* ]]; then compadd -- ${flagsOf(command).join(' ')}; return; fi`,
    ...command.words.length > 0 ? [`      compadd -S '' -- ${command.words.join(' ')}`] : [],
    ...command.takesFiles ? ['      _files'] : [],
    '      ;;',
  ].join('\n'));
  return `#compdef cdk8s-prelude
_cdk8s_prelude() {
  local word=\${words[CURRENT]} previous=\${words[CURRENT - 1]}
  if ((CURRENT == 2)); then compadd -- ${names(commands)}; return; fi
  case "\${words[2]}" in
${cases.join('\n')}
  esac
}
if [ "$funcstack[1]" = "_cdk8s-prelude" ]; then _cdk8s_prelude "$@"; else compdef _cdk8s_prelude cdk8s-prelude; fi
`;
}

function fish(commands: readonly CompletedCommand[]): string {
  const lines = commands.flatMap((command) => {
    const after = `complete -c cdk8s-prelude -n '__fish_seen_subcommand_from ${command.name}'`;
    return [
      `complete -c cdk8s-prelude -n __fish_use_subcommand -f -a ${command.name}`,
      ...Object.entries(command.options).map(([name, values]) => {
        if (values === undefined) return `${after} -l ${name}`;
        return values.length === 0 ? `${after} -l ${name} -r` : `${after} -l ${name} -x -a '${values.join(' ')}'`;
      }),
      ...command.words.length > 0 ? [`${after} -a '${command.words.join(' ')}'`] : [],
      ...command.takesFiles ? [] : [`${after} -f`],
    ];
  });
  return `${lines.join('\n')}\n`;
}
