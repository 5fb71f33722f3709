import * as kplus from 'cdk8s-plus-28';
import { bearer, FetchConfig, http, https, secretKey, WaitForService } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { chart, web } = stage();

const secret = kplus.Secret.fromSecretName(chart, 'secret', 'config');
const headers = { Authorization: bearer(secretKey(secret, 'token')), 'X-Api-Key': secretKey('config', 'key'), Accept: 'application/json' };
new FetchConfig(web, 'fetch', { from: https('https://config.example.com/pages.json', { headers, ca: secretKey(secret, 'ca.crt') }) });
new WaitForService(web, 'wait', { until: http('https://auth.example.com/health', { headers }) });
