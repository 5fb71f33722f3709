import { join } from 'node:path';
import { PreludeError, scriptFile, Target } from 'cdk8s-prelude';

export interface CorpHealthProps {
  /** The host of the service. */
  readonly host: string;
  /**
   * How deep its queue may be.
   *
   * @default 1000
   */
  readonly maxDepth?: number;
}

const probe = scriptFile(join(__dirname, 'probe-corphealth.sh'));

/** A service of Corp that says on its health port that it works. */
export class CorpHealth extends Target<'ready', 'corphealth'> {
  constructor({ host, maxDepth = 1000 }: CorpHealthProps) {
    if (!/^[a-z][a-z0-9.-]*$/.test(host)) throw new PreludeError('CorpHealth', { sentence: 'host is a DNS name in lower case.', given: host });
    super('ready', 'corphealth', () => ({
      url: `corphealth://${host}:7000`,
      parts: ['addresses', 'dialogue', probe],
      flags: ['--max-depth', String(maxDepth)],
    }));
  }
}
