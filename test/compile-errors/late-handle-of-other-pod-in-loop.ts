import { Deployment, FetchConfig, https } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { chart, busybox } = stage();

const [orders, users] = ['orders', 'users'].map((name) => {
  const pod = new Deployment(chart, name);
  return { pod, config: new FetchConfig(pod, 'fetch', { from: https('https://config.example.com/shop.json') }) };
});
// @runtime a handle of pod "users" is not assignable to pod "orders": build the step on "orders" as well
orders?.pod.addContainer('app', { image: busybox, mounts: { '/etc/app': users!.config.files } });
