import { claim, Deployment, FixPermissions, MakeDirectories, type Owned, VerifyPermissions, type Workload, WriteFiles } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { chart } = stage();

const db = new Deployment(chart, 'prepared', { podSecurity: 'baseline' });
const fixed = new FixPermissions(db, 'own', { volume: claim(db, 'data', 'shop-data'), owner: 1000 });
const places = new MakeDirectories(db, 'places', { volume: fixed.volume, directories: ['pages'], user: 1000 });
const verified = new VerifyPermissions(db, 'verify', { volume: claim(db, 'nfs', 'nfs'), user: 65534 });
new WriteFiles(db, 'page', { files: { 'pages/index.html': 'Hello' }, into: places.volume });
new WriteFiles(db, 'note', { files: { note: 'Hello' }, into: verified.volume });

export function write<Id extends string>(workload: Workload<Id>, volume: Owned<Id>): WriteFiles<Id, 'a'> {
  return new WriteFiles(workload, 'a', { files: { a: '' }, into: volume });
}
