import { CloneRepository, https } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { web } = stage();

new CloneRepository(web, 'code', {
  // @compiler is missing the following properties from type 'GitSource<
  // @runtime from takes git(…).
  // @on from
  from: https('https://git.example.com/pages.git'),
});
