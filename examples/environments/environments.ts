import { Size } from 'cdk8s';
import { type ContainerResources, Cpu } from 'cdk8s-plus-28';
import { defineStandard, type Standard } from 'cdk8s-prelude';

/** All that one environment may differ in: what is not in here is the same everywhere. */
export interface Environment {
  /** What its cluster asks of everything. */
  readonly standard: Pick<Standard, 'setOn'>;
  readonly namespace: string;
  /** The version of the shop; promoted from left to right. */
  readonly version: string;
  /** The version of the schema that this version of the shop needs. */
  readonly schema: number;
  readonly replicas: number;
  readonly resources: ContainerResources;
  readonly databaseHost: string;
  /** What the app reads. */
  readonly settings: { readonly logLevel: 'debug' | 'info'; readonly payments: `https://${string}` };
}

const size = (cpu: number, memory: number): ContainerResources => ({
  cpu: { request: Cpu.millis(cpu) },
  memory: { request: Size.mebibytes(memory), limit: Size.mebibytes(memory) },
});

/** Argo CD runs Jobs to their end before it rolls anything out. */
const everywhere = { annotations: { Job: { 'argocd.argoproj.io/sync-wave': '-1' } } } as const;

export const environments: Readonly<Record<'dev' | 'staging' | 'prod', Environment>> = {
  dev: {
    standard: defineStandard({ ...everywhere, name: 'dev', owner: '#shop-dev' }),
    namespace: 'shop-dev',
    version: '1.6.0-rc.2',
    schema: 42,
    replicas: 1,
    resources: size(50, 128),
    databaseHost: 'db',
    settings: { logLevel: 'debug', payments: 'https://sandbox.payments.example/v2' },
  },
  staging: {
    standard: defineStandard({
      ...everywhere,
      name: 'staging',
      owner: '#shop-dev',
      registryMap: { 'docker.io': 'mirror.staging.example/docker-hub', 'registry.example.com': 'mirror.staging.example/apps' },
      pullSecrets: ['mirror'],
    }),
    namespace: 'shop',
    version: '1.6.0-rc.1',
    schema: 42,
    replicas: 2,
    resources: size(100, 256),
    databaseHost: 'db.data.svc.cluster.local',
    settings: { logLevel: 'info', payments: 'https://sandbox.payments.example/v2' },
  },
  prod: {
    standard: defineStandard({
      ...everywhere,
      name: 'prod',
      owner: '#shop-oncall',
      // Nothing but the mirror, whoever writes what.
      registries: ['mirror.prod.example'],
      registryMap: { 'docker.io': 'mirror.prod.example/docker-hub', 'registry.example.com': 'mirror.prod.example/apps' },
      pullSecrets: ['mirror'],
      podSecurity: 'restricted',
    }),
    namespace: 'shop',
    version: '1.5.3',
    schema: 41,
    replicas: 4,
    resources: size(500, 512),
    databaseHost: 'db.data.svc.cluster.local',
    settings: { logLevel: 'info', payments: 'https://payments.example/v2' },
  },
};
