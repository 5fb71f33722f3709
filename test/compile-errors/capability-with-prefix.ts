import { Deployment, RunPrivileged } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { chart } = stage();

const node = new Deployment(chart, 'node', { podSecurity: 'privileged' });
new RunPrivileged(node, 'no-metadata', {
  purpose: 'cuts the pod off from the metadata service',
  level: 'privileged',
  // @error "CAP_NET_ADMIN" is no Linux capability: they are written without CAP_, such as "NET_ADMIN"
  // @on 'CAP_NET_ADMIN'
  capabilities: ['CAP_NET_ADMIN'],
  because: 'routes belong to root',
  script: 'ip route replace blackhole 169.254.169.254',
  rerun: 'idempotent',
});
