import type { Value } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { web, busybox, config } = stage();

const env: Record<string, Value<'web'>> = { REGION: config.files.value('shop.json') };
const command: string[] | undefined = Math.random() < 2 ? undefined : ['env'];
// @runtime a value of a step is set by what starts the command, and the image's own entrypoint is not known: state the container's command
web.addContainer('app', { image: busybox, ...(command ? { command } : {}), env } as never);
