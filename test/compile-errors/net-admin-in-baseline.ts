import { Deployment, RunPrivileged } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { chart } = stage();

const node = new Deployment(chart, 'node', { podSecurity: 'baseline' });
// @error reaching beyond the container is more than 'baseline' allows, and RunPrivileged does: ask for podSecurity: 'privileged'
// @on node,
new RunPrivileged(node, 'no-metadata', {
  purpose: 'cuts the pod off from the metadata service',
  level: 'privileged',
  capabilities: ['NET_ADMIN'],
  because: 'routes belong to root',
  script: 'ip route replace blackhole 169.254.169.254',
  rerun: 'idempotent',
});
