import { stage } from './support/stage';

const { web, busybox } = stage();

web.addContainer('app', {
  image: busybox,
  // @error image "docker.io/library/busybox:1.37.0-musl" has no "curl": use an image that has it, or list it in the image's tools
  // @on 'curl'
  command: ['curl', 'https://config.example.com'],
});
