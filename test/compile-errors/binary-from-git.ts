import { FetchBinary, git } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { web } = stage();

new FetchBinary(web, 'tool', {
  // @compiler Type 'GitSource<string>' is missing the following properties from type
  // @runtime from takes https(…) or plainHttp(…).
  // @on from
  from: git('https://git.example.com/tool.git'),
});
