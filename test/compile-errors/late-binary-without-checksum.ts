import { FetchBinary, https, type WebSource } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { web } = stage();

const unseen: unknown = https('https://example.com/tool');
// @runtime a binary is run, so what it is must be known: give sha256 with https(…) or plainHttp(…)
new FetchBinary(web, 'tool', { from: unseen as WebSource<'tool', string> });
