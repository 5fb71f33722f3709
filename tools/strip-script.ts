/** A script that cannot be stripped safely. */
export class StripError extends Error {}

/** A here-document that has begun: the line that ends it, and whether (`<<-`) tabs may stand before that. */
interface HereDocument {
  readonly end: string;
  readonly tabs: boolean;
}

/** A word for shellcheck about the command that follows; what is emitted is checked as well. */
const DIRECTIVE = /^\s*# shellcheck disable=[A-Z0-9,]+/;

/** What the reader is inside of. `code` is the top level and the inside of `$(…)`. */
type Frame = 'code' | 'single' | 'double' | 'parameter' | 'arithmetic';

/**
 * Takes the lines that only hold a comment, and the empty ones, out of a POSIX shell script. Lines inside of quotes stay as
 * they are, and so do here-documents. A word for shellcheck about one command stays; those of the whole file, before the first command, go. What cannot be told apart without a whole shell parser is refused: backquotes, `case`
 * inside of `$(…)`, a comment after a line that goes on with `\`.
 */
export function stripScript(script: string, name: string): string {
  const frames: Frame[] = ['code'];
  const kept: string[] = [];
  const documents: HereDocument[] = [];
  let continued = false;
  script.replace(/\n$/, '').split('\n').forEach((line, index) => {
    const refuse = (why: string): never => {
      throw new StripError(`${name}:${index + 1}: ${why}: ${line.trim()}`);
    };
    const document = documents[0];
    if (document !== undefined) {
      kept.push(line);
      if ((document.tabs ? line.replace(/^\t+/, '') : line) === document.end) documents.shift();
      return;
    }
    const quoted = frames.at(-1) === 'single' || frames.at(-1) === 'double';
    if (!quoted && /^\s*(#|$)/.test(line)) {
      if (continued) refuse('a comment or an empty line after a line that ends with \\');
      const directive = DIRECTIVE.exec(line);
      if (directive !== null && kept.length > 0) kept.push(directive[0]);
      return;
    }
    kept.push(line);
    continued = readLine(line, frames, documents, refuse);
    if (documents.length > 0 && (continued || frames.at(-1) !== 'code')) refuse('a here-document that begins later than on the next line');
  });
  if (documents.length > 0) throw new StripError(`${name}: a here-document is not ended`);
  if (frames.length !== 1) throw new StripError(`${name}: ends inside of ${frames.at(-1)}: a quote or bracket is not closed`);
  if (continued) throw new StripError(`${name}: ends with \\`);
  return `${kept.join('\n')}\n`;
}

/** Moves `frames` and `documents` from the start of a line to its end. Returns whether the line goes on with a backslash. */
function readLine(line: string, frames: Frame[], documents: HereDocument[], refuse: (why: string) => never): boolean {
  for (let at = 0; at < line.length; at++) {
    const frame = frames.at(-1);
    const rest = line.slice(at);
    const opens = (text: string, inside: Frame) => {
      frames.push(inside);
      at += text.length - 1;
    };
    if (frame === 'single') {
      if (rest.startsWith("'")) frames.pop();
    } else if (rest.startsWith('\\')) {
      if (rest.length === 1) return frame !== 'double';
      at++;
    } else if (rest.startsWith('`')) {
      refuse('backquotes: use $(…)');
    } else if (rest.startsWith('$((')) {
      frames.push('arithmetic'); // two brackets, two frames
      opens('$((', 'arithmetic');
    } else if (rest.startsWith('$(')) {
      opens('$(', 'code');
    } else if (rest.startsWith('${')) {
      opens('${', 'parameter');
    } else if (rest.startsWith('"')) {
      if (frame === 'double') frames.pop();
      else opens('"', 'double');
    } else if (frame === 'parameter') {
      if (rest.startsWith('}')) frames.pop();
      else if (rest.startsWith("'") && frames.includes('double')) refuse("a ' inside of \"${…}\": shells differ");
      else if (rest.startsWith("'")) opens("'", 'single');
    } else if (frame === 'arithmetic') {
      if (rest.startsWith('(')) frames.push('arithmetic');
      else if (rest.startsWith(')')) frames.pop();
    } else if (frame === 'code') {
      if (rest.startsWith("'")) opens("'", 'single');
      else if (rest.startsWith('#') && /(^|[\s;&|()])$/.test(line.slice(0, at))) return false;
      else if (rest.startsWith('<<')) {
        const start = /^<<(-?)[ \t]*(['"]?)([A-Za-z0-9_]+)\2(?![^\s;&|()])/.exec(rest);
        if (start === null) return refuse('a here-document whose end is not a plain word');
        documents.push({ end: start[3]!, tabs: start[1] === '-' });
        at += start[0].length - 1;
      }
      else if (frames.length > 1 && /^case\s/.test(rest) && /(^|[\s;&|(])$/.test(line.slice(0, at))) refuse('case inside of $(…): put it into a function');
      else if (rest.startsWith('(') && frames.length > 1) frames.push('code');
      else if (rest.startsWith(')') && frames.length > 1) frames.pop();
    }
  }
  return false;
}
