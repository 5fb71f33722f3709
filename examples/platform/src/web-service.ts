import { Size } from 'cdk8s';
import { Probe } from 'cdk8s-plus-28';
import { type AnyEnvironment, type ContainerEnvironment, type Image, type NoCommand, PreludeError, scratch } from 'cdk8s-prelude';
import type { Construct } from 'constructs';
import { FlagsLoaded } from './load-feature-flags';
import { acme } from './standard';

/** Properties of {@link AcmeWebService}. */
export interface AcmeWebServiceProps {
  /**
   * How many pods serve.
   *
   * @default 2
   */
  readonly replicas?: number;
}

/** What serves. */
export interface ServeProps<Id extends string, E> {
  /** The image of the service, by `acme.image(…)`. It listens on port 8080 and answers GET /healthz. */
  readonly image: Image;
  /** The flags, from `LoadFeatureFlags`: no service starts without. */
  readonly flags: FlagsLoaded<Id>;
  /**
   * Variables; secrets as `secretKey(…)`.
   *
   * @default - none
   */
  readonly env?: ContainerEnvironment<Id, E, NoCommand>;
}

const PORT = 8080;
/** For those whom no compiler tells. */
const NO_FLAGS = 'a service of Acme starts with its feature flags: build LoadFeatureFlags on it, and give its .flags';

/** A service that takes HTTP requests, as all of Acme's do: behind a Service of its name, ready when /healthz says so. */
export class AcmeWebService<out Id extends string = string> extends acme.Deployment<Id, 'restricted'> {
  constructor(scope: Construct, id: Id, { replicas = 2 }: AcmeWebServiceProps = {}) {
    super(scope, id, { replicas });
  }

  /** Says what serves, once its steps are there. */
  serve<I extends string, const E extends object = AnyEnvironment>(this: AcmeWebService<I>, { image, flags, env }: ServeProps<NoInfer<I>, E>): void {
    if (!(flags instanceof FlagsLoaded)) throw new PreludeError(this.node.path, { sentence: NO_FLAGS, given: flags });
    this.addContainer('app', {
      image,
      env,
      ports: [PORT],
      mounts: { '/etc/acme/flags': flags.files, '/tmp': scratch(Size.mebibytes(16)) },
      readiness: Probe.fromHttpGet('/healthz', { port: PORT }),
    });
    this.resource.exposeViaService({ name: this.id, ports: [{ port: 80, targetPort: PORT }] });
  }
}
