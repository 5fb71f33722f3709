import { migrationIn } from '../../migration-tools/known-tools';
import { made, name } from '../code';
import { environment } from '../environment';
import type { Idiom, StepDraft } from '../idiom';
import { imageCode } from '../image-code';
import type { InitContainer } from '../init-container';
import { wordsCode } from '../words';

const URL = /\b(postgres(?:ql)?|mysql|mariadb)(?:\+\w+)?:\/\/(?:[^@/\s'"]*@)?([A-Za-z0-9][\w.-]*)(?::(\d+))?/;
const HOSTS = /^(?:\w+_)?(?:DB|DATABASE|POSTGRES(?:QL)?|PG|MYSQL|MARIADB)_?HOST(?:NAME)?$/;

/** `flyway migrate`, `alembic upgrade head`, and the other tools that the library knows. */
export const runMigration: Idiom = (container, before) => {
  const { script, words, json } = container;
  const found = script && migrationIn(script);
  if (!found || found.tool === undefined) return undefined;
  const wait = before.database === undefined ? waitFor(container, before.variable) : undefined;
  const database = before.database ?? (wait && `${wait.variable}.ready`);
  if (database === undefined) return undefined;
  const env = environment(json.env ?? []);
  return {
    construct: 'RunMigration',
    props: {
      database: name(database), image: imageCode(String(json.image), container), command: wordsCode(words, Object.keys(env)),
      ...(Object.keys(env).length > 0 ? { env } : {}), ...(typeof json.workingDir === 'string' ? { workingDir: json.workingDir } : {}),
      ...(isMany(container) ? { oneAtATime: made('unsafe', 'imported: nothing in the manifest keeps two pods from migrating at the same time') } : {}),
    },
    keeps: true,
    ...(wait ? { first: wait } : {}),
    todos: isMany(container) ? ['keep migrations to one at a time: databaseLock(…), leaseLock(…), ownLock(…) where the tool itself locks, or a MigrationJob'] : [],
  };
};

const isMany = ({ workload: { kind, manifest } }: InitContainer): boolean => kind !== 'Pod' && !(kind === 'StatefulSet' && (manifest.spec?.replicas ?? 1) <= 1);

/** The wait that a migration needs, of what its variables and words say of the database. */
function waitFor({ name: called, variables, words }: InitContainer, variable: (called: string) => string): StepDraft['first'] {
  const texts = [...words, ...variables.values()];
  const [, scheme, host, port] = texts.map((text) => URL.exec(text)).find((found) => found !== null) ?? [];
  const [key, byName] = [...variables].find(([one]) => HOSTS.test(one)) ?? [];
  const at = host ?? byName;
  if (at === undefined || !/^[A-Za-z0-9][A-Za-z0-9.-]*$/.test(at)) return undefined;
  const isMysql = /^m/.test(scheme ?? '') || /MYSQL|MARIADB/.test(key ?? '');
  const usual = isMysql ? 3306 : 5432;
  const target = made(isMysql ? 'mysql' : 'postgres', { host: at, port: port === undefined || Number(port) === usual ? undefined : Number(port) });
  const id = `${called.slice(0, 50)}-database`;
  return { id, variable: variable(id), construct: 'WaitForService', props: { until: target } };
}

