import { secretKey, WriteFiles } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { web } = stage();

const password = secretKey('db', 'password');
new WriteFiles(web, 'page', {
  files: {
    // @compiler is not assignable to type 'FileContent'
    // @runtime file "password" takes a string, plainText(…), or { content, mode }.
    // @on 'password'
    'password': password,
  },
});
