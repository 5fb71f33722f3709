import { defineStandard } from 'cdk8s-prelude';
import { stage } from './support/stage';

const acme = defineStandard({ name: 'Acme 2026', registries: ['registry.acme.example', 'ghcr.io/acme'] });
const { web } = stage();

web.addContainer('app', {
  image: acme.image('ghcr.io/acme/nginx:1.27', { user: 101 }),
});
