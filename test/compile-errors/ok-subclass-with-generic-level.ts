import type { Construct } from 'constructs';
import { claim, Deployment, FixPermissions, type PrivilegeLevel, RunPrivileged, type Workload } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { chart, tool } = stage();

// The compiler does not look into a type parameter: the levels are said once.
class Files<Id extends string, S extends PrivilegeLevel> extends Deployment<Id, S> {
  constructor(scope: Construct, id: Id, podSecurity: S) {
    super(scope, id, { podSecurity });
    const pod: Workload<Id, PrivilegeLevel> = this;
    new FixPermissions(pod, 'own', { volume: claim<Id>(this, 'data', 'files-data'), owner: 999 });
    new RunPrivileged(pod, 'tune', { level: 'baseline', command: ['id'], purpose: 'tunes', because: 'of speed', rerun: 'idempotent' });
    this.addContainer('app', { image: tool });
  }
}

export const files: Files<'files', 'baseline'> = new Files(chart, 'files', 'baseline');
