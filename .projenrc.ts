import { ProjenrcFile } from 'projen';
import { GitHub, GithubWorkflow } from 'projen/lib/github';
import { JobPermission } from 'projen/lib/github/workflows-model';
import { NodePackageManager, NpmConfig, Transform, UpdateSnapshot, TypeScriptModuleResolution } from 'projen/lib/javascript';
import { TypeScriptProject } from 'projen/lib/typescript';

const REPOSITORY = 'https://github.com/cdk8s-prelude/cdk8s-prelude';

/** Written by people or by the project's own commands, committed, and compared in CI. */
const committedOutput = ['/API.md', '/docs/api/', '/src/scripts/embedded.ts', '/examples/**/dist/'];

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
  // yaml reads what Kustomize and Helm made of our manifests; mvdan-sh reads the scripts of users (ADR 15). Neither has dependencies of its own.
  deps: ['yaml@^2.9.1', 'mvdan-sh@0.10.1'],
  peerDependencyOptions: { pinnedDevDependency: false },
  devDeps: [
    'cdk8s@^2.70.106',
    'cdk8s-plus-28@^2.5.6',
    'constructs@^10.8.1',
    '@swc/core@1.16.18', // later ones lack bindings for other platforms, and then `npm ci` refuses the lock file
    '@swc/jest@^0.2.39',
    'ajv@^6.15.0', // what eslint has anyway; reads the schema of SARIF in a test
    'fast-check@^4.10.2',
    'tsx@^4.23.15',
    'typedoc@^0.28.20',
    'typedoc-plugin-markdown@^4.14.1',
    'vitepress@^1.6.4', // the site
    'write-good@^1.0.8', // a part of `npm run prose`
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
    exclude: ['test/compile-errors', 'test/platform/mistakes', '**/dist'],
    compilerOptions: {
      types: ['node', 'jest'],
      skipLibCheck: true, // typedoc's; ours are checked by test/peers
      paths: {
        'cdk8s-prelude': ['./src/index.ts'], 'cdk8s-prelude/rules': ['./src/entries/rules.ts'], 'cdk8s-prelude/steps': ['./src/entries/steps.ts'],
        'cdk8s-prelude/testing': ['./src/testing/index.ts'], '@acme/platform': ['./examples/platform/src/index.ts'],
      },
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
      testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/cluster/', '<rootDir>/test/peers/', '<rootDir>/test/site/'],
      modulePathIgnorePatterns: ['<rootDir>/lib/', '<rootDir>/dist/'],
      moduleNameMapper: {
        '^cdk8s-prelude$': '<rootDir>/src/index.ts',
        '^cdk8s-prelude/(rules|steps)$': '<rootDir>/src/entries/$1.ts',
        '^cdk8s-prelude/testing$': '<rootDir>/src/testing/index.ts',
        '^@acme/platform$': '<rootDir>/examples/platform/src/index.ts',
      },
      collectCoverage: false,
      testTimeout: 30_000,
      maxWorkers: 2,
    },
  },
  eslint: true,
  eslintOptions: {
    tsconfigPath: './tsconfig.json',
    dirs: ['src'],
    devdirs: ['test', 'examples', 'tools', 'bench', '.projenrc.ts'],
    commandOptions: { fix: false, extraArgs: ['--max-warnings=0'] },
    ignorePatterns: ['!.projenrc.ts', '*.js', '*.d.ts', 'node_modules/', 'lib/', 'dist/', 'test/compile-errors/', 'test/platform/mistakes/', 'src/scripts/embedded.ts'],
  },

  github: false,
  release: false,
  depsUpgrade: false,
  sampleCode: false,
  docgen: false,
  gitignore: ['/lib/', '/examples/platform/lib/', '/coverage/', '*.tgz', '/.cache/', '/site/.vitepress/cache/', '/site/.vitepress/dist/', '*.tsbuildinfo', ...committedOutput.map((path) => `!${path}`)],
});

const { package: manifest } = project;

for (const [name, command] of Object.entries({
  'test': 'tsx tools/test.ts',
  'test:all': 'tsx tools/test-all.ts',
  'test:peers': 'projen compile && jest --ci --runInBand --testPathIgnorePatterns=/node_modules/ --testTimeout=300000 test/peers',
  'test:cluster': 'tsx tools/test-cluster.ts',
  // What runs no shell: the library itself, on any system.
  'test:portable': 'jest --ci test/check test/manifest test/mistakes test/plan test/rules test/secrets test/shell test/standards test/synth test/workload',
  'typecheck': 'node node_modules/typescript/bin/tsc -p tsconfig.json',
  'lint': 'projen eslint',
  'bench': 'tsx bench/main.ts',
  'bench:start-up': 'tsx bench/start-up.ts',
  'embed': 'tsx tools/embed-scripts.ts',
  'docs': 'tsx tools/docs.ts && tsx tools/rules-doc.ts',
  'docs:check': 'tsx tools/docs.ts --check',
  'prose': 'tsx tools/prose.ts',
  'site': 'tsx tools/site.ts',
  'test:site': 'jest --ci --runInBand --testPathIgnorePatterns=/node_modules/ --testTimeout=300000 test/site',
  'example': 'tsx tools/examples.ts shop',
  'examples': 'tsx tools/examples.ts',
  'examples:check': 'tsx tools/examples.ts --check',
  'upgrades:check': 'tsx tools/upgrades.ts',
  'release:programs': 'tsx tools/release-programs.ts',
  'digests': 'tsx tools/helper-digests.ts',
  'tools': 'tools/install-tools.sh',
})) {
  manifest.setScript(name, command);
}
// What projen would otherwise do for these two, with the same words.
project.testTask.reset('npm test', { receiveArgs: false });
project.compileTask.reset(`node -e "fs.rmSync('lib', { recursive: true, force: true })"`); // files of deleted sources
project.compileTask.exec('node node_modules/typescript/bin/tsc -p tsconfig.build.json'); // .bin/tsc is any of four
project.compileTask.exec('tsx tools/bundle.ts lib');
for (const name of ['clobber', 'default', 'eject', 'package', 'pre-compile', 'post-compile', 'watch']) manifest.removeScript(name);

project.eslint!.allowDevDeps('.projenrc.ts');
// Formatting that says nothing is not worth an error.
project.eslint!.addRules({
  'curly': ['error', 'multi-line'],
  'no-bitwise': 'off', // file modes
  'import/order': ['error', { groups: ['builtin', 'external'], alphabetize: { order: 'ignore' } }],
  '@typescript-eslint/no-floating-promises': ['error', { allowForKnownSafeCalls: [{ from: 'package', name: 'test', package: 'node:test' }] }],
  '@stylistic/object-property-newline': 'off',
  '@stylistic/brace-style': 'off',
  '@stylistic/object-curly-newline': 'off',
  '@stylistic/quote-props': 'off',
  '@stylistic/quotes': ['error', 'single', { avoidEscape: true, allowTemplateLiterals: true }],
  '@typescript-eslint/member-ordering': 'off',
});

new NpmConfig(project).addConfig('omit-lockfile-registry-resolved', 'true');

/** Where generated files say that they come from. */
class ProjenrcTs extends ProjenrcFile {
  public readonly filePath = '.projenrc.ts';
}
new ProjenrcTs(project);

// This file is run with the tsx of the lock file, not with whatever npx would fetch.
project.defaultTask!.reset('tsx .projenrc.ts');

// jest: swc is three times as fast as ts-jest; types are checked by `npm run typecheck`.
project.deps.removeDependency('ts-jest');
project.jest!.config.reporters = ['default', '<rootDir>/tools/progress.js'];
project.jest!.config.testMatch = ['<rootDir>/test/**/*.test.ts'];
project.jest!.config.transform = {
  '^.+\\.ts$': new Transform('@swc/jest', {
    jsc: { target: 'es2022', parser: { syntax: 'typescript' } },
    module: { type: 'commonjs' },
  }),
};

// unrs-resolver 1.13.0 (by jest-resolve) wants a binding that is not published.
manifest.addField('overrides', { 'unrs-resolver': '1.12.2' });

// None of them needs its script to work; saying so keeps npm 11 from asking at each install.
manifest.addField('allowScripts', Object.fromEntries(['@parcel/watcher', '@swc/core', 'esbuild', 'unrs-resolver'].map((name) => [name, false])));

// One CommonJS build; Node's `import` sees its names too (test/peers).
manifest.addField('exports', {
  '.': { types: './lib/index.d.ts', default: './lib/index.js' },
  './rules': { types: './lib/entries/rules.d.ts', default: './lib/entries/rules.js' },
  './steps': { types: './lib/entries/steps.d.ts', default: './lib/entries/steps.js' },
  './testing': { types: './lib/testing/index.d.ts', default: './lib/testing/index.js' },
  './package.json': './package.json',
});
// What reads no `exports`: the tsconfig of `cdk8s init` has `module: CommonJS` and no moduleResolution.
manifest.addField('typesVersions', {
  '*': { rules: ['lib/entries/rules.d.ts'], steps: ['lib/entries/steps.d.ts'], testing: ['lib/testing/index.d.ts'] },
});
project.addBins({ 'cdk8s-prelude': './lib/cli/main.js' });
// The index tells whether there are two copies of the library in a tree.
manifest.addField('sideEffects', ['./lib/index.js', './lib/library.js', './lib/library-later.js']);
// A white list cannot forget anything: what is not named here does not get into the package.
manifest.addField('files', [
  'lib', 'src/scripts/*.sh', 'src/scripts/README.md', 'docs', 'examples', '!examples/**/lib', 'API.md', 'ARCHITECTURE.md', 'CHANGELOG.md', 'CONTRIBUTING.md', 'SECURITY.md', 'llms.txt',
]);
manifest.addField('repository', { type: 'git', url: `git+${REPOSITORY}.git` });
manifest.addField('homepage', `${REPOSITORY}#readme`);
manifest.addField('bugs', { url: `${REPOSITORY}/issues` });
manifest.addVersion('0.1.0');

/* Workflows. What they run is what people run: `.ci/run` and the scripts of package.json. */

const github = new GitHub(project, { mergify: false, pullRequestLint: false });
const checkout = { name: 'Check out', uses: 'actions/checkout@v4', with: { 'fetch-depth': 0 } }; // upgrades:check reads tags
const node = { name: 'Node', uses: 'actions/setup-node@v4', with: { 'node-version': '20', 'cache': 'npm' } };
/** All of `.ci/run`, as root on Debian, which is what it is written for. */
const everything = {
  runsOn: ['ubuntu-latest'],
  container: { image: 'node:20-bookworm' },
  permissions: { contents: JobPermission.READ },
  timeoutMinutes: 90,
  steps: [{ name: 'Trust the work tree', run: 'git config --global --add safe.directory "$GITHUB_WORKSPACE"' }, checkout, { name: 'Every check and every test', run: '.ci/run' }],
};

const build = new GithubWorkflow(github, 'build');
build.on({ push: { branches: ['main'] }, pullRequest: {}, workflowDispatch: {} });
build.addJobs({
  linux: everything,
  portable: {
    name: '${{ matrix.os }}',
    runsOn: ['${{ matrix.os }}'],
    strategy: { failFast: false, matrix: { domain: { os: ['macos-latest', 'windows-latest'] } } },
    permissions: { contents: JobPermission.READ },
    timeoutMinutes: 30,
    steps: [
      { name: 'Keep the ends of lines', run: 'git config --global core.autocrlf false' },
      checkout,
      node,
      { name: 'Install', run: 'npm ci --no-audit --no-fund' },
      { name: 'Types', run: 'npm run typecheck' },
      { name: 'The library itself', run: 'npm run test:portable' },
    ],
  },
});

build.addJob('site', {
  runsOn: ['ubuntu-latest'],
  permissions: { contents: JobPermission.READ },
  timeoutMinutes: 15,
  steps: [checkout, node, { name: 'Install', run: 'npm ci --no-audit --no-fund' }, { name: 'The site', run: 'npm run test:site' }],
});

const release = new GithubWorkflow(github, 'release', { limitConcurrency: true });
release.on({ push: { tags: ['v*'] } });
release.addJobs({
  linux: everything,
  publish: {
    needs: ['linux'],
    runsOn: ['ubuntu-latest'],
    environment: 'npm',
    // The token of the workflow signs where the package comes from.
    permissions: { contents: JobPermission.READ, idToken: JobPermission.WRITE },
    timeoutMinutes: 15,
    steps: [
      checkout,
      { ...node, with: { ...node.with, 'registry-url': 'https://registry.npmjs.org' } },
      { name: 'The tag is the version', run: 'test "v$(node -p "require(\'./package.json\').version")" = "$GITHUB_REF_NAME"' },
      { name: 'Install', run: 'npm ci --no-audit --no-fund' },
      { name: 'Compile', run: 'npm run compile' },
      { name: 'Publish', run: 'npm publish --provenance', env: { NODE_AUTH_TOKEN: '${{ secrets.NPM_TOKEN }}' } },
    ],
  },
});

project.synth();
