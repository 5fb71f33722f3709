import { stage } from './support/stage';

const { web, busybox, config } = stage();

const folder: string = ['', 'app', 'config', ''].join('/');
// @runtime mount path "/app/config/" ends with "/": leave it out, "/data" and "/data/" are one place
web.addContainer('app', { image: busybox, mounts: { [folder]: config.files } });
