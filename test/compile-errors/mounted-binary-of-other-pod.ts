import { FetchBinary, https } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { web, api, busybox } = stage();
const tool = new FetchBinary(api, 'tool', { from: https('https://example.com/tool', { sha256: '0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef' }) });

web.addContainer('app', {
  image: busybox,
  mounts: {
    // @error a handle of pod "api" is not assignable to pod "web": build the step on "web" as well
    // @on '/usr/local/bin/tool'
    '/usr/local/bin/tool': tool.binary,
  },
});
