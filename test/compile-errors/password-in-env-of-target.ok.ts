import { command, secretKey, WaitForService } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { web, busybox } = stage();

new WaitForService(web, 'wait', {
  until: command({
    image: busybox,
    command: ['wget', '-q', 'http://kafka-rest/topics'],
    proves: 'the topics are there',
    env: { KAFKA_PASSWORD: secretKey('kafka', 'password') },
  }),
});
