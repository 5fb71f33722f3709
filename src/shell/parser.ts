/** A node of the tree, with those fields of all kinds that the readers of this module use: the package brings no types. */
export interface ShellNode {
  /** The text of a literal; of an assignment, the word. */
  readonly Value?: string | ShellNode | null;
  readonly Op?: number;
  readonly Negated?: boolean;
  readonly Until?: boolean;
  readonly Param?: ShellNode;
  readonly Name?: ShellNode | null;
  readonly Cmd?: ShellNode | null;
  readonly X?: ShellNode;
  readonly Y?: ShellNode;
  readonly Word?: ShellNode;
  readonly Body?: ShellNode;
  readonly Else?: ShellNode | null;
  readonly Stmts?: readonly ShellNode[];
  readonly Cond?: readonly ShellNode[];
  readonly Then?: readonly ShellNode[];
  readonly Do?: readonly ShellNode[];
  readonly Items?: readonly ShellNode[];
  readonly Args?: readonly ShellNode[];
  readonly Parts?: readonly ShellNode[];
  readonly Assigns?: readonly ShellNode[];
  readonly Redirs?: readonly ShellNode[];
  Pos(): { Line(): number };
}

interface Syntax {
  NodeType(node: ShellNode): string;
  NewParser(): { Parse(script: string, name: string): ShellNode };
}

let loaded: Syntax | undefined;

/** The parser of shfmt, loaded when the first script is read: it takes some 30 ms, and most apps have no script. */
// eslint-disable-next-line @typescript-eslint/no-require-imports
const syntax = (): Syntax => (loaded ??= (require('mvdan-sh') as { readonly syntax: Syntax }).syntax);

/** The tree of a script; undefined where it is not valid shell: the shell itself says at once what is wrong there. */
export function parseShell(script: string): ShellNode | undefined {
  try {
    return syntax().NewParser().Parse(script, '');
  } catch {
    return undefined;
  }
}

/** The kind of a node, such as `CallExpr`. */
export const kindOf = (node: ShellNode): string => syntax().NodeType(node);

/** The operators between two commands. */
export const OR = 11;
export const PIPE = 12;

/** The operators that write into a file: `>`, `>>`, `>|`, `&>`, `&>>`. */
export const WRITES: ReadonlySet<number> = new Set([54, 55, 60, 64, 65]);
