import { type Code, printed, usedNames } from './code';
import { CDK8S_NAMES, CDK8S_PLUS_NAMES, PRELUDE_NAMES } from './library';

/** One statement of the program that is written. */
export interface Statement {
  /** What people read above it. */
  readonly comments?: readonly string[];
  /** What a person must decide, and why. */
  readonly todos?: readonly string[];
  /** The variable that holds its value; none where nobody asks for it. */
  readonly variable?: string | undefined;
  readonly code: Code;
}

const LIBRARIES = { 'cdk8s': CDK8S_NAMES, 'cdk8s-plus-28': CDK8S_PLUS_NAMES, 'cdk8s-prelude': PRELUDE_NAMES } as const;
const LINE = 130;

/** A part of the program, with a blank line before it. */
export type Section = readonly Statement[];

/** The text of the program. */
export function programText(sections: readonly Section[]): string {
  const statements = sections.flat();
  const texts = sections.filter((section) => section.length > 0).map((section) => section.map(statementText).join(''));
  const used = new Set(statements.flatMap(({ code }) => usedNames(code)));
  const variables = new Set(statements.flatMap(({ variable }) => variable ?? []));
  const imports = Object.entries(LIBRARIES).flatMap(([library, names]) => {
    const taken = names.filter((one) => used.has(one) && !variables.has(one)).sort((a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1));
    return taken.length === 0 ? [] : [importText(library, taken)];
  });
  return `${imports.join('')}\n${texts.join('\n')}`;
}

function importText(library: string, names: readonly string[]): string {
  const flat = `import { ${names.join(', ')} } from '${library}';\n`;
  return flat.length <= LINE ? flat : `import {\n  ${names.join(', ')},\n} from '${library}';\n`;
}

function statementText({ comments = [], todos = [], variable, code }: Statement): string {
  const start = variable === undefined ? '' : `const ${variable} = `;
  return [...comments.map(commentText), ...todos.map((one) => commentText(`TODO: ${one}`)), `${start}${printed(code, 0, start.length)};\n`].join('');
}

/** A comment, in lines that are not too long. */
function commentText(text: string): string {
  const lines: string[] = [];
  for (const word of text.split(/\s+/)) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length < LINE) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(`// ${word}`);
  }
  return `${lines.join('\n')}\n`;
}
