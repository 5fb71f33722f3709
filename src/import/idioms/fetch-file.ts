import { made, name } from '../code';
import { downloadOf, lastOf, sourceCode } from '../downloads';
import type { Idiom } from '../idiom';
import { callsOf } from '../only';
import { writer } from '../owners';
import { wholePlaceOf } from '../places';

const CONFIGURATION = /\.(?:json|ya?ml|toml|ini|conf|cfg|xml|properties|txt|pem|crt|env|rules|sql|cnf)$/i;

/** `curl -o /config/app.json https://…`, `wget -O /plugins/x.jar https://…`: one file or several into one volume. */
export const fetchFile: Idiom = (container, before) => {
  const calls = callsOf(container)?.filter(({ name: called }) => called !== 'mkdir' && called !== 'cd');
  const found = calls?.map((call) => downloadOf(call));
  if (!found || found.length === 0 || found.includes(undefined)) return undefined;
  const files = found.map((one) => {
    const path = one!.file ?? `${(one!.directory ?? String(container.json.workingDir ?? '')).replace(/\/$/, '')}/${lastOf(one!.url)}`;
    return { url: one!.url, place: wholePlaceOf(container, path) };
  });
  const [first] = files;
  if (!first?.place || files.some(({ place }) => place?.volume.name !== first.place!.volume.name || place.below === '')) return undefined;
  const volume = before.volume(first.place.volume.name);
  if (volume === undefined || files.some(({ place }) => place!.below.includes('/'))) return undefined;
  const isConfiguration = files.every(({ place }) => CONFIGURATION.test(place!.below));
  const from = files.length === 1 ? sourceCode(first.url, first.place.below)
    : Object.fromEntries(files.map(({ url, place }) => [place!.below, sourceCode(url, place!.below)]));
  return {
    construct: isConfiguration ? 'FetchConfig' : 'FetchData',
    props: { from, into: name(volume), user: writer(container, before), ...(isConfiguration ? {} : { maxSize: made('Size.mebibytes', 256) }) },
    gives: { volume: first.place.volume.name, handle: 'files' },
    todos: [`say sha256: without it ${files.length === 1 ? 'the file is' : 'the files are'} whatever the server gives${isConfiguration ? '' : '; and how large it may be (maxSize)'}`],
  };
};
