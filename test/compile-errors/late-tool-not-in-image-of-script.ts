import { RunScript } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { web } = stage();

const tools: string[] = ['curl'];
// @runtime image "docker.io/library/busybox:1.37.0-musl" has no "curl": use an image that has it, or list it in the image's tools
new RunScript(web, 'fetch', { purpose: 'fetches something', rerun: 'idempotent', script: 'curl "$1"', tools, args: ['https://a'] });
