import { image } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { web, config } = stage();

// @runtime container "nginx" mounts a volume at "/etc/nginx", which hides the files that image "nginx:1.27" has in /etc/nginx: mount the one file (config.file('x') at "/etc/nginx/x"), copy the image's own files into the volume first (CopyFromImage), or say that they are to be hidden: hiding(…), or "/etc/nginx" in annotation cdk8s-prelude/hides.nginx.
web.addContainer('nginx', { image: image('nginx:1.27', { user: 101 }), mounts: { '/etc/nginx': config.files } });
