import { RunPrivileged, type Workload } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { web } = stage();

function cutOff<Id extends string>(pod: Workload<Id>) {
  // @runtime reaching beyond the container is more than 'restricted' allows, and RunPrivileged does: ask for podSecurity: 'privileged'
  return new RunPrivileged(pod, 'no-metadata', {
    purpose: 'cuts the pod off from the metadata service',
    level: 'privileged',
    capabilities: ['NET_ADMIN'],
    because: 'routes belong to root',
    command: ['ip', 'route', 'replace', 'blackhole', '169.254.169.254'],
    rerun: 'idempotent',
  });
}
cutOff(web);
