import { Size } from 'cdk8s';
import { emptyDirectory } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { web } = stage();

emptyDirectory(
  web,
  'more',
  // @compiler Argument of type 'number' is not assignable to parameter of type 'Size'
  // @runtime sizeLimit must be a Size, such as Size.mebibytes(64): a bare number has no unit.
  // @on 64
  64,
);
