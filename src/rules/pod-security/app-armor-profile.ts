import { appArmorAnnotation, appArmorProfile as say, ofContainer, ofPod } from '../../messages/privileges';
import { type Field, type Profile, text } from '../../manifest/types';
import type { LibraryRule } from '../rule';
import { BASELINE_STANDARD, FROM_BASELINE, WEAKER_LEVEL } from './standards';

const ANNOTATION = 'container.apparmor.security.beta.kubernetes.io/';

export const appArmorProfile: LibraryRule = {
  id: 'app-armor-profile',
  levels: FROM_BASELINE,
  title: 'AppArmor is not turned off',
  why: 'Without its profile a container can write to parts of /proc and /sys that belong to the node.',
  see: BASELINE_STANDARD,
  noSuppression: WEAKER_LEVEL,
  check({ containers, metadata, spec }, report) {
    const field = 'securityContext.appArmorProfile.type';
    const ofAll = spec.securityContext?.appArmorProfile;
    if (ofAll && !isAllowed(ofAll)) report({ where: field, sentence: say(ofPod), given: text(ofAll.type) });
    for (const container of containers) {
      const own = container.security.appArmorProfile;
      if (own && !isAllowed(own)) report({ where: container.at(field), sentence: say(ofContainer(container.name)), given: text(own.type) });
    }
    for (const key in metadata.annotations) {
      if (!key.startsWith(ANNOTATION)) continue;
      const value = text(metadata.annotations[key]);
      if (isAllowedAnnotation(value)) continue;
      report({ where: `metadata.annotations[${key}]`, sentence: appArmorAnnotation(key), given: value });
    }
  },
};

const isAllowed = (profile: NonNullable<Field<Profile>>) => profile.type === 'RuntimeDefault' || profile.type === 'Localhost';

const isAllowedAnnotation = (value: string) => value === '' || value === 'runtime/default' || value.startsWith('localhost/');
