/* Code of TypeScript as data, and its text. What is printed is JavaScript but for its imports, so that it can be run as it stands. */

/** A value of the code: JSON, or what is made by a call. */
export type Code = string | number | boolean | null | Made | Name | readonly Code[] | CodeRecord;

/** Properties; what is undefined is not written. */
export interface CodeRecord { readonly [key: string]: Code | undefined }

/** What a function, a class or a method makes: `new Deployment(…)`, `Size.gibibytes(1)`. */
export class Made {
  constructor(readonly head: string, readonly args: readonly Code[]) {}
}

/** Code that stands as it is: a variable, or a property of one. */
export class Name {
  constructor(readonly text: string) {}
}

/** A call. */
export const made = (head: string, ...args: readonly Code[]): Made => new Made(head, args);
/** A variable, or a property of one. */
export const name = (text: string): Name => new Name(text);

const WIDTH = 130;
const PLAIN_KEY = /^[A-Za-z_$][\w$]*$/;

/** The text of a value, in one line where it fits. */
export function printed(code: Code, indent = 0, before = 0): string {
  const flat = flatText(code);
  if (flat !== undefined && indent + before + flat.length <= WIDTH) return flat;
  const inner = ' '.repeat(indent + 2);
  const end = ' '.repeat(indent);
  if (typeof code === 'string') return literal(code);
  if (code instanceof Made) return call(code, indent);
  if (isList(code)) return `[\n${code.map((one) => `${inner}${printed(one, indent + 2)},\n`).join('')}${end}]`;
  const property = ([key, value]: readonly [string, Code]) => `${inner}${keyText(key)}: ${printed(value, indent + 2, keyText(key).length + 3)},\n`;
  if (isRecord(code)) return `{\n${entriesOf(code).map(property).join('')}${end}}`;
  return flat ?? '';
}

/** The last argument stays open where the others fit before it: `new Deployment(chart, 'web', {`. */
function call({ head, args }: Made, indent: number): string {
  const last = args.at(-1);
  const before = args.slice(0, -1).map(flatText);
  const first = `${head}(${before.map((one) => `${one}, `).join('')}`;
  if (last !== undefined && !before.includes(undefined) && indent + first.length < WIDTH) return `${first}${printed(last, indent, first.length)})`;
  const inner = ' '.repeat(indent + 2);
  return `${head}(\n${args.map((one) => `${inner}${printed(one, indent + 2)},\n`).join('')}${' '.repeat(indent)})`;
}

function flatText(code: Code): string | undefined {
  if (typeof code === 'string') return code.includes('\n') ? undefined : literal(code);
  if (code instanceof Name) return code.text;
  if (code instanceof Made) return flatList(code.args, `${code.head}(`, ')');
  if (isList(code)) return flatList(code, '[', ']');
  if (!isRecord(code)) return String(code);
  const parts = entriesOf(code).map(([key, value]) => {
    const text = flatText(value);
    return text === undefined ? undefined : `${keyText(key)}: ${text}`;
  });
  if (parts.includes(undefined)) return undefined;
  return parts.length === 0 ? '{}' : `{ ${parts.join(', ')} }`;
}

function flatList(codes: readonly Code[], start: string, end: string): string | undefined {
  const parts = codes.map(flatText);
  return parts.includes(undefined) ? undefined : `${start}${parts.join(', ')}${end}`;
}

export const isList = (code: Code): code is readonly Code[] => Array.isArray(code);
const isRecord = (code: Code): code is CodeRecord =>
  typeof code === 'object' && code !== null && !(code instanceof Made) && !(code instanceof Name) && !isList(code);
const entriesOf = (code: CodeRecord): ReadonlyArray<readonly [string, Code]> =>
  Object.entries(code).flatMap(([key, value]) => (value === undefined ? [] : [[key, value] as const]));
// A key `__proto__` would set the prototype instead of a property.
const keyText = (key: string): string => (key === '__proto__' ? '[\'__proto__\']' : PLAIN_KEY.test(key) ? key : literal(key));

/** A text in single quotes; one of several lines in backquotes, as it stands. */
function literal(text: string): string {
  if (text.includes('\n') && !/[\r\u2028\u2029]/.test(text)) return `\`${text.replace(/[\\`]|\$(?=\{)/g, '\\$&').replace(CONTROL, escaped)}\``;
  return `'${text.replace(/[\\']/g, '\\$&').replace(/\n/g, '\\n').replace(CONTROL, escaped)}'`;
}

// eslint-disable-next-line no-control-regex
const CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029\ufeff]|[\ud800-\udfff](?<![\ud800-\udbff](?=[\udc00-\udfff])|(?<=[\ud800-\udbff])[\udc00-\udfff])/g;
const escaped = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** The names of libraries that a text uses are found in the code itself. */
export function usedNames(code: Code): readonly string[] {
  if (code instanceof Made) return [...rootOf(code.head), ...code.args.flatMap(usedNames)];
  if (code instanceof Name) return rootOf(code.text);
  if (typeof code !== 'object' || code === null) return [];
  return (isList(code) ? code : entriesOf(code).map(([, value]) => value)).flatMap(usedNames);
}

const rootOf = (text: string): readonly string[] => [...text.matchAll(/(?<![.\w])[A-Za-z_]\w*/g)].map(([found]) => found).filter((found) => found !== 'new');

/** A mode of a file, in octal. */
export const octal = (mode: number): Name => new Name(`0o${mode.toString(8)}`);
