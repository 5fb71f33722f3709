import { FetchBinary, https } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { web, api, busybox } = stage();
const tool = new FetchBinary(web, 'tool', { from: https('https://example.com/tool', { sha256: '0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef' }) });

web.addContainer('app', {
  image: busybox,
  mounts: {
    '/usr/local/bin/tool': tool.binary,
  },
});
