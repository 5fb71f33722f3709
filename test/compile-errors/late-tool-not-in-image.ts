import { stage } from './support/stage';

const { web, busybox } = stage();

const command: string[] = ['curl', 'https://config.example.com'];
// @runtime image "docker.io/library/busybox:1.37.0-musl" has no "curl": use an image that has it, or list it in the image's tools
web.addContainer('app', { image: busybox, command });
