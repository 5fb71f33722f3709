import { image } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { web } = stage();

const tag: string = ['la', 'test'].join('');
// @runtime image "nginx:latest" changes under you: pin a version or a digest
web.addContainer('app', { image: image(`nginx:${tag}`, { user: 101 }) });
