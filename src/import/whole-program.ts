import { made, name } from './code';
import { libraryOf } from './library';
import { programText, type Section } from './program';

/** Names that no variable of a workload may have. */
export const RESERVED = ['app', 'chart', ...['cdk8s', 'cdk8s-plus-28', 'cdk8s-prelude'].flatMap((library) => Object.keys(libraryOf(library)))];

/** The program of a chart. */
export function program(chart: string, sections: readonly Section[]): string {
  return programText([
    [{ variable: 'app', code: made('new App') }, { variable: 'chart', code: made('new Chart', name('app'), chart, { disableResourceNameHashes: true }) }],
    ...sections, [{ code: made('app.synth') }],
  ]);
}
