/**
 * Says on a terminal what takes a while, in one line that goes away again. Nothing where standard error is no terminal: in pipelines and files
 * it would stay.
 *
 * @returns what takes the line away
 */
export function progress(doing: string): () => void {
  const { stderr } = process;
  if (!stderr.isTTY || process.env.CI !== undefined) return () => undefined;
  stderr.write(`\r\u001B[2K${doing}…`);
  return () => stderr.write('\r\u001B[2K');
}
