import { Duration } from 'cdk8s';
import { Deployment, helperImages, type PodSecurity, type RootAllowed, Step, type Workload } from 'cdk8s-prelude';
import { stage } from './support/stage';

class SetOwner<in out Id extends string = any, out S extends PodSecurity = PodSecurity> extends Step<Id> {
  readonly podSecurity: S;
  constructor(scope: RootAllowed<Id, S, 'SetOwner'>, id: string) {
    super(scope as Workload<Id, S>, id);
    this.podSecurity = (scope as Workload<Id, S>).podSecurity;
    this.register({
      purpose: 'gives the volume to the app',
      image: helperImages.busybox,
      program: { command: ['true'] },
      user: 0,
      defaultTimeout: Duration.seconds(30),
    });
  }
}

const { chart } = stage();
const files = new Deployment(chart, 'files', { podSecurity: 'restricted' });
// @error root is more than 'restricted' allows, and SetOwner runs as root: use fsGroup, or podSecurity: 'baseline'
// @on files,
new SetOwner(files, 'own');
