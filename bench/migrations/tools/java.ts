import { flyway, liquibase } from '../../../src';
import { BOTH, each, lines, named, type Place, put, type RunTool } from './place';

const JAVA = ['/usr/bin/java', '-XX:TieredStopAtLevel=1', '-Xshare:auto', '-cp'] as const;
const jdbc = ({ protocol, port, database }: Place): string => `jdbc:${protocol === 'postgres' ? 'postgresql' : 'mariadb'}://127.0.0.1:${port}/${database}`;

const liquibaseWith = (title: string, onlyBySteps: boolean): RunTool => ({
  title, tool: liquibase({ onlyBySteps }), protocols: BOTH,
  write: ({ directory }, second) => put(directory, {
    'changelog.sql': ['--liquibase formatted sql', ...each(second, (number, { statements, outside }) => [
      `--changeset shop:${number} endDelimiter:/ ${outside ? 'runInTransaction:false' : ''}`, ...statements.map((one) => `${one}\n/`),
    ].join('\n'))].join('\n'),
  }),
  // It gives up on its own lock after a minute, to be done sooner.
  command: (place) => [
    ...JAVA, `${place.tools}/lq/lib/*`, '-Dliquibase.changelogLockWaitTimeInMinutes=1', 'liquibase.integration.commandline.LiquibaseCommandLine', `--url=${jdbc(place)}`,
    '--username=shop', '--password=', '--changelog-file=changelog.sql', `--search-path=${place.directory}`, 'update',
  ],
  version: named('1', '2'),
});

export const JVM: Readonly<Record<string, RunTool>> = {
  'flyway': {
    title: 'Flyway 11.14.0 (its library)', tool: flyway(), protocols: BOTH,
    write: ({ directory }, second) => put(directory, Object.fromEntries(each(second, (number, migration) => [`V${number}__it.sql`, lines(migration)]))),
    command: (place) => [...JAVA, `${place.tools}/fw/lib/*:${place.tools}/fw`, 'Migrate', jdbc(place), 'shop', place.directory],
    version: named('1', '2'),
  },
  'liquibase': liquibaseWith('Liquibase 4.33.0', false),
  'liquibase-freed': liquibaseWith('Liquibase 4.33.0, onlyBySteps', true),
};
