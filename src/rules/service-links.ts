import { serviceLinks as say } from '../messages/containers';
import { isSet } from '../manifest/types';
import type { LibraryRule } from './rule';

export const serviceLinks: LibraryRule = {
  id: 'service-links',
  title: 'enableServiceLinks is false',
  why: 'Otherwise a Service that someone else adds to the namespace changes the environment of every container, and so the value of `$(NAME)`.',
  see: 'https://kubernetes.io/docs/concepts/services-networking/service/#environment-variables',
  check({ spec }, report) {
    const given = spec.enableServiceLinks;
    if (given === false) return;
    report({ where: 'enableServiceLinks', sentence: say, ...(isSet(given) ? { given: JSON.stringify(given) } : {}) });
  },
};
