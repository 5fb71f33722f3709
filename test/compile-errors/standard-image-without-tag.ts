import { defineStandard } from 'cdk8s-prelude';

const acme = defineStandard({ name: 'Acme', registries: ['registry.acme.example'] });

// @error image "registry.acme.example/shop" has no tag: pin a version or a digest
// @on 'registry.acme.example/shop'
acme.image('registry.acme.example/shop', { user: 101 });
