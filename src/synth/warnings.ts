import { warningAt, warningsCounted } from '../messages/synth';
import type { Finding } from '../rules';

/** The warnings of one synth: each is printed once, and they are counted at the end. */
export class Warnings {
  private readonly said = new Set<string>();

  /** Takes note of a warning of the workload at a path. */
  note(path: string, finding: Finding): void {
    this.said.add(warningAt(path, finding));
  }

  /** Prints them to standard error, where no output of a synth goes. */
  print(): void {
    if (this.said.size === 0) return;
    for (const line of this.said) process.stderr.write(`${line}\n`);
    process.stderr.write(`${warningsCounted(this.said.size)}\n`);
    this.said.clear();
  }
}
