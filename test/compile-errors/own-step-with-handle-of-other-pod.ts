import { Duration } from 'cdk8s';
import { helperImages, type Ready, Step, type StepProps, type Workload } from 'cdk8s-prelude';
import { stage } from './support/stage';

class Register<in out Id extends string = any> extends Step<Id> {
  constructor(scope: Workload<Id>, id: string, props: StepProps<NoInfer<Id>> & { readonly registry: Ready<NoInfer<Id>> }) {
    super(scope, id);
    this.register({
      purpose: 'registers the shop',
      image: helperImages.busybox,
      program: { command: ['true'] },
      defaultTimeout: Duration.seconds(30),
      needs: [props.registry],
      after: props.after,
    });
  }
}

const { web, db, apiDb } = stage();
// @compiler '"api"' is not assignable to type '"web"'
// @runtime a handle of pod "api" is not assignable to pod "web": build the step on "web" as well
// @on registry
new Register(web, 'register', { registry: apiDb.ready, after: [db.ready] });
