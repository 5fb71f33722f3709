import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import ts from 'typescript';
import { compilerOptions } from './compiler';

/** What an editor shows of a program, and what the compiler makes of it as a library. */
export interface Editor {
  /** What is shown over the place marked `|` in a piece of the program that occurs once. */
  hover(place: string): string;
  /** The documentation that is shown there: its words, and its tags with theirs. */
  words(place: string): string;
  /** What is offered in the place marked `|` in a line that is written below the program, and not struck through; what must be there comes first. */
  offers(line: string): readonly string[];
  /** What is offered there and struck through. */
  strikes(line: string): readonly string[];
  /** The declaration file that is emitted for it. */
  declarationFile(): string;
  /** What is wrong with it. */
  readonly errors: readonly string[];
}

const isStruck = ({ kindModifiers = '' }: ts.CompletionEntry): boolean => kindModifiers.split(',').includes('deprecated');

/** Opens a program in an editor with TypeScript 5.9; the library is there by its declaration files. */
export function open(library: string, program: string): Editor {
  let text = program;
  let version = 0;
  const root = resolve(__dirname, '../..');
  const file = join(root, 'test/types/program.ts');
  const json = { ...compilerOptions(library, 'nodenext'), lib: undefined, skipLibCheck: true, declaration: true };
  const { options } = ts.convertCompilerOptionsFromJson(json, root);
  const read = (name: string) => (name === file ? text : ts.sys.readFile(name));
  const service = ts.createLanguageService({
    getCompilationSettings: () => options,
    getCurrentDirectory: () => root,
    getDefaultLibFileName: (given) => ts.getDefaultLibFilePath(given),
    getScriptFileNames: () => [file],
    getScriptVersion: (name) => (name === file ? String(version) : '1'),
    getScriptSnapshot: (name) => {
      const content = name === file || existsSync(name) ? read(name) : undefined;
      return content === undefined ? undefined : ts.ScriptSnapshot.fromString(content);
    },
    fileExists: (name) => name === file || ts.sys.fileExists(name),
    readFile: read,
    readDirectory: ts.sys.readDirectory,
    directoryExists: ts.sys.directoryExists,
    getDirectories: ts.sys.getDirectories,
  });
  const shownAt = (place: string) => {
    const at = text.indexOf(place.replace('|', ''));
    if (at < 0 || text.includes(place.replace('|', ''), at + 1)) throw new Error(`"${place}" must occur once`);
    return service.getQuickInfoAtPosition(file, at + Math.max(place.indexOf('|'), 0));
  };
  const entriesAt = (line: string) => {
    text = `${program}\n${line.replace('|', '')}`;
    version += 1;
    const { entries = [] } = service.getCompletionsAtPosition(file, program.length + 1 + line.indexOf('|'), {}) ?? {};
    return entries.filter(({ kind }) => kind !== ts.ScriptElementKind.warning);
  };
  return {
    hover: (place) => ts.displayPartsToString(shownAt(place)?.displayParts),
    words(place) {
      const { documentation, tags = [] } = shownAt(place) ?? {};
      return [ts.displayPartsToString(documentation), ...tags.map(({ name, text: words }) => `@${name} ${ts.displayPartsToString(words)}`)].join('\n');
    },
    offers: (line) => entriesAt(line).filter((entry) => !isStruck(entry)).map(({ name }) => name),
    strikes: (line) => entriesAt(line).filter(isStruck).map(({ name }) => name),
    declarationFile: () => service.getEmitOutput(file, true, true).outputFiles.map((output) => output.text).join(''),
    get errors() {
      return [...service.getSyntacticDiagnostics(file), ...service.getSemanticDiagnostics(file)]
        .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
    },
  };
}
