import { App, type AppProps, Chart } from 'cdk8s';
import { defineStandard } from 'cdk8s-prelude';
import { acme } from './standard';

/** An app under Acme's standard. */
export class AcmeApp extends App {
  constructor(props?: AppProps) {
    super(props);
    acme.setOn(this);
  }
}

/** Properties of {@link TeamChart}. */
export interface TeamChartProps {
  /** The team; its namespace is called like it. */
  readonly team: string;
  /** Where the team is asked when something breaks at night. */
  readonly channel: `#${string}`;
}

/** What one team deploys, into the team's namespace and under its name. */
export class TeamChart extends Chart {
  constructor(scope: AcmeApp, id: string, { team, channel }: TeamChartProps) {
    super(scope, id, { namespace: team, disableResourceNameHashes: true });
    // Field by field, the nearest standard wins: the rest stays Acme's.
    defineStandard({ name: `team ${team}`, owner: channel, labels: { 'acme.example/team': team } }).setOn(this);
  }
}
