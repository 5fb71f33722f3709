import { http, plainText, WaitForService } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { web } = stage();

new WaitForService(web, 'wait', {
  until: http('http://auth/health', {
    // @error header private-token holds a secret: give secretKey(…) or bearer(…), or plainText(value, because) where it is none
    // @on 'private-token'
    headers: { 'private-token': 'glpat-x' },
  }),
});
