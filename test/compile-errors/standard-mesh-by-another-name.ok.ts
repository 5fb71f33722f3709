import { defineStandard } from 'cdk8s-prelude';

defineStandard({ name: 'Acme', mesh: 'istio-native' });
