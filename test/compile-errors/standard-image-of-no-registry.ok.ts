import { defineStandard } from 'cdk8s-prelude';
import { stage } from './support/stage';

const acme = defineStandard({ name: 'Acme 2026', registries: ['registry.acme.example'], registryMap: { 'quay.io': 'registry.acme.example/quay' } });
const { web } = stage();

web.addContainer('app', {
  image: acme.image('quay.io/nginx:1.27', { user: 101 }),
});
