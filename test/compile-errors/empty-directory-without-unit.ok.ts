import { Size } from 'cdk8s';
import { emptyDirectory } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { web } = stage();

emptyDirectory(
  web,
  'more',
  Size.mebibytes(64),
);
