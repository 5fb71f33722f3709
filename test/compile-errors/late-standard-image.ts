import { defineStandard } from 'cdk8s-prelude';

const acme = defineStandard({ name: 'Acme', registries: ['registry.acme.example'] });
const registry: string = ['docker', 'io'].join('.');
// @runtime standard "Acme" takes no image "docker.io/nginx:1.27": use one from registry.acme.example
acme.image(`${registry}/nginx:1.27`, { user: 101 });
