import { importManifests } from '../../src/import';

const COMPOSE = `services:
  web:
    image: registry.example.com/shop-web:1.4.2
    ports: ["8080:8080"]
    depends_on:
      db: { condition: service_healthy }
      cache: { condition: service_started }
      api: { condition: service_healthy }
      migrate: { condition: service_completed_successfully }
    restart: always
  api:
    image: registry.example.com/shop-api:1.4.2
    expose: [9000]
    healthcheck: { test: ["CMD", "curl", "-f", "http://localhost:9000/healthz"], interval: 5s }
    depends_on: [db]
  migrate: { image: 'registry.example.com/shop-migrations:1.4.2', command: migrate up }
  db: { image: 'postgres:16.4', volumes: ["./init.sql:/init.sql"] }
  cache: { image: 'redis:7.4' }
`;

test('the three conditions of depends_on become steps', () => {
  const { code, workloads, differences } = importManifests(COMPOSE);
  expect(code).toContain("new WaitForService(web, 'wait-for-db', { until: postgres({ host: 'db' }) });");
  expect(code).toContain("new WaitForService(web, 'wait-for-cache', { until: tcp({ host: 'cache', port: 6379 }) });");
  expect(code).toContain("new WaitForService(web, 'wait-for-api', { until: http('http://api:9000/healthz') });");
  expect(code).toContain("new WaitForResource(web, 'wait-for-migrate', { until: { kind: 'Job', name: 'migrate' } });");
  expect(code).toContain("new WaitForService(api, 'wait-for-db', { until: tcp({ host: 'db', port: 5432 }) });");
  expect(workloads.map(({ kind, name }) => `${kind} ${name}`)).toEqual(['Deployment web', 'Deployment api', 'Job migrate', 'Deployment db', 'Deployment cache']);
  // What others wait for has a Service, or its name would not resolve.
  for (const name of ['web', 'api', 'db', 'cache']) expect(code).toMatch(new RegExp(`kind: 'Service',\\s+metadata: \\{ name: '${name}'`));
  expect(differences.filter(({ reason }) => reason === undefined)).toEqual([]);
});

test('what Kubernetes has nothing for is listed with its reason', () => {
  const lost = importManifests(COMPOSE).differences.filter(({ object }) => object.startsWith('service '));
  expect(lost.map(({ object, path }) => `${object} ${path}`)).toEqual(['service web restart', 'service db volumes']);
  expect(lost.every(({ reason }) => reason)).toBe(true);
});
