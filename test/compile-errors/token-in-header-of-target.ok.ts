import { http, plainText, WaitForService } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { web } = stage();

new WaitForService(web, 'wait', {
  until: http('http://auth/health', {
    headers: { 'private-token': plainText('none', 'health asks for any token') },
  }),
});
