import { Size } from 'cdk8s';
import { claim, configMapFiles, CopyFiles, Deployment, emptyDirectory, image, RenderConfig, WriteFiles } from '../../src';
import { containerOf, newChart } from '../support/kubernetes';

type Props = { readonly into?: unknown; readonly prune?: unknown };

/** Each step whose files go again, with `prune` among its properties. */
const STEPS: readonly (readonly [string, (web: Deployment<any>, props: Props) => unknown])[] = [
  ['WriteFiles', (web, props) => new WriteFiles(web, 'step', { files: { a: '1' }, ...props } as never)],
  ['RenderConfig', (web, props) => new RenderConfig(web, 'step', { files: { a: { template: 'a', format: 'text', values: {} } }, ...props } as never)],
  ['CopyFiles', (web, props) => new CopyFiles(web, 'step', { from: configMapFiles('m'), files: ['a'], user: 1000, ...props } as never)],
];

describe.each(STEPS)('prune of %s', (_, add) => {
  const argsOf = (name: string, prune: unknown) => {
    const web = new Deployment<any>(newChart(), name);
    add(web, { into: claim(web, 'data', 'data'), prune });
    web.addContainer('app', { image: image('registry.example.com/a:1', { user: 1000 }) });
    return containerOf(web, 'step').args!.join(' ');
  };

  test('a list for each step of a claim, the same in every release', () => {
    const list = (name: string) => /--prune ([0-9a-f]{8}) /.exec(argsOf(name, true))?.[1];
    expect(list('web')).toBeDefined();
    expect(list('web')).toBe(list('web'));
    expect(list('web')).not.toBe(list('other'));
    expect(argsOf('web', false)).not.toContain('--prune');
  });

  test('a volume that is new in every pod has nothing to take away, and prune is true or false', () => {
    const web = new Deployment<any>(newChart(), 'web');
    expect(() => add(web, { prune: true })).toThrow('prune removes files of an earlier release from a claim, but this volume is new in every pod');
    const other = new Deployment<any>(newChart(), 'web');
    expect(() => add(other, { into: emptyDirectory(other, 'e', Size.mebibytes(1)), prune: true })).toThrow('new in every pod');
    expect(() => argsOf('web', 'yes')).toThrow('prune must be true or false');
  });
});
