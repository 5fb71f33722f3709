import { Duration } from 'cdk8s';
import { Done, helperImages, type LevelAllowed, type PodSecurity, type Workload } from 'cdk8s-prelude';
import { Step, type StepProps } from 'cdk8s-prelude/steps';

/** Lets the pod's own network namespace keep more connections waiting. */
export class TuneNetwork<in out Id extends string = any, out S extends PodSecurity = PodSecurity> extends Step<Id> {
  readonly podSecurity: S;
  readonly tuned: Done<Id>;

  constructor(scope: LevelAllowed<Id, S, 'privileged', 'TuneNetwork'>, id: string, props: StepProps<NoInfer<Id>> = {}) {
    super(scope as Workload<Id, S>, id);
    this.register({
      purpose: 'lets 4096 connections wait, as root with everything',
      image: helperImages.busybox,
      program: { command: ['sysctl', '-w', 'net.core.somaxconn=4096'] },
      user: 0,
      privileged: true,
      rerun: 'idempotent',
      defaultTimeout: Duration.seconds(10),
      after: props.after,
    });
    this.podSecurity = (scope as Workload<Id, S>).podSecurity;
    this.tuned = new Done<Id>(this.proof);
  }
}
