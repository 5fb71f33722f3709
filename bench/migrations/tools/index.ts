/* The tools, each with two migrations: the first makes a table, the second takes its time. */
import { GO } from './go';
import { JVM } from './java';
import { NODE } from './node';
import type { RunTool } from './place';
import { PYTHON } from './python';
import { RUBY } from './ruby';

export const TOOLS: Readonly<Record<string, RunTool>> = { ...GO, ...JVM, ...PYTHON, ...NODE, ...RUBY };
