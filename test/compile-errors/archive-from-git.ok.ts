import { FetchArchive, https } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { web } = stage();

new FetchArchive(web, 'pages', {
  from: https('https://example.com/pages.tar.gz'),
});
