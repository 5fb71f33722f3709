/** What `npm run test:all` runs: the script, its title, and the name of the report that jest writes of it. */
export const PARTS = [
  { script: 'test', title: 'npm test, with all compilers', report: 'test.json' },
  { script: 'test:peers', title: 'oldest and newest peers', report: 'peers.json' },
  { script: 'test:cluster', title: 'cluster', report: 'cluster.json' },
] as const;
