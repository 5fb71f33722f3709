import { defineStandard } from 'cdk8s-prelude';

// @compiler is not assignable to type 'Mesh
// @on mesh
// @runtime mesh is one of istio-native
defineStandard({ name: 'Acme', mesh: 'Istio' });
