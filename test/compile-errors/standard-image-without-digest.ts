import { defineStandard } from 'cdk8s-prelude';
import { stage } from './support/stage';

const acme = defineStandard({ name: 'Acme', digests: true });
const { web } = stage();

web.addContainer('app', {
  // @error standard "Acme" takes no image without a digest, and "ghcr.io/acme/shop:1.4.2" has none: add @sha256:…
  // @on 'ghcr.io/acme/shop:1.4.2'
  image: acme.image('ghcr.io/acme/shop:1.4.2', { user: 101 }),
});
