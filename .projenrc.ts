import { NodePackageManager, NpmConfig, Transform, UpdateSnapshot, TypeScriptModuleResolution } from 'projen/lib/javascript';
import { TypeScriptProject } from 'projen/lib/typescript';

/** Written by people or by the project's own commands, committed, and compared in CI. */
const committedOutput = ['/API.md', '/src/scripts/embedded.ts', '/examples/*/dist/'];

const project = new TypeScriptProject({
  name: 'cdk8s-prelude',
  description: 'Typed init steps for Kubernetes workloads: cdk8s constructs that become plain, correct YAML',
  keywords: ['cdk8s', 'kubernetes', 'init-containers', 'constructs', 'yaml'],
  license: 'Apache-2.0',
  npmignoreEnabled: false,
  copyrightOwner: 'The cdk8s-prelude authors',
  authorName: 'The cdk8s-prelude authors',
  defaultReleaseBranch: 'main',
  packageManager: NodePackageManager.NPM,
  minNodeVersion: '20.0.0',
  projenVersion: '0.103.25',

  // The oldest of each is what `npm run test:peers` installs; the newest is what the tests run with.
  peerDeps: ['cdk8s@^2.68.12', 'cdk8s-plus-28@^2.0.3', 'constructs@^10.3.0'],
  peerDependencyOptions: { pinnedDevDependency: false },
  devDeps: [
    'cdk8s@^2.70.106',
    'cdk8s-plus-28@^2.5.6',
    'constructs@^10.8.1',
    '@swc/core@^1.16.22',
    '@swc/jest@^0.2.39',
    'cjs-module-lexer@^2.3.0',
    'fast-check@^4.10.2',
    'tsx@^4.23.15',
    'typedoc@^0.28.20',
    'typedoc-plugin-markdown@^4.14.1',
    'yaml@^2.9.1',
    // What users compile with. Called as `node node_modules/typescript-7.0/bin/tsc`.
    'typescript-5.4@npm:typescript@5.4.5',
    'typescript-6.0@npm:typescript@6.0.3',
    'typescript-7.0@npm:typescript@7.0.2',
  ],

  // TypeScript 7 has no compiler API yet, which typedoc and typescript-eslint need.
  typescriptVersion: '~5.9.3',
  projenrcJs: false,
  tsconfig: {
    fileName: 'tsconfig.build.json',
    compilerOptions: {
      target: 'ES2022',
      lib: ['es2022'],
      module: 'node16',
      moduleResolution: TypeScriptModuleResolution.NODE16,
      types: ['node'],
      isolatedModules: true,
      noUncheckedIndexedAccess: true,
      noImplicitOverride: true,
      noEmitOnError: true,
      experimentalDecorators: false,
      inlineSourceMap: false,
      inlineSources: false,
    },
  },
  // tsconfig.json is the one that editors find: sources, tests, examples and tools at once.
  tsconfigDevFile: 'tsconfig.json',
  tsconfigDev: {
    include: ['src/**/*.ts', 'examples/**/*.ts', 'tools/**/*.ts', 'bench/**/*.ts', '.projenrc.ts'],
    // These must not compile; their test reads what the compilers say of them.
    exclude: ['test/compile-errors', '**/dist'],
    compilerOptions: {
      types: ['node', 'jest'],
      paths: { 'cdk8s-prelude': ['./src/index.ts'] },
    },
  },

  jestOptions: {
    jestVersion: '^30',
    configFilePath: 'jest.config.json',
    junitReporting: false,
    coverageText: false,
    // projen's default rewrites snapshots in CI, so that a wrong one can never fail.
    updateSnapshot: UpdateSnapshot.NEVER,
    jestConfig: {
      testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/cluster/', '<rootDir>/test/peers/'],
      modulePathIgnorePatterns: ['<rootDir>/lib/', '<rootDir>/dist/'],
      moduleNameMapper: { '^cdk8s-prelude$': '<rootDir>/src/index.ts' },
      collectCoverage: false,
      testTimeout: 30_000,
      maxWorkers: 2,
    },
  },
  eslint: true,
  eslintOptions: {
    dirs: ['src', 'test', 'examples', 'tools'],
    commandOptions: { fix: false, extraArgs: ['--max-warnings=0'] },
    ignorePatterns: ['*.js', '*.d.ts', 'node_modules/', 'lib/', 'dist/', 'test/compile-errors/', 'src/scripts/embedded.ts'],
  },

  github: false,
  release: false,
  depsUpgrade: false,
  sampleCode: false,
  docgen: false,
  gitignore: ['/lib/', '/coverage/', '*.tgz', '/.cache/', '*.tsbuildinfo', ...committedOutput.map((path) => `!${path}`)],
});

new NpmConfig(project).addConfig('omit-lockfile-registry-resolved', 'true');

// This file is run with the tsx of the lock file, not with whatever npx would fetch.
project.defaultTask!.reset('tsx .projenrc.ts');

// jest: swc is three times as fast as ts-jest; types are checked by `npm run typecheck`.
project.deps.removeDependency('ts-jest');
project.jest!.config.testMatch = ['<rootDir>/test/**/*.test.ts'];
project.jest!.config.transform = {
  '^.+\\.ts$': new Transform('@swc/jest', {
    jsc: { target: 'es2022', parser: { syntax: 'typescript' } },
    module: { type: 'commonjs' },
  }),
};

// unrs-resolver 1.13.0 (by jest-resolve) wants a binding that is not published.
project.package.addField('overrides', { 'unrs-resolver': '1.12.2' });

// One CommonJS build; Node's `import` finds its names by cjs-module-lexer (test/package).
project.package.addField('exports', {
  '.': { types: './lib/index.d.ts', default: './lib/index.js' },
  './package.json': './package.json',
});
project.package.addField('sideEffects', false);
// A white list cannot forget anything: what is not named here does not get into the package.
project.package.addField('files', ['lib', 'API.md', 'CHANGELOG.md']);
project.package.addVersion('0.1.0');

project.synth();
