import { acme } from '@acme/platform';

// @runtime standard "Acme platform" takes no image "quay.io/orders/api:1": use one from registry.acme.example
const registry: string = 'quay.io';
acme.image(`${registry}/orders/api:1`, { user: 10001, group: 10001 });
