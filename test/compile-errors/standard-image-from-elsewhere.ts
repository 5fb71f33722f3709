import { defineStandard } from 'cdk8s-prelude';
import { stage } from './support/stage';

const acme = defineStandard({ name: 'Acme 2026', registries: ['registry.acme.example', 'ghcr.io/acme'] });
const { web } = stage();

web.addContainer('app', {
  // @error standard "Acme 2026" takes no image "docker.io/nginx:1.27": use one from registry.acme.example or ghcr.io/acme
  // @on 'docker.io/nginx:1.27'
  image: acme.image('docker.io/nginx:1.27', { user: 101 }),
});
