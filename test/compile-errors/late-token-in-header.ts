import { FetchConfig, https } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { web } = stage();

const headers: Record<string, string> = { accept: 'text/plain', cookie: 'session=abc123' };
// @runtime header cookie holds a secret: give secretKey(…) or bearer(…), or plainText(value, because) where it is none
new FetchConfig(web, 'pages', { from: https('https://config.example.com/pages.json', { headers }) });
