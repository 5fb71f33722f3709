import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { processesWith } from './processes';
import { temporaryDirectory } from './temporary';
import { findTool } from './tools';
import { until } from './until';

/** A busybox that does something first, when one of its tools is called: what takes no time can so be interrupted. */
export function meddlingBusybox(tool: string, first: string): string {
  const file = join(temporaryDirectory('prelude-meddling-', 0o755), 'busybox');
  writeFileSync(file, `#!/bin/sh\nif [ "$1" = ${tool} ]; then ${first}; fi\nexec ${findTool('busybox')} "$@"\n`, { mode: 0o755 });
  return file;
}

/** When a program whose PRELUDE_BUSYBOX this is has come to `sleep 60`, which it was made to do first. */
export async function untilMeddled(busybox: string): Promise<void> {
  await until(() => processesWith('PRELUDE_BUSYBOX', busybox).some(({ command }) => command === 'sleep 60'), 'sleep 60');
}
