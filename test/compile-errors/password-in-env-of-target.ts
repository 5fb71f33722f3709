import { command, secretKey, WaitForService } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { web, busybox } = stage();

new WaitForService(web, 'wait', {
  until: command({
    image: busybox,
    command: ['wget', '-q', 'http://kafka-rest/topics'],
    proves: 'the topics are there',
    // @error env KAFKA_PASSWORD names a secret: give secretKey(…), or plainText(value, because) where it is none
    // @on KAFKA_PASSWORD
    env: { KAFKA_PASSWORD: 'hunter2' },
  }),
});
