import { defineStandard } from 'cdk8s-prelude';

const registries = ['registry.acme.example'] as const;
defineStandard({
  name: 'Acme',
  registries,
});
