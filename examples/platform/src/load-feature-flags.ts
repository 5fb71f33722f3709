import { Duration, Size } from 'cdk8s';
import { Files, Handle, helperImages, secretKey, type Workload } from 'cdk8s-prelude';
import { type Proof, Step, type StepProps } from 'cdk8s-prelude/steps';

/** The flags of a service are there: what the app needs to start. */
export class FlagsLoaded<in out Id extends string = any> extends Handle<Id> {
  /** Where they are: a directory with flags.json. */
  readonly files: Files<Id, 'flags.json'>;

  constructor(proof: Proof, files: Files<Id, 'flags.json'>) {
    super(proof);
    this.files = files;
  }
}

/** Properties of {@link LoadFeatureFlags}. */
export interface LoadFeatureFlagsProps<Id extends string = any> extends StepProps<Id> {
  /**
   * Whose flags they are.
   *
   * @default - those of the service that the workload is called after
   */
  readonly service?: string;
}

/** curl reads the token from its standard input: an argument would show in the list of processes. */
const SCRIPT = `
printf 'header = "Authorization: Bearer %s"\\n' "$FLAGS_TOKEN" |
  curl --config - --fail --silent --show-error --retry 5 --retry-all-errors --max-time 10 --output "$2/.flags.json" "$1"
mv "$2/.flags.json" "$2/flags.json"
`;

/** Loads the feature flags of a service before it starts, so that no request is ever served with the flags of nobody. */
export class LoadFeatureFlags<in out Id extends string = any> extends Step<Id> {
  /** What the app takes. */
  readonly flags: FlagsLoaded<Id>;

  constructor(scope: Workload<Id>, id: string, props: LoadFeatureFlagsProps<NoInfer<Id>> = {}) {
    super(scope, id);
    const service = props.service ?? this.pod;
    const url = `https://flags.acme.example/v2/${service}.json`;
    const volume = this.volumeToFill(undefined, Size.mebibytes(1));
    this.register({
      purpose: `loads the feature flags of ${service}`,
      image: helperImages.curl,
      program: { script: SCRIPT, args: [url, '/flags'] },
      env: { FLAGS_TOKEN: secretKey('acme-feature-flags', 'token') },
      fills: { '/flags': volume },
      defaultTimeout: Duration.minutes(2),
      after: props.after,
      waitsFor: [url],
      gives: ['flags'],
    });
    this.flags = new FlagsLoaded<Id>(this.proof, new Files<Id, 'flags.json'>(this.proof, volume, ['flags.json']));
  }
}
