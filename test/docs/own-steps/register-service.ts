import { Duration } from 'cdk8s';
import { type Files, Handle, helperImages, PreludeError, type Ready, type SecretKey, type Workload } from 'cdk8s-prelude';
import { type Proof, Step, type StepProps } from 'cdk8s-prelude/steps';

/** Proof that a service is registered, for later steps and containers. */
export class Registered<in out Id extends string = any> extends Handle<Id> {
  readonly service: string;

  constructor(proof: Proof, service: string) {
    super(proof);
    this.service = service;
  }
}

export interface RegisterServiceProps<Id extends string = any> extends StepProps<Id> {
  /** The registry, which answers: `ready` of a wait. */
  readonly registry: Ready<Id, 'http'>;
  /** Where it is, such as `http://consul:8500`. */
  readonly url: string;
  /** The service to be registered. */
  readonly service: string;
  /** The registry's token. */
  readonly token: SecretKey;
  /**
   * How long it may take.
   *
   * @default Duration.minutes(1)
   */
  readonly timeout?: Duration;
}

export class RegisterService<in out Id extends string = any> extends Step<Id> {
  readonly registered: Registered<Id>;
  readonly files: Files<Id, 'registration.json'>;

  constructor(scope: Workload<Id>, id: string, props: RegisterServiceProps<NoInfer<Id>>) {
    super(scope, id);
    if (!/^[a-z][a-z0-9-]*$/.test(props.service)) {
      throw new PreludeError(this.node.path, { sentence: 'service has lower case letters, digits and "-".', given: props.service });
    }
    const output = this.output({ writes: ['registration.json'] });
    this.register({
      purpose: `registers ${props.service} with ${props.url}`,
      image: helperImages.curl,
      program: { script: REGISTER, args: [props.url, props.service] },
      tools: ['curl'],
      env: { TOKEN: props.token },
      output,
      rerun: 'idempotent',
      needs: [props.registry],
      after: props.after,
      timeout: props.timeout,
      defaultTimeout: Duration.minutes(1),
      waitsFor: [props.url],
      gives: [`registered: ${props.service}`],
    });
    this.registered = new Registered<Id>(this.proof, props.service);
    this.files = output.files;
  }
}

// Values are "$1", "$2" and variables; the token is passed on standard input, so no list of processes shows it.
const REGISTER = `
printf '{ "Name": "%s" }' "$2" >/output/registration.json
printf 'X-Consul-Token: %s\\n' "$TOKEN" |
  curl --silent --show-error --fail -H @- -X PUT --data-binary @/output/registration.json "$1/v1/agent/service/register"
`;
