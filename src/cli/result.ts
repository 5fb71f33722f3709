import { writeFileSync } from 'node:fs';
import { UsageError } from './usage-error';

/** The way in which a command writes its result, by `--format`. */
export function formatNamed<T>(
  formats: Readonly<Record<string, T>>, given: string, notAFormat: (given: string, formats: readonly string[]) => string,
): T {
  if (!Object.hasOwn(formats, given)) throw new UsageError(notAFormat(given, Object.keys(formats)));
  return formats[given]!;
}

/** Writes a result to the file of `--output`, or to standard output. */
export function writeResult(text: string, file: string | undefined): void {
  if (file === undefined) process.stdout.write(text);
  else writeFileSync(file, text);
}
