import { stage } from './support/stage';

const { web, busybox } = stage();

web.addContainer('app', {
  image: busybox,
  command: ['wget', 'https://config.example.com'],
});
