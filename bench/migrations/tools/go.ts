import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { atlas, golangMigrate, goose } from '../../../src';
import { BOTH, each, goMysql, lines, named, put, type RunTool, url } from './place';

export const GO: Readonly<Record<string, RunTool>> = {
  'golang-migrate': {
    title: 'golang-migrate 4.18.1', tool: golangMigrate(), protocols: BOTH,
    write: ({ directory }, second) => put(directory, Object.fromEntries(each(second, (number, migration) => [`${number}_it.up.sql`, lines(migration)]))),
    command: (place) => [
      join(place.tools, 'bin/migrate'), '-path', place.directory, '-database', place.protocol === 'postgres' ? url(place) : `mysql://${goMysql(place, 'multiStatements=true')}`, 'up',
    ],
    version: (number) => ({ version: number }),
  },
  'goose': {
    title: 'goose 3.30.1', tool: goose(), protocols: BOTH,
    write: ({ directory }, second) => put(directory, Object.fromEntries(each(second, (number, { statements, outside }) => [
      `0000${number}_it.sql`,
      [...(outside ? ['-- +goose NO TRANSACTION'] : []), '-- +goose Up', ...statements.flatMap((one) => ['-- +goose StatementBegin', `${one};`, '-- +goose StatementEnd'])].join('\n'),
    ]))),
    command: (place) => [
      join(place.tools, 'bin/goose'), '-dir', place.directory,
      ...(place.protocol === 'postgres' ? ['postgres', url(place)] : ['mysql', goMysql(place, 'parseTime=true')]), 'up',
    ],
    version: named('1', '2'),
  },
  'atlas': {
    title: 'Atlas, its community edition of 2026-06', tool: atlas(), protocols: BOTH,
    write: ({ directory, tools }, second) => {
      put(directory, Object.fromEntries(each(second, (number, migration) => [
        `m/${number}_it.sql`, `${migration.outside ? '-- atlas:txmode none\n\n' : ''}${lines(migration)}`,
      ])));
      spawnSync(join(tools, 'bin/atlas'), ['migrate', 'hash', '--dir', `file://${directory}/m`], { env: { HOME: directory } });
    },
    // The schema that counts the runs is there before: `--allow-dirty`.
    command: (place) => [join(place.tools, 'bin/atlas'), 'migrate', 'apply', '--allow-dirty', '--dir', `file://${place.directory}/m`, '--url', url(place)],
    version: named('1', '2'),
    env: () => ({ ATLAS_NO_UPDATE_NOTIFIER: '1', ATLAS_NO_ANON_TELEMETRY: '1' }),
  },
};
