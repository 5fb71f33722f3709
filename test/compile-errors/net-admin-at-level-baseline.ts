import { Deployment, RunPrivileged } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { chart } = stage();

const node = new Deployment(chart, 'node', { podSecurity: 'privileged' });
new RunPrivileged(node, 'no-metadata', {
  purpose: 'cuts the pod off from the metadata service',
  level: 'baseline',
  // @error capability "NET_ADMIN" is more than 'baseline' allows: ask for 'privileged', or do without it
  // @on 'NET_ADMIN'
  capabilities: ['CHOWN', 'NET_ADMIN'],
  because: 'routes belong to root',
  script: 'ip route replace blackhole 169.254.169.254',
  rerun: 'idempotent',
});
