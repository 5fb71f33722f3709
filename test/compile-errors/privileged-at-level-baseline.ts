import { Deployment, RunPrivileged } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { chart } = stage();

const node = new Deployment(chart, 'node', { podSecurity: 'privileged' });
new RunPrivileged(node, 'no-metadata', {
  purpose: 'cuts the pod off from the metadata service',
  level: 'baseline',
  // @error reaching beyond the container is more than 'baseline' allows, and a privileged one does: say level: 'privileged', or name the capabilities that are needed
  // @on privileged
  privileged: true,
  because: 'routes belong to root',
  script: 'ip route replace blackhole 169.254.169.254',
  rerun: 'idempotent',
});
