import { App, Chart, Duration, Size } from 'cdk8s';
import { PersistentVolumeAccessMode, PersistentVolumeClaim, Probe } from 'cdk8s-plus-28';
import { claim, FixPermissions, image, scratch, secretKey, StatefulSet, VerifyPermissions, writable } from 'cdk8s-prelude';

const app = new App();
const chart = new Chart(app, 'permissions', { disableResourceNameHashes: true });

const database = new StatefulSet(chart, 'database', {
  ports: [5432],
  podSecurity: 'baseline',
  podSecurityBecause: 'a new disk belongs to root, and one step gives it to the database',
});

// Owner and group of PostgreSQL's user. Where the group is enough, `fsGroup` does it without root: examples/seed.
const data = new FixPermissions(database, 'own-data', {
  volume: database.claimTemplate('data', { size: Size.gibibytes(1) }),
  owner: 999,
  group: 999,
});

// Dumps that others put there: they belong to root, and the database only reads them. Nothing is changed.
const store = new PersistentVolumeClaim(chart, 'dumps', { accessModes: [PersistentVolumeAccessMode.READ_WRITE_ONCE], storage: Size.gibibytes(1) });
const dumps = new VerifyPermissions(database, 'verify-dumps', {
  volume: claim(database, 'dumps', store),
  user: 999,
  owner: 0,
  writable: false,
});

database.addContainer('postgres', {
  image: image('docker.io/library/postgres:16', { user: 999, group: 999 }),
  env: {
    POSTGRES_PASSWORD: secretKey('permissions-database', 'password'), // made by setup.sh: a password does not belong into a repository
    PGDATA: '/var/lib/postgresql/data/16',
  },
  mounts: {
    '/var/lib/postgresql/data': writable(data.volume),
    '/dumps': dumps.volume,
    '/var/run/postgresql': scratch(Size.mebibytes(1)),
    '/tmp': scratch(Size.mebibytes(16)),
  },
  ports: [5432],
  readiness: Probe.fromCommand(['pg_isready', '-U', 'postgres', '-h', '127.0.0.1'], { periodSeconds: Duration.seconds(2) }),
});

app.synth();
console.log(database.startUpPlanText);
