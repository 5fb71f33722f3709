import { defineStandard } from 'cdk8s-prelude';
import { stage } from './support/stage';

const acme = defineStandard({ name: 'Acme', digests: true });
const { web } = stage();

web.addContainer('app', {
  image: acme.image('ghcr.io/acme/shop:1.4.2@sha256:9b1a1a1c9b1a1a1c9b1a1a1c9b1a1a1c9b1a1a1c9b1a1a1c9b1a1a1c9b1a1a1c', { user: 101 }),
});
