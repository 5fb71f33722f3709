import type { Chart } from 'cdk8s';
import { claim, Deployment, FixPermissions } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { chart } = stage();

class Files<Id extends string> extends Deployment<Id, 'baseline'> {
  constructor(scope: Chart, id: Id) {
    super(scope, id, { podSecurity: 'baseline' });
    const data = claim<Id>(this, 'data', 'files-data');
    new FixPermissions(this, 'own', { volume: data, owner: 999 });
  }
}
new Files(chart, 'files');
