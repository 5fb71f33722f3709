import { command, WaitForService } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { web, busybox } = stage();

new WaitForService(web, 'wait', {
  until: command({
    image: busybox,
    // @error image "docker.io/library/busybox:1.37.0-musl" has no "curl": use an image that has it, or list it in the image's tools
    // @on 'curl'
    command: ['curl', '-q', 'http://kafka-rest/topics'],
    proves: 'the topics are there',
  }),
});
