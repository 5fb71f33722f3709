import { join } from 'node:path';
import { PreludeError, scriptFile, type SecretKey, Source } from 'cdk8s-prelude';

export interface ArtifactProps<Name extends string> {
  /** The path of the artifact in the store, such as `pages/1.4`. */
  readonly artifact: string;
  /** The name that the file gets. */
  readonly as: Name;
  /** The token for the store. */
  readonly token: SecretKey;
  /**
   * The channel that the version is taken from.
   *
   * @default 'stable'
   */
  readonly channel?: 'stable' | 'next';
}

const script = scriptFile(join(__dirname, 'fetch-artifacts.sh'));

/** A file of Corp's artifact store. */
export class Artifact<Name extends string> extends Source<Name, undefined> {
  constructor({ artifact, as, token, channel = 'stable' }: ArtifactProps<Name>) {
    if (!/^[a-z0-9.-]+(\/[a-z0-9.-]+)*$/.test(artifact)) throw new PreludeError('Artifact', { sentence: 'artifact must be a path such as "pages/1.4".', given: artifact });
    super(as, ({ key }) => ({
      url: `artifacts://store.example.com/${artifact}`,
      parts: [script],
      flags: ['--token-from-env', `CORP_TOKEN_${key}`, '--channel', channel],
      env: [{ name: `CORP_TOKEN_${key}`, valueFrom: { secretKeyRef: { name: token.secret, key: token.key } } }],
      redirectsTo: ['*.objects.example.com'],
    }));
  }
}
