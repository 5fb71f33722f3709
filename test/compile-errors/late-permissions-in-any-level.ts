import { claim, FixPermissions, type Workload } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { web } = stage();

function own<Id extends string>(pod: Workload<Id>) {
  // @runtime root is more than 'restricted' allows, and FixPermissions runs as root: use fsGroup, or podSecurity: 'baseline'
  return new FixPermissions(pod, 'own', { volume: claim(pod, 'more', 'more'), owner: 999 });
}
own(web);
