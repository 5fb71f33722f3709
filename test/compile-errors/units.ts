/* Quantities have a unit. */
import { Duration, Size } from 'cdk8s';
import { Deployment, emptyDirectory, FetchConfig, https, optional, postgres, RunMigration, scratch, WaitForService } from 'cdk8s-prelude';
import { mistake } from './support/program';
import { stage } from './support/stage';

mistake('empty directory without unit', () => {
  const { web } = stage();
  emptyDirectory(
    web,
    'more',
    // @compiler Argument of type 'number' is not assignable to parameter of type 'Size'
    // @runtime sizeLimit must be a Size, such as Size.mebibytes(64): a bare number has no unit.
    // @on 64
    // @right Size.mebibytes(64),
    64,
  );
});

mistake('max size without unit', () => {
  const { web } = stage();
  new FetchConfig(web, 'pages', {
    from: https('https://config.example.com/pages.json'),
    // @compiler Type 'number' is not assignable to type 'Size'
    // @runtime maxSize must be a Size, such as Size.mebibytes(64): a bare number has no unit.
    // @on maxSize
    // @right maxSize: Size.mebibytes(16),
    maxSize: 16,
  });
});

mistake('progress deadline without unit', () => {
  const { chart } = stage();
  new Deployment(chart, 'shop', {
    // @compiler Type 'number' is not assignable to type 'Duration'
    // @runtime progressDeadline must be a Duration, such as Duration.minutes(2): a bare number has no unit.
    // @on progressDeadline
    // @right progressDeadline: Duration.minutes(10),
    progressDeadline: 600,
  });
});

mistake('scratch without unit', () => {
  scratch(
    // @compiler Argument of type 'number' is not assignable to parameter of type 'Size'
    // @runtime sizeLimit must be a Size, such as Size.mebibytes(64): a bare number has no unit.
    // @on 64
    // @right Size.mebibytes(64),
    64,
  );
});

mistake('timeout of migration without unit', () => {
  const { web, db, tool, oneAtATime } = stage();
  new RunMigration(web, 'migrate', {
    database: db.ready,
    image: tool,
    command: ['migrate', 'up'],
    oneAtATime,
    // @compiler Type 'number' is not assignable to type 'Duration'
    // @runtime timeout must be a Duration, such as Duration.minutes(2): a bare number has no unit.
    // @on timeout
    // @right timeout: Duration.minutes(5),
    timeout: 300,
  });
});

mistake('timeout of optional without unit', () => {
  const { web } = stage();
  new WaitForService(web, 'wait', {
    until: optional(
      postgres({ host: 'db' }),
    // @compiler Argument of type 'number' is not assignable to parameter of type 'Duration'
    // @runtime timeout must be a Duration, such as Duration.minutes(2): a bare number has no unit.
    // @on 30
    // @right Duration.seconds(30),
    30,
    ),
  });
});

mistake('timeout without unit', () => {
  const { web } = stage();
  new WaitForService(web, 'wait', {
    until: postgres({ host: 'db' }),
    // @compiler Type 'number' is not assignable to type 'Duration'
    // @runtime timeout must be a Duration, such as Duration.minutes(2): a bare number has no unit.
    // @on timeout
    // @right timeout: Duration.minutes(2),
    timeout: 120,
  });
});
