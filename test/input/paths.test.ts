import * as prelude from '../../src';
import { newChart } from '../support/kubernetes';

/*
 * What is a path within a directory is said once: wherever files or directories of a volume are named, the same are taken and
 * the same refused.
 */
const APP = prelude.image('a:1', { user: 1, group: 1 });
const run = { purpose: 'runs a script', rerun: 'idempotent', script: 'true' } as const;

const PLACES: Record<string, (web: prelude.Deployment<any>, path: string) => unknown> = {
  'WriteFiles.files': (web, path) => new prelude.WriteFiles(web, 'step', { files: { [path]: '' } }),
  'RenderConfig.files': (web, path) => new prelude.RenderConfig<any, any>(web, 'step', { files: { [path]: { template: '', format: 'text', values: {} } } }),
  'CopyFiles.files': (web, path) => new prelude.CopyFiles(web, 'step', { from: prelude.configMapFiles('a'), files: { a: { as: path } }, user: 1 }),
  'CopyFromImage.files': (web, path) => new prelude.CopyFromImage(web, 'step', { image: APP, directory: '/a', files: [path] }),
  'MakeDirectories.directories': (web, path) => new prelude.MakeDirectories(web, 'step', { volume: prelude.claim(web, 'a', 'a'), directories: [path], user: 1 }),
  'VerifyFiles.notEmpty': (web, path) => new prelude.VerifyFiles(web, 'step', { from: prelude.claim(web, 'a', 'a'), notEmpty: [path] }),
  'RunScript.writes': (web, path) => new prelude.RunScript(web, 'step', { ...run, writes: [path] }),
  'FetchArchive.files': (web, path) => new prelude.FetchArchive(web, 'step', { from: prelude.https('https://a/b.zip'), files: [path] }),
  'FetchArchive.only': (web, path) => new prelude.FetchArchive(web, 'step', { from: prelude.https('https://a/b.zip'), only: [path] }),
  'git(…).files': (_, path) => prelude.git('https://a/b.git', { files: [path] }),
  'git(…).path': (_, path) => prelude.git('https://a/b.git', { path }),
};
const DIRECTORIES = ['FetchArchive.only', 'git(…).path'];

const WRONG = ['', '/', '/a', '..', '../a', 'a/..', 'a/../b', '.', 'a/./b', 'a//b', 'a\0b', 'a\tb', 'a\nb', '.prelude-a', 'a/.prelude-b', 'a'.repeat(256)];
const RIGHT = ['a', 'a/b', '.hidden', '...', '-a', 'a b', '$(a)', 'ä', 'a'.repeat(255)];

test.each(Object.entries(PLACES))('%s', (place, name) => {
  const told = (path: string) => () => name(new prelude.Deployment(newChart(), 'web'), path);
  for (const path of WRONG) expect(told(path)).toThrow(prelude.PreludeError);
  for (const path of RIGHT) expect(told(path)).not.toThrow();
  // A slash at the end says nothing of a directory, and of a file that it is none.
  if (DIRECTORIES.includes(place)) expect(told('a/')).not.toThrow();
  else expect(told('a/')).toThrow(prelude.PreludeError);
});
