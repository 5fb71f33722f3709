import type { Chart } from 'cdk8s';
import { claim, Deployment, FixPermissions } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { chart } = stage();

class Files<Id extends string> extends Deployment<Id, 'restricted'> {
  constructor(scope: Chart, id: Id) {
    super(scope, id, { podSecurity: 'restricted' });
    const data = claim<Id>(this, 'data', 'files-data');
    // @error root is more than 'restricted' allows, and FixPermissions runs as root: use fsGroup, or podSecurity: 'baseline'
    // @on this,
    new FixPermissions(this, 'own', { volume: data, owner: 999 });
  }
}
new Files(chart, 'files');
