/* What a file of tests really runs: calls and texts of its code, without comments, and without what is skipped. */
import ts from 'typescript';

/** What the code of a test does. */
export interface RunningCode {
  /** The functions that it calls, by their names. */
  readonly calls: ReadonlySet<string>;
  /** Its texts; of a template, all parts that are written out. */
  readonly texts: readonly string[];
  /** What it imports, by the module. */
  readonly imports: ReadonlyMap<string, readonly string[]>;
}

const SKIPPED = /^(?:(?:test|it|describe)\.(?:skip|todo)(?:\.each)?|x(?:test|it|describe))\b/;

/** Reads the code of a test. */
export function runningCode(source: string): RunningCode {
  const calls = new Set<string>();
  const texts: string[] = [];
  const imports = new Map<string, readonly string[]>();
  const file = ts.createSourceFile('x.test.ts', source, ts.ScriptTarget.Latest, true);
  const walk = (node: ts.Node): void => {
    if (ts.isCallExpression(node)) {
      if (SKIPPED.test(node.expression.getText(file))) return;
      if (ts.isIdentifier(node.expression)) calls.add(node.expression.text);
    }
    if (ts.isImportDeclaration(node)) {
      const { namedBindings } = node.importClause ?? {};
      const names = namedBindings && ts.isNamedImports(namedBindings) ? namedBindings.elements.map(({ name }) => name.text) : [];
      imports.set((node.moduleSpecifier as ts.StringLiteral).text, names);
      return;
    }
    if (ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node)) texts.push(node.text);
    if (ts.isRegularExpressionLiteral(node)) texts.push(node.text);
    ts.forEachChild(node, walk);
  };
  walk(file);
  return { calls, texts, imports };
}
