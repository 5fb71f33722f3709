import type { Quoting } from './formats';

/** As much as a variable can hold: how long a value is that is read when the pod starts, nobody knows. */
const LONGEST_VALUE = 128 * 1024;

/** What render.sh is told; what it reads are strings, so that a key is nothing else to it. */
const FLAGS: Readonly<Record<Quoting, string>> = { json: '--json', key: '--json', inside: '--inside', word: '--word', text: '--value' };

/** The pieces of a file, as arguments of the script; texts beside each other are one. */
export class Arguments {
  private readonly args: string[] = [];
  private pending = '';
  private bytes = 0;

  text(text: string): void {
    this.pending += text;
  }

  variable(quoting: Quoting, variable: string): void {
    this.flush();
    this.args.push(FLAGS[quoting], variable);
    this.bytes += LONGEST_VALUE;
  }

  done(): { readonly all: readonly string[]; readonly size: number } {
    this.flush();
    return { all: this.args, size: this.bytes };
  }

  private flush(): void {
    if (this.pending !== '') this.args.push('--text', this.pending);
    this.bytes += Buffer.byteLength(this.pending);
    this.pending = '';
  }
}
