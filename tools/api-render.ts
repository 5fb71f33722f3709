/* One page of Markdown for each exported name, by typedoc. */
import { join } from 'node:path';
import type { Context, DeclarationReflection, ProjectReflection } from 'typedoc' with { 'resolution-mode': 'import' };
import { root } from './root';

/** What people import from: the module of typedoc, which is the file without its ending. */
export const ENTRIES: Readonly<Record<string, { readonly source: string; readonly from: string }>> = {
  'index': { source: 'src/index.ts', from: 'cdk8s-prelude' },
  'entries/rules': { source: 'src/entries/rules.ts', from: 'cdk8s-prelude/rules' },
  'entries/steps': { source: 'src/entries/steps.ts', from: 'cdk8s-prelude/steps' },
  'testing': { source: 'src/testing/index.ts', from: 'cdk8s-prelude/testing' },
};

/** An exported name. */
export interface ApiName {
  readonly name: string;
  /** What it is imported from. */
  readonly from: string;
  /** The source file, from the root. */
  readonly source: string;
  /** The first sentence of its docstring. */
  readonly summary: string;
}

/** Writes the pages, and returns the names; undefined where the docstrings are not complete. */
export async function render(out: string): Promise<readonly ApiName[] | undefined> {
  // An ES module.
  const { Application, Converter } = await import('typedoc');
  const app = await Application.bootstrapWithPlugins({
    name: 'cdk8s-prelude',
    tsconfig: join(root, 'tsconfig.build.json'),
    entryPoints: Object.values(ENTRIES).map(({ source }) => join(root, source)),
    basePath: join(root, 'src'),
    readme: 'none',
    excludeInternal: true,
    excludePrivate: true,
    excludeExternals: true, // what every Construct has
    excludeReferences: true, // a name that two entries export stands with the first
    // Links to line numbers would make the pages stale with every commit.
    disableSources: true,
    // Helper types that only carry a message to the compiler are not exported, and need not be.
    validation: { notExported: false, notDocumented: true, invalidLink: true },
    treatWarningsAsErrors: true,
    logLevel: 'Warn',
    plugin: ['typedoc-plugin-markdown'],
    // Options of the plugin. A heading for each property would be ten thousand lines.
    ...{ router: 'member', hideBreadcrumbs: true, hidePageHeader: true, hidePageTitle: true, parametersFormat: 'table', useCodeBlocks: true },
    ...{ interfacePropertiesFormat: 'table', classPropertiesFormat: 'table', typeDeclarationFormat: 'table' },
  });
  app.converter.on(Converter.EVENT_RESOLVE_BEGIN, (context: Context) => shorten(context.project));
  const project = await app.convert();
  if (project === undefined) return undefined;
  dropInherited(project);
  app.validate(project);
  await app.outputs.writeOutput({ name: 'markdown', path: out }, project);
  return app.logger.hasErrors() || app.logger.hasWarnings() ? undefined : namesOf(project);
}

const declarationsOf = (project: ProjectReflection): readonly DeclarationReflection[] =>
  Object.values(project.reflections).filter((reflection): reflection is DeclarationReflection => reflection.isDeclaration());

/** Links to names of another entry, which typedoc looks for in the same one only. */
function resolveLinks(project: ProjectReflection): void {
  const names = new Map((project.children ?? []).flatMap((module) => (module.children ?? []).map((child) => [child.name, child] as const)));
  for (const { comment } of Object.values(project.reflections)) {
    for (const part of [...comment?.summary ?? [], ...(comment?.blockTags ?? []).flatMap(({ content }) => content)]) {
      if (part.kind === 'inline-tag' && part.target === undefined && names.has(part.text.trim())) part.target = names.get(part.text.trim())!;
    }
  }
}

function shorten(project: ProjectReflection): void {
  resolveLinks(project);
  for (const reflection of declarationsOf(project)) {
    // Properties that are not there (src/messages/expected-properties.ts).
    if (reflection.comment?.getTag('@deprecated')) {
      project.removeReflection(reflection);
      continue;
    }
    const names = namesOfSet(reflection) ?? fieldsOfKubernetes(reflection);
    if (names === undefined || reflection.comment === undefined) continue;
    for (const child of [...reflection.children ?? []]) project.removeReflection(child);
    reflection.comment.summary.push({ kind: 'text', text: `\n\n${names.map((name) => `\`${name}\``).join(', ')}` });
  }
}

/** Members stand with the class or the interface that has them first, where that is documented. */
function dropInherited(project: ProjectReflection): void {
  for (const owner of declarationsOf(project)) {
    const inherited = new Set((owner.children ?? []).filter(isInherited));
    if (inherited.size === 0) continue;
    owner.groups = (owner.groups ?? []).filter((group) => {
      group.children = group.children.filter((child) => !inherited.has(child as DeclarationReflection));
      return group.children.length > 0;
    });
    for (const child of inherited) project.removeReflection(child);
  }
}

const isInherited = ({ inheritedFrom, getSignature, signatures = [], kind }: DeclarationReflection): boolean =>
  kind !== CONSTRUCTOR && [inheritedFrom, getSignature?.inheritedFrom, ...signatures.map((signature) => signature.inheritedFrom)]
    .some((from) => from?.reflection !== undefined);

/** ReflectionKind.Constructor, which is in an ES module: each class says by itself how it is built. */
const CONSTRUCTOR = 512;

/** The members of an interface that is a set of names (`readonly sh: true`): a line instead of a heading each. */
function namesOfSet({ children = [] }: DeclarationReflection): string[] | undefined {
  const isSet = children.length > 0 && children.every(({ type }) => type?.type === 'literal' && type.value === true);
  return isSet ? children.map(({ name }) => name) : undefined;
}

/** Parts of a rendered manifest: what each field is, Kubernetes says. */
function fieldsOfKubernetes({ name, children = [] }: DeclarationReflection): string[] | undefined {
  return name.startsWith('Rendered') && name !== 'RenderedPod' && children.length > 0 ? children.map((child) => child.name) : undefined;
}

function namesOf(project: ProjectReflection): readonly ApiName[] {
  return (project.children ?? []).flatMap((module) => (module.children ?? []).map((reflection) => ({
    name: reflection.name,
    from: ENTRIES[module.name]?.from ?? module.name,
    source: project.getSymbolIdFromReflection(reflection)?.packagePath ?? '',
    summary: summaryOf(reflection),
  })));
}

function summaryOf(reflection: DeclarationReflection): string {
  const comment = reflection.comment ?? reflection.signatures?.find((signature) => signature.comment)?.comment;
  const text = (comment?.summary ?? []).map((part) => part.text).join('').replace(/\s+/g, ' ').trim();
  return /^.*?[.:](?= |$)/.exec(text)?.[0].replace(/[.:]$/, '') ?? text;
}
