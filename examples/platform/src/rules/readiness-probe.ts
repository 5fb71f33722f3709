import type { Rule } from 'cdk8s-prelude/rules';

/** The load balancer of Acme sends requests to whatever counts as ready, and without a probe a container does when it has started. */
export const readinessProbe: Rule = {
  id: 'acme-readiness-probe',
  title: 'Every container with a port says when it is ready',
  why: 'Acme\'s load balancer sends requests as soon as a container has started, and customers see errors at every release.',
  see: 'https://wiki.acme.example/platform/readiness',
  check({ containers }, report) {
    for (const container of containers) {
      const { ports, readinessProbe: probe } = container.json;
      if (container.group !== 'containers' || !ports?.length || probe) continue;
      report({
        where: container.at('readinessProbe'),
        sentence: `container "${container.name}" takes requests and does not say when it is ready: give it a readiness probe, or use AcmeWebService`,
      });
    }
  },
};
