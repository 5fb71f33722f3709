import { defineStandard } from 'cdk8s-prelude';

// @compiler "Istio"
// @on mesh
// @runtime mesh is one of istio-native
defineStandard({ name: 'Acme', mesh: 'Istio' });
