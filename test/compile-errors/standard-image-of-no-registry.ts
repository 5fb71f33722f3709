import { defineStandard } from 'cdk8s-prelude';
import { stage } from './support/stage';

const acme = defineStandard({ name: 'Acme 2026', registries: ['registry.acme.example'], registryMap: { 'quay.io': 'registry.acme.example/quay' } });
const { web } = stage();

web.addContainer('app', {
  // @error standard "Acme 2026" takes no image "nginx:1.27": use one from registry.acme.example
  // @on 'nginx:1.27'
  image: acme.image('nginx:1.27', { user: 101 }),
});
