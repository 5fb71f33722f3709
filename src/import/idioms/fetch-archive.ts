import { valueOf } from '../../shell/program';
import { name } from '../code';
import { downloadOf, sourceCode } from '../downloads';
import type { Idiom } from '../idiom';
import { callsOf, isKnown } from '../only';
import { writer } from '../owners';
import { wholePlaceOf } from '../places';

/** `curl -L https://….tgz | tar xz -C /opt`, or the same with a file between the two. */
export const fetchArchive: Idiom = (container, before) => {
  const calls = callsOf(container)?.filter(({ name: called }) => called !== 'mkdir' && called !== 'rm' && called !== 'cd');
  const [fetch, extract] = calls ?? [];
  if (calls?.length !== 2 || !fetch || !extract || (extract.name !== 'tar' && extract.name !== 'unzip') || !isKnown(extract)) return undefined;
  const download = downloadOf(fetch);
  const to = extract.name === 'tar' ? valueOf(extract.args, '-C', '--directory') : valueOf(extract.args, '-d');
  const place = to === undefined ? undefined : wholePlaceOf(container, to);
  const volume = place && before.volume(place.volume.name);
  if (!download || !volume || place.below !== '' || extract.args.some(({ text }) => text.startsWith('--wildcards'))) return undefined;
  const strip = valueOf(extract.args, '--strip-components', '--strip');
  return {
    construct: 'FetchArchive',
    props: {
      from: sourceCode(download.url, undefined), strip: strip === undefined ? undefined : Number(strip),
      into: name(volume), user: writer(container, before),
    },
    gives: { volume: place.volume.name, handle: 'files' },
    todos: ['say sha256: without it the archive is whatever the server gives'],
  };
};
