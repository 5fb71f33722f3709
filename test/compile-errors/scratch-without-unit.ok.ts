import { Size } from 'cdk8s';
import { scratch } from 'cdk8s-prelude';

scratch(
  Size.mebibytes(64),
);
