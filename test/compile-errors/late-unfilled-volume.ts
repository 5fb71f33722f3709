import { type Mountable } from 'cdk8s-prelude';
import { stage } from './support/stage';

const { web, busybox, space } = stage();

const unseen: unknown = space;
// @runtime no step has filled this volume: mount the handle of the step that fills it, or declare it with scratch(…)
web.addContainer('app', { image: busybox, mounts: { '/space': unseen as Mountable<'web'> } });
