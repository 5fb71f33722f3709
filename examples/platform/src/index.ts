export { acme } from './standard';
export { AcmeApp, TeamChart, type TeamChartProps } from './app';
export { AcmeWebService, type AcmeWebServiceProps, type ServeProps } from './web-service';
export { FlagsLoaded, LoadFeatureFlags, type LoadFeatureFlagsProps } from './load-feature-flags';
export { readinessProbe } from './rules/readiness-probe';
