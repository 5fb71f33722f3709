import type { IConstruct } from 'constructs';
import { refuse } from '../../errors';
import { helperImages } from '../../images/catalogue';
import type { Image } from '../../images/image';
import { onlyOneImage } from '../../messages/input';
import { noProbe, notAScheme } from '../../messages/readiness';
import { embedded } from '../../scripts/embedded';
import type { Target, TargetContext, TargetSpec } from './target';

const SCHEME = /^([a-z][a-z0-9]*):(?:\/\/|$)/;

/** What a target says of itself; a target of a user's own class is checked, for the program can only say that it is wrong. */
export function specOf(at: IConstruct, target: Target, context: TargetContext): TargetSpec {
  const spec = target._spec(context);
  const scheme = SCHEME.exec(spec.url)?.[1] ?? refuse(at, 'own-target', notAScheme, spec.url);
  const probe = `probe_${scheme}`;
  const defined = spec.parts.some((part) => (typeof part === 'string' ? embedded[part] : part.text).includes(`${probe}()`));
  return defined ? spec : refuse(at, 'own-target', noProbe(probe), spec.url);
}

/** True where it runs in an image of the user's. */
export const isOfUser = ({ runsIn = 'busybox' }: TargetSpec): boolean => typeof runsIn !== 'string';

/** The one image that all targets of a step run in. What runs in busybox runs in all others. */
export function imageOf(at: IConstruct, specs: readonly TargetSpec[]): Image {
  const images = new Set(specs.flatMap(({ runsIn = 'busybox' }) => (runsIn === 'busybox' ? [] : [typeof runsIn === 'string' ? helperImages[runsIn] : runsIn])));
  if (images.size > 1) refuse(at, 'wait-target', onlyOneImage, [...images].map(({ reference }) => reference));
  return [...images][0] ?? helperImages.busybox;
}
