import { defineStandard } from 'cdk8s-prelude';

const acme = defineStandard({ name: 'Acme', registries: ['registry.acme.example'] });

acme.image('registry.acme.example/shop:1', { user: 101 });
