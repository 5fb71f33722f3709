import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { upgrade } from '../../tools/upgrades';
import { temporaryDirectory } from '../support/temporary';
import { describeWith } from '../support/tools';

const deployment = (image: string, replicas = 2) =>
  `kind: Deployment\nmetadata: { name: shop-web }\nspec: { replicas: ${replicas}, template: { spec: { containers: [{ name: app, image: ${image} }] } } }\n`;
const changelog = (unreleased: string, released = '') => `# Changelog\n\n**Rolls pods** is a heading.\n\n## Unreleased\n\n${unreleased}\n\n## 0.1.0\n\nThe first.\n${released}`;

/** A repository with two examples. */
class Repository {
  readonly directory = temporaryDirectory('prelude-upgrades-');

  constructor(...tags: readonly string[]) {
    this.git('init', '-q');
    this.write('examples/shop/main.ts', 'new Shop();');
    this.write('examples/shop/dist/shop.k8s.yaml', `${deployment('shop:1')}---\nkind: Service\nmetadata: { name: shop }\n`);
    this.write('examples/platform/src/index.ts', 'export {};');
    this.write('examples/teams/orders/main.ts', 'new Orders();');
    this.write('examples/teams/orders/dist/orders.k8s.yaml', deployment('orders:1'));
    this.write('CHANGELOG.md', changelog(''));
    this.commit(...tags);
  }

  write(file: string, text: string): this {
    const path = join(this.directory, file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
    return this;
  }

  remove(path: string): this {
    rmSync(join(this.directory, path), { recursive: true });
    return this;
  }

  commit(...tags: readonly string[]): this {
    this.git('add', '-A');
    this.git('-c', 'user.name=a', '-c', 'user.email=a@example.com', 'commit', '-q', '--allow-empty', '-m', 'a change');
    for (const tag of tags) this.git('tag', tag);
    return this;
  }

  get findings(): readonly string[] {
    return upgrade(this.directory).findings;
  }

  private git(...args: string[]): void {
    execFileSync('git', args, { cwd: this.directory, stdio: 'ignore' });
  }
}

const released = () => new Repository('v0.1.0');
const DIST = 'examples/shop/dist/shop.k8s.yaml';
const ROLLED = [`${DIST}: Deployment shop-web is not what it was in v0.1.0: say why in CHANGELOG.md under **Rolls pods**`];
const rolled = () => released().write(DIST, `${deployment('shop:2')}---\nkind: Service\nmetadata: { name: shop }\n`);

describeWith(['git'], 'a release without a note', () => {
  test('has nothing to be compared with before the first one', () => {
    expect(upgrade(new Repository().directory)).toEqual({ since: [], compared: 0, findings: [] });
  });

  test('leaves the YAML of all examples as it was', () => {
    expect(upgrade(released().commit().directory)).toEqual({ since: ['v0.1.0'], compared: 2, findings: [] });
  });

  test('is found where it changes a pod template, committed or not', () => {
    expect(rolled().findings).toEqual(ROLLED);
    expect(rolled().commit().findings).toEqual(ROLLED);
  });

  test('is found by the commit of the next release, too', () => {
    expect(rolled().write('CHANGELOG.md', changelog('').replace('Unreleased', '0.2.0')).commit('v0.2.0').findings).toEqual(ROLLED);
  });

  test('is found where another object changes, of which pods know nothing', () => {
    const replicas = released().write(DIST, `${deployment('shop:1', 3)}---\nkind: Service\nmetadata: { name: shop }\n`);
    expect(replicas.findings).toEqual([`${DIST}: Deployment shop-web is not what it was in v0.1.0: say why in CHANGELOG.md under **Changes manifests**`]);
    expect(released().write(DIST, deployment('shop:1')).findings).toEqual([expect.stringContaining('Service shop is not what it was')]);
  });

  test('is found where a file is gone whose example is there', () => {
    expect(released().remove(DIST).findings).toEqual([ROLLED[0], expect.stringContaining('Service shop')]);
  });

  test('is none once the changelog says so', () => {
    expect(rolled().write('CHANGELOG.md', changelog('**Rolls pods**: everything.')).findings).toEqual([]);
    expect(rolled().write('CHANGELOG.md', changelog('**Rolls pods**: all.').replace('Unreleased', '0.2.0')).commit('v0.2.0').findings).toEqual([]);
  });

  test('is not helped by the note of an earlier release, or by the preface', () => {
    expect(rolled().write('CHANGELOG.md', changelog('', '**Rolls pods**: everything.')).findings).toEqual(ROLLED);
  });

  test('leaves out examples that have changed themselves, or are gone', () => {
    expect(rolled().write('examples/shop/main.ts', 'new Shop(2);').findings).toEqual([]);
    expect(released().remove('examples/shop').findings).toEqual([]);
  });

  test('leaves out the teams of a platform that has changed', () => {
    const teams = () => released().write('examples/teams/orders/dist/orders.k8s.yaml', deployment('orders:2'));
    expect(teams().findings).toEqual([expect.stringContaining('examples/teams/orders/dist/orders.k8s.yaml: Deployment shop-web')]);
    expect(teams().write('examples/platform/src/index.ts', 'export const a = 1;').findings).toEqual([]);
  });
});
