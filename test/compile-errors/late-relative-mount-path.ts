import { stage } from './support/stage';

const { web, busybox, config } = stage();

const folder: string = ['app', 'config'].join('/');
// @runtime mount path "app/config" is relative: begin it with "/"
web.addContainer('app', { image: busybox, mounts: { [folder]: config.files } });
