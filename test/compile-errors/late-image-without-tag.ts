import { image } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { web } = stage();

const name: string = ['localhost:5000', 'nginx'].join('/');
// @runtime image "localhost:5000/nginx" has no tag: pin a version or a digest
web.addContainer('app', { image: image(name, { user: 101 }) });
