import { defineStandard } from 'cdk8s-prelude';

// @compiler is not assignable to type 'Mesh
// @on mesh
// @runtime mesh is 'istio-native', 'istio-init'
defineStandard({ name: 'Acme', mesh: 'Istio' });
