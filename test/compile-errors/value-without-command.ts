import { stage } from './support/stage';

const { web, busybox, config } = stage();

web.addContainer('app', {
  image: busybox,
  env: {
    // @error a value of a step is set by what starts the command, and the image's own entrypoint is not known: state the container's command
    // @on REGION
    REGION: config.files.value('shop.json'),
  },
});
