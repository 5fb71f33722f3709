import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryDirectory } from './temporary';
import { findTool } from './tools';

/** A busybox that does something first, when one of its tools is called: what takes no time can so be interrupted. */
export function meddlingBusybox(tool: string, first: string): string {
  const file = join(temporaryDirectory('prelude-meddling-', 0o755), 'busybox');
  writeFileSync(file, `#!/bin/sh\nif [ "$1" = ${tool} ]; then ${first}; fi\nexec ${findTool('busybox')} "$@"\n`, { mode: 0o755 });
  return file;
}
