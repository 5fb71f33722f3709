import { remember } from '../manifest/remember';
import { kindOf, OR, parseShell, PIPE, type ShellNode, WRITES } from './parser';
import { literal, type ShellWord, wordOf } from './words';

/** One command of a script, and what becomes of its result. */
export interface ShellCommand {
  /** The program and its arguments. */
  readonly words: readonly ShellWord[];
  /** The variables that are set for it, or for the shell where there is no program. */
  readonly sets: readonly { readonly name: string; readonly value: string }[];
  /** The files that its output goes to. */
  readonly writes: readonly ShellWord[];
  /** The line of the script, from 1. */
  readonly line: number;
  /** True where a pipe behind it hides that it fails. */
  readonly feedsPipe: boolean;
  /** True where `|| true` or the like hides that it fails. */
  readonly isIgnored: boolean;
}

/** A loop of a script that ends when a command succeeds, or never. */
export interface ShellLoop {
  readonly line: number;
  /** What it tries again and again. */
  readonly tries: readonly ShellCommand[];
  /** True where the text shows something that ends it: a counter, `exit`, input that is read to its end. */
  readonly isBounded: boolean;
}

/** What a script does, as far as its text tells. */
export interface ShellScript {
  readonly commands: readonly ShellCommand[];
  readonly loops: readonly ShellLoop[];
  /** The functions that it defines. */
  readonly functions: ReadonlySet<string>;
  /** True where a pipe fails when any of its commands fails. */
  readonly hasPipefail: boolean;
}

/** Where a command stands. */
interface Place {
  readonly feedsPipe: boolean;
  readonly isIgnored: boolean;
}

const HERE: Place = { feedsPipe: false, isIgnored: false };
/** What succeeds whatever it is given. */
const SUCCEEDS: ReadonlySet<string> = new Set(['true', ':']);
/** What ends a loop by itself. */
const ENDS: ReadonlySet<string> = new Set(['exit', 'return', 'read']);
const TESTS: ReadonlySet<string> = new Set(['[', 'test']);
const COUNTS: ReadonlySet<string> = new Set(['-lt', '-le', '-gt', '-ge']);

/** Reads a script; undefined where it is not valid shell. Each text is read once: the constructor and the rules read the same, and workloads repeat each other's. */
export const readScript = remember((script: string): ShellScript | undefined => {
  const file = parseShell(script);
  if (!file) return undefined;
  const reader = new Reader();
  reader.all(file.Stmts, HERE);
  return reader.read();
});

/** Walks the tree once, and notes commands in the order of the text. */
class Reader {
  private readonly commands: ShellCommand[] = [];
  private readonly loops: ShellLoop[] = [];
  private readonly functions = new Set<string>();

  read(): ShellScript {
    const hasPipefail = this.commands.some(({ words: [program, ...words] }) => program?.text === 'set' && words.some(({ text }) => text === 'pipefail'));
    return { commands: this.commands, loops: this.loops, functions: this.functions, hasPipefail };
  }

  all(statements: readonly ShellNode[] | undefined, place: Place): void {
    for (const statement of statements ?? []) this.statement(statement, place);
  }

  private statement(statement: ShellNode, place: Place): void {
    const writes = (statement.Redirs ?? []).filter(({ Op, Word }) => Word && WRITES.has(Op ?? 0)).map(({ Word }) => wordOf(Word!));
    if (statement.Cmd) this.command(statement.Cmd, place, writes);
    this.substitutions(statement.Redirs?.flatMap(({ Word }) => Word ?? []));
  }

  private command(node: ShellNode, place: Place, writes: readonly ShellWord[]): void {
    switch (kindOf(node)) {
      case 'CallExpr':
      case 'DeclClause': return this.call(node, place, writes);
      case 'BinaryCmd': return this.pair(node, place);
      case 'WhileClause': return this.loop(node, place);
      case 'FuncDecl': return this.define(node);
      case 'IfClause': return this.choice(node, place);
      case 'CaseClause': return node.Items?.forEach(({ Stmts }) => this.all(Stmts, place));
      default:
        this.all(node.Stmts, place);
        this.all(node.Do, place);
    }
  }

  private call({ Assigns, Args, Pos }: ShellNode, place: Place, writes: readonly ShellWord[]): void {
    const words = (Args ?? []).filter((one) => !isAssignment(one));
    const assigned = [...Assigns ?? [], ...(Args ?? []).filter(isAssignment)];
    const sets = assigned.map(({ Name, Value }) => ({ name: Name ? literal(Name) : '', value: isNode(Value) ? wordOf(Value).text : '' }));
    this.commands.push({ words: words.map(wordOf), sets, writes, line: Pos().Line(), ...place });
    this.substitutions(words);
    this.substitutions(assigned.flatMap(({ Value }) => (isNode(Value) ? [Value] : [])));
  }

  /** Commands within words: `$(…)`, in quotes too. */
  private substitutions(words: readonly ShellNode[] | undefined): void {
    for (const part of (words ?? []).flatMap(({ Parts }) => Parts ?? [])) {
      if (kindOf(part) === 'CmdSubst') this.all(part.Stmts, HERE);
      else if (part.Parts) this.substitutions([part]);
    }
  }

  private pair({ Op, X, Y }: ShellNode, place: Place): void {
    if (!X || !Y) return;
    if (Op === OR && isSuccess(Y)) return this.statement(X, { ...place, isIgnored: true });
    this.statement(X, Op === PIPE ? { ...place, feedsPipe: true } : place);
    this.statement(Y, place);
  }

  private loop({ Cond, Do, Until, Pos }: ShellNode, place: Place): void {
    const first = this.commands.length;
    this.all(Cond, place);
    const body = this.commands.length;
    this.all(Do, place);
    const within = this.commands.slice(first);
    const conditions = this.commands.slice(first, body);
    const isForever = conditions.every(({ words: [program] }) => SUCCEEDS.has(program?.text ?? ''));
    this.loops.push({
      line: Pos().Line(),
      tries: isForever ? within.slice(conditions.length) : Until === true || Cond?.some(({ Negated }) => Negated) ? conditions : [],
      isBounded: within.some(ends) || (!isForever && Until !== true && !Cond?.some(({ Negated }) => Negated)),
    });
  }

  private define({ Name, Body }: ShellNode): void {
    if (Name) this.functions.add(literal(Name));
    if (Body) this.statement(Body, HERE);
  }

  private choice({ Cond, Then, Else }: ShellNode, place: Place): void {
    this.all(Cond, place);
    this.all(Then, place);
    if (Else) this.choice(Else, place);
  }
}

const isNode = (value: ShellNode['Value']): value is ShellNode => typeof value === 'object' && value !== null;
const isAssignment = (node: ShellNode): boolean => kindOf(node) === 'Assign';

/** `true`, or `:`. */
function isSuccess({ Cmd }: ShellNode): boolean {
  const args = Cmd && kindOf(Cmd) === 'CallExpr' ? Cmd.Args ?? [] : [];
  return args.length === 1 && SUCCEEDS.has(wordOf(args[0]!).text);
}

/** What ends a loop though what it tries never succeeds. */
const ends = ({ words: [program, ...words] }: ShellCommand): boolean => ENDS.has(program?.text ?? '') || (TESTS.has(program?.text ?? '') && words.some(({ text }) => COUNTS.has(text)));
