import { Duration } from 'cdk8s';
import { defineStandard } from 'cdk8s-prelude';
import { readinessProbe } from './rules/readiness-probe';

/** What Acme asks of everything that it deploys. Everything else of this package is built on it. */
export const acme = defineStandard({
  name: 'Acme platform',
  registries: ['registry.acme.example'],
  registryMap: { 'docker.io': 'registry.acme.example/docker-hub' },
  pullSecrets: ['acme-registry'],
  podSecurity: 'baseline',
  forbiddenSteps: { FixPermissions: 'ask #storage for a volume of your group' },
  naming: { pattern: /^[a-z]+(-[a-z]+)*$/, because: 'words without digits, for dashboards find services by them' },
  labels: { 'app.kubernetes.io/managed-by': 'acme-platform' },
  deadlines: { WaitForService: Duration.minutes(5) },
  kubernetesVersion: '1.31',
  rules: [readinessProbe],
});
