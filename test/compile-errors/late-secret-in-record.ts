import { stage } from './support/stage';

const { web, busybox } = stage();

const env: Record<string, string> = { LOG_LEVEL: 'info', DB_PASSWORD: 'hunter2' };
// @runtime env DB_PASSWORD names a secret: give secretKey(…), or plainText(value, because) where it is none
web.addContainer('app', { image: busybox, env });
