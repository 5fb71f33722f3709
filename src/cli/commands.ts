import { POD_SECURITY_LEVELS } from '../manifest/pod-security';
import { RULE_IDS } from './check-files';
import { commandCheck, FORMATS as CHECK_FORMATS, OPTIONS as CHECK_OPTIONS } from './command-check';
import { commandCompletion } from './command-completion';
import { commandDoctor, OPTIONS as DOCTOR_OPTIONS } from './command-doctor';
import { commandExplain, FORMATS as EXPLAIN_FORMATS, OPTIONS as EXPLAIN_OPTIONS } from './command-explain';
import { commandImport, IMPORT_FORMATS, IMPORT_OPTIONS } from './import-options';
import { type CompletedCommand, SHELLS } from './completion';
import { SEVERITIES } from './severity';

/** Runs a command; gives the exit code. */
export type Command = (args: readonly string[]) => number | Promise<number>;

type Choices = Readonly<Record<string, readonly string[]>>;

/** The options of a command, as it parses them, with the values that are known. */
const optionsOf = (options: Readonly<Record<string, { readonly type: string }>>, choices: Choices): CompletedCommand['options'] =>
  Object.fromEntries(Object.entries(options).map(([name, { type }]) => [name, type === 'boolean' ? undefined : choices[name] ?? []]));

/** What shells complete. */
export const COMPLETED: readonly CompletedCommand[] = [
  {
    name: 'check', words: [], takesFiles: true,
    options: optionsOf(CHECK_OPTIONS, {
      'level': POD_SECURITY_LEVELS, 'fail-on': SEVERITIES, 'format': CHECK_FORMATS, 'rules': RULE_IDS, 'report': CHECK_FORMATS.map((format) => `${format}=`),
    }),
  },
  { name: 'explain', words: [], takesFiles: true, options: optionsOf(EXPLAIN_OPTIONS, { format: Object.keys(EXPLAIN_FORMATS) }) },
  { name: 'import', words: [], takesFiles: true, options: optionsOf(IMPORT_OPTIONS, { format: IMPORT_FORMATS }) },
  {
    name: 'doctor', words: ['deploy/', 'sts/', 'ds/', 'job/', 'cronjob/'], takesFiles: false, options: optionsOf(DOCTOR_OPTIONS, { format: ['text', 'json'] }),
  },
  { name: 'completion', words: SHELLS, takesFiles: false, options: { help: undefined } },
];

/** All commands, by their names. */
export const COMMANDS: Readonly<Record<string, Command>> = {
  check: commandCheck, explain: commandExplain, import: commandImport, doctor: commandDoctor,
  completion: (args) => commandCompletion(args, COMPLETED),
};
