import { FetchArchive, git } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { web } = stage();

new FetchArchive(web, 'pages', {
  // @compiler is missing the following properties from type 'WebSource<
  // @runtime from takes https(…) or plainHttp(…).
  // @on from
  from: git('https://git.example.com/pages.git'),
});
