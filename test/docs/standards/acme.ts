import { Duration } from 'cdk8s';
import { defineStandard } from 'cdk8s-prelude';
import { noShellEntrypoint } from './no-shell-entrypoint';

export const acme = defineStandard({
  name: 'Acme 2026',
  registries: ['registry.acme.example'],
  registryMap: { 'docker.io': 'registry.acme.example/docker' },
  pullSecrets: ['acme-pull'],
  podSecurity: 'baseline',
  forbiddenSteps: { FixPermissions: 'ask #storage for a volume of your group' },
  deadlines: { RunMigration: Duration.minutes(15) },
  labels: { 'acme.example/cost-centre': 'shared' },
  annotations: { Job: { 'argocd.argoproj.io/sync-wave': '-1' } },
  kubernetesVersion: '1.31',
  rules: [noShellEntrypoint],
});
