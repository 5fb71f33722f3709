import { Duration } from 'cdk8s';
import { Deployment, helperImages, Step, type Workload } from 'cdk8s-prelude';
import { stage } from './support/stage';

class Route extends Step {
  constructor(scope: Workload, id: string) {
    super(scope, id);
    this.register({
      purpose: 'sets a route',
      image: helperImages.busybox,
      program: { command: ['ip', 'route'] },
      user: 0,
      // @compiler Type '"CAP_NET_ADMIN"' is not assignable to type 'LinuxCapability'
      // @runtime "CAP_NET_ADMIN" is no Linux capability: they are written without CAP_, such as "NET_ADMIN"
      // @on 'CAP_NET_ADMIN'
      capabilities: ['CAP_NET_ADMIN'],
      defaultTimeout: Duration.seconds(30),
    });
  }
}

const { chart } = stage();
new Route(new Deployment(chart, 'node', { podSecurity: 'privileged' }), 'route');
