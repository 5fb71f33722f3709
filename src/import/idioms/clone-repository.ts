import { valueOf } from '../../shell/program';
import { made, name } from '../code';
import type { Idiom } from '../idiom';
import { isKnown, onlyCall } from '../only';
import { writer } from '../owners';
import { wholePlaceOf } from '../places';

const TAKES_VALUE = /^(?:-b|--branch|--depth|-c|--config|-o|--origin)$/;

/** `git clone --depth 1 --branch main https://… /code`. */
export const cloneRepository: Idiom = (container, before) => {
  const clone = onlyCall(container, 'git');
  if (!clone || !isKnown(clone) || clone.args[0]?.text !== 'clone') return undefined;
  const words = clone.args.slice(1);
  const [url = '', to = ''] = words.filter(({ text }, index) => !text.startsWith('-') && !TAKES_VALUE.test(words[index - 1]?.text ?? '')).map(({ text }) => text);
  const place = wholePlaceOf(container, to);
  const volume = place && before.volume(place.volume.name);
  if (!url.startsWith('https://') || url.includes('@') || !volume || place.below !== '') return undefined;
  const [ref, depth] = [valueOf(words, '-b', '--branch'), valueOf(words, '--depth')];
  return {
    construct: 'CloneRepository',
    props: {
      from: made('git', url, ...(ref === undefined && depth === undefined ? [] : [{ ref, depth: depth === undefined ? undefined : Number(depth) }])),
      keepHistory: true, into: name(volume), user: writer(container, before),
    },
    gives: { volume: place.volume.name, handle: 'files' },
    todos: ['the step keeps .git as the original did; take keepHistory away where the app reads only the files, and name a commit where it must always be the same'],
  };
};
