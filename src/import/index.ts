import { type Imported, type ImportOptions, importSources } from './import-manifests';

export type { Difference } from './differences';
export type { Imported, ImportedWorkloadResult, ImportOptions } from './import-manifests';
export type { ImportedForm } from './patches';
export type { ImportedStep } from './workload-code';

/**
 * Writes TypeScript that makes the workloads of manifests, as the command `import` does: init containers become constructs where it is known what they do,
 * all else stays word for word. The code is run, and what it makes is compared with what was read.
 *
 * @param yaml the manifests, of any number of documents, as YAML or JSON
 * @param options the name of the chart
 * @returns the code, what became of each init container, and every difference with its reason
 *
 * @example
 * const { code, differences } = importManifests(readFileSync('deploy.yaml', 'utf8'));
 * writeFileSync('main.ts', code);
 * expect(differences.filter(({ reason }) => reason === undefined)).toEqual([]);
 */
export const importManifests = (yaml: string, options: ImportOptions = {}): Imported => importSources([{ name: 'manifests', text: yaml }], options);
