import { Size } from 'cdk8s';
import { scratch } from 'cdk8s-prelude';

scratch(
  // @compiler Argument of type 'number' is not assignable to parameter of type 'Size'
  // @runtime sizeLimit must be a Size, such as Size.mebibytes(64): a bare number has no unit.
  // @on 64
  64,
);
