import { ApiObject, JsonPatch, Size } from 'cdk8s';
import { ConfigMap, ContainerRestartPolicy, Cpu, Env, Volume } from 'cdk8s-plus-28';
import { type Deployment, image } from 'cdk8s-prelude';

const shop = image('registry.example.com/shop/web:1.4.2', { user: 1000 });

/** A container that starts before the steps and runs beside the app, and a directory that both mount. */
export function withLogShipper(web: Deployment) {
  const logs = Volume.fromEmptyDir(web, 'logs', 'logs', { sizeLimit: Size.mebibytes(64) });
  const app = web.addContainer('app', { image: shop, ports: [8080] });
  const shipper = web.resource.addInitContainer({
    name: 'ship-logs', image: 'registry.example.com/shop/shipper:2.0.1', restartPolicy: ContainerRestartPolicy.ALWAYS, securityContext: { user: 1000 },
    resources: { cpu: { request: Cpu.millis(10) }, memory: { request: Size.mebibytes(32), limit: Size.mebibytes(32) } },
  });
  app.mount('/var/log/shop', logs);
  shipper.mount('/var/log/shop', logs, { readOnly: true });
  return app;
}

/** All keys of a ConfigMap as variables: `envFrom`. */
export function withSettings(web: Deployment) {
  const app = web.addContainer('app', { image: shop });
  app.env.copyFrom(Env.fromConfigMap(ConfigMap.fromConfigMapName(web, 'settings', 'shop-settings')));
  return app;
}

/** A field that is no property of anything. */
export function withLargerLimit(web: Deployment) {
  web.addContainer('app', { image: shop, ports: [8080] });
  ApiObject.of(web.resource).addJsonPatch(
    JsonPatch.add('/spec/template/spec/containers/0/resources/limits/memory', '1Gi'),
  );
}
