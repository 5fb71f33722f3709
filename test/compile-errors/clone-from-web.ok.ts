import { CloneRepository, git } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { web } = stage();

new CloneRepository(web, 'code', {
  from: git('https://git.example.com/pages.git'),
});
