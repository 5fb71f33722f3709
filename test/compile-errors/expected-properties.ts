/* Properties that people expect from the YAML or from cdk8s-plus, and that are not there. */
import { Probe } from 'cdk8s-plus-28';
import { claim, DaemonSet, Deployment, FixPermissions, Job, RunCommand } from 'cdk8s-prelude';
import { mistake } from './support/program';
import { stage } from './support/stage';

mistake('ports of a step', () => {
  const { web, tool } = stage();
  new RunCommand(web, 'run', {
    purpose: 'lists the versions',
    rerun: 'idempotent',
    image: tool,
    command: ['migrate', 'version'],
    // @error nothing reaches a pod before its steps are done: ports belong to a container of the app, web.addContainer(…)
    // @on ports
    // @right -
    ports: [9090],
  });
});

mistake('liveness of a step', () => {
  const { web, tool } = stage();
  new RunCommand(web, 'run', {
    purpose: 'lists the versions',
    rerun: 'idempotent',
    image: tool,
    command: ['migrate', 'version'],
    // @error a step runs to its end and has no probes: they belong to a container of the app, web.addContainer(…)
    // @on liveness
    // @right -
    liveness: Probe.fromTcpSocket({ port: 5432 }),
  });
});

mistake('step that depends on another', () => {
  const { web, tool } = stage();
  new RunCommand(web, 'run', {
    purpose: 'lists the versions',
    rerun: 'idempotent',
    image: tool,
    command: ['migrate', 'version'],
    // @error steps run in the order in which they are built: build this one later, or give after: [a handle of the other step]
    // @on dependsOn
    // @right -
    dependsOn: ['wait-for-db'],
  });
});

mistake('restart policy of a step', () => {
  const { web, tool } = stage();
  new RunCommand(web, 'run', {
    purpose: 'lists the versions',
    rerun: 'idempotent',
    image: tool,
    command: ['migrate', 'version'],
    // @error a failed step runs again until it succeeds: timeout limits one run, and restartPolicy belongs to a Job
    // @on restartPolicy
    // @right -
    restartPolicy: 'Always',
  });
});

mistake('security context of a step', () => {
  const { web, tool } = stage();
  new RunCommand(web, 'run', {
    purpose: 'lists the versions',
    rerun: 'idempotent',
    image: tool,
    command: ['migrate', 'version'],
    // @error a step runs as the user of its image without any privileges: if it needs root, use RunPrivileged or FixPermissions
    // @on securityContext
    // @right -
    securityContext: { runAsUser: 1000 },
  });
});

mistake('env from of a step', () => {
  const { web, tool } = stage();
  new RunCommand(web, 'run', {
    purpose: 'lists the versions',
    rerun: 'idempotent',
    image: tool,
    command: ['migrate', 'version'],
    // @error set variables one by one: env: { NAME: secretKey(…) }, or configMapKey(…)
    // @on envFrom
    // @right -
    envFrom: [{ secretRef: { name: 'db' } }],
  });
});

mistake('volume mounts of a step', () => {
  const { web, tool } = stage();
  new RunCommand(web, 'run', {
    purpose: 'lists the versions',
    rerun: 'idempotent',
    image: tool,
    command: ['migrate', 'version'],
    // @error set mounts by path: mounts: { '/etc/app': config.files }
    // @on volumeMounts
    // @right -
    volumeMounts: [{ name: 'config', mountPath: '/etc/app' }],
  });
});

mistake('env from of a container', () => {
  const { web, tool } = stage();
  web.addContainer('app', {
    image: tool,
    // @error set variables one by one: env: { NAME: secretKey(…) }, or configMapKey(…)
    // @on envFrom
    // @right -
    envFrom: [{ secretRef: { name: 'db' } }],
  });
});

mistake('security context of a container', () => {
  const { web, tool } = stage();
  web.addContainer('app', {
    image: tool,
    // @error a container runs as the user of its image without any privileges: set the user with image(…, { user, group })
    // @on securityContext
    // @right -
    securityContext: { runAsUser: 1000 },
  });
});

mistake('tolerations of a deployment', () => {
  const { chart } = stage();
  new Deployment(chart, 'more', {
    // @error set scheduling on the workload of cdk8s-plus: web.resource.scheduling, such as .tolerate(…) or .attract(…)
    // @on tolerations
    // @right -
    tolerations: [],
  });
});

mistake('node selector of a daemon set', () => {
  const { chart } = stage();
  new DaemonSet(chart, 'more', {
    // @error set scheduling on the workload of cdk8s-plus: web.resource.scheduling, such as .tolerate(…) or .attract(…)
    // @on nodeSelector
    // @right -
    nodeSelector: { disk: 'ssd' },
  });
});

mistake('process ids of the node', () => {
  const { chart } = stage();
  new Deployment(chart, 'more', {
    // @error the namespaces of the node need podSecurity: 'privileged' and a JSON patch of the workload: ApiObject.of(web.resource).addJsonPatch(…)
    // @on hostPID
    // @right -
    hostPID: true,
  });
});

mistake('network of the node', () => {
  const { chart } = stage();
  new Job(chart, 'more', {
    // @error the namespaces of the node need podSecurity: 'privileged' and a JSON patch of the workload: ApiObject.of(web.resource).addJsonPatch(…)
    // @on hostNetwork
    // @right -
    hostNetwork: true,
  });
});

mistake('containers of a deployment', () => {
  const { chart } = stage();
  new Deployment(chart, 'more', {
    // @error containers are added one by one: web.addContainer('app', { image: image(…) })
    // @on containers
    // @right -
    containers: [{ image: 'nginx:1.27.3' }],
  });
});

mistake('init containers of a deployment', () => {
  const { chart } = stage();
  new Deployment(chart, 'more', {
    // @error init containers are steps, built on the workload: new RunCommand(web, 'prepare', { … })
    // @on initContainers
    // @right -
    initContainers: [{ image: 'nginx:1.27.3' }],
  });
});

mistake('user of permissions', () => {
  const { chart } = stage();
  const files = new Deployment(chart, 'files', { podSecurity: 'baseline' });
  new FixPermissions(files, 'own', {
    volume: claim(files, 'data', 'shop-data'),
    // @error did you mean owner? FixPermissions itself runs as root, and owner is the user that will own the volume
    // @on user
    // @right owner: 1000,
    user: 1000,
  });
});
