import { secretKey, WriteFiles } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { web } = stage();

const password = secretKey('db', 'password');
new WriteFiles(web, 'page', {
  files: {
    'password': password.key,
  },
});
