import type { Command } from './command';

/** Tools that are declarative and nothing else: they make the schema what the files say. */
export const DECLARATIVE: readonly (Command & { readonly declarative: true })[] = [
  { program: 'psqldef', words: [], declarative: true },
  { program: 'mysqldef', words: [], declarative: true },
  { program: 'skeema', words: ['push'], declarative: true },
  { program: 'drizzle-kit', words: ['push'], declarative: true },
  { program: 'typeorm', words: ['schema:sync'], declarative: true },
];
