import { builtinModules } from 'node:module';
import tseslint from 'typescript-eslint';

/** The edge: all that may touch files, processes, the network, the clock or chance. The rest of src/ is pure. */
const EDGE = [
  'src/action.ts',
  'src/action/**',
  'src/adopt/{adopt,repository,write}.ts',
  'src/cli.ts',
  'src/cli/**',
  'src/engine.ts',
  'src/system-clock.ts',
  'src/files/**',
  'src/git/**',
  'src/github/**',
  'src/index.ts',
  'src/library/**',
  'src/network/**',
  'src/registry/manifest/{disk,git,github}/**',
  'src/registry/mlflow/client/**',
  'src/run/**',
  'src/site/folder.ts',
  'src/workspace/**',
];

/** What is pure in Node's own modules. `styleText` is, once it is told not to look at a stream. */
const PURE_BUILTINS = {
  crypto: ['createHash'],
  path: ['posix', 'win32'],
  util: ['styleText', 'stripVTControlCharacters'],
  zlib: ['gunzipSync', 'gzipSync'],
};
const builtins = builtinModules.filter((name) => !(name in PURE_BUILTINS));
const inward = 'Arrows point inward: what does no I/O must not know what does. Take it as an argument.';

const noEdge = {
  // A path up and over, `../workspace/…`, or beside, `./cli.js`: whatever the depth.
  // a place of the manifest, or the client of MLflow, is `./disk/…` or `../client/…`
  regex:
    '^\\.{1,2}/(.*/)?(workspace|files|run|git|github|network|cli|action|engine|library|disk|client|system-clock)(/|\\.js$)',
  message: inward,
};
const noActions = { regex: '^@actions/', message: inward };
const noActionsCore = {
  regex: '^@actions/core',
  message: 'Only the action (src/action*) speaks to the runner.',
};
const noConsole = [
  ...['log', 'info', 'warn', 'error', 'debug'].map((property) => ({
    object: 'console',
    property,
    message: 'Only src/cli writes to the terminal.',
  })),
  ...['stdout', 'stderr'].map((property) => ({
    object: 'process',
    property,
    message: 'Only src/cli writes to the terminal.',
  })),
];

const clock = 'The time comes from the caller, so that a decision can be repeated.';
const impureSyntax = [
  { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: clock },
  { selector: "CallExpression[callee.name='Date']", message: clock },
  { selector: 'ImportExpression[source.value=/^(node:|@actions\\u002F)/]', message: inward },
  { selector: 'MetaProperty', message: 'A pure file does not know where it lies.' },
];

export default tseslint.config(
  { ignores: ['dist/', 'build/', 'coverage/', '.cache/', 'schema/', '**/fixtures/', 'examples/'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    rules: {
      eqeqeq: 'error',
      'no-var': 'error',
      'prefer-const': 'error',
      'object-shorthand': 'error',
      'max-lines': ['error', 350],
      'max-params': ['error', 4],
      'no-eval': 'error',
      'no-implied-eval': 'error',
      'no-new-func': 'error',
      'no-unsafe-finally': 'error',
      'no-cond-assign': 'error',
      'no-self-compare': 'error',
      'no-unreachable-loop': 'error',
      'no-template-curly-in-string': 'error',
      'no-control-regex': 'error',
    },
  },
  {
    files: ['**/*.ts', '**/*.cts'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: {
      parserOptions: { project: './tsconfig.json', tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/explicit-module-boundary-types': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      // Ports are made of closures, so their methods have no `this` to lose.
      '@typescript-eslint/unbound-method': 'off',
      // Code points are what is wanted where a text is spread.
      '@typescript-eslint/no-misused-spread': ['error', { allow: ['string'] }],
      // Keys of the file formats (`max-age`) and of index signatures are read alike, by brackets.
      '@typescript-eslint/dot-notation': 'off',
    },
  },
  {
    // what runs in a browser has types of its own
    files: ['src/site/page/**/*.ts'],
    languageOptions: {
      parserOptions: { project: './src/site/page/tsconfig.json', tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      // there is no way in for markup
      'no-restricted-properties': [
        'error',
        ...['innerHTML', 'outerHTML', 'insertAdjacentHTML', 'srcdoc'].map((property) => ({
          property,
          message: 'Foreign text becomes text nodes: use el() and put().',
        })),
      ],
    },
  },
  {
    files: ['src/**/*.ts'],
    ignores: [...EDGE, 'src/site/page/**'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          paths: [
            ...builtins.flatMap((name) => [
              { name, message: inward },
              { name: `node:${name}`, message: inward },
            ]),
            ...Object.entries(PURE_BUILTINS).flatMap(([name, allowImportNames]) => [
              { name, allowImportNames, message: inward },
              { name: `node:${name}`, allowImportNames, message: inward },
            ]),
          ],
          patterns: [
            noEdge,
            noActions,
            { regex: '^node:(?!(crypto|path|util|zlib)$)', message: inward },
            { regex: '^(fs|dns|timers|stream|readline|util)/', message: inward },
          ],
        },
      ],
      'no-restricted-globals': [
        'error',
        ...['process', 'console', 'fetch', 'performance', 'crypto', 'globalThis', 'global'],
        ...['setTimeout', 'setInterval', 'setImmediate', 'require'],
      ],
      'no-restricted-properties': [
        'error',
        { object: 'Date', property: 'now', message: clock },
        { object: 'Math', property: 'random', message: 'Chance comes from the caller.' },
      ],
      'no-restricted-syntax': ['error', ...impureSyntax],
    },
  },
  {
    files: EDGE,
    ignores: ['src/action.ts', 'src/action/**', 'src/cli.ts', 'src/cli/**'],
    rules: {
      'no-restricted-imports': ['error', { patterns: [noActionsCore] }],
      'no-restricted-properties': ['error', ...noConsole],
    },
  },
  {
    files: ['src/cli.ts', 'src/cli/**'],
    rules: { 'no-restricted-imports': ['error', { patterns: [noActionsCore] }] },
  },
  {
    files: ['src/action.ts', 'src/action/**'],
    rules: { 'no-restricted-properties': ['error', ...noConsole] },
  },
  {
    files: ['__tests__/browser/**/*.ts'],
    languageOptions: {
      parserOptions: { project: './__tests__/browser/tsconfig.json', tsconfigRootDir: import.meta.dirname },
    },
  },
  {
    files: ['__tests__/**/*.ts'],
    rules: {
      // A test reads what it just made; a wrong `!` fails the test.
      '@typescript-eslint/no-non-null-assertion': 'off',
      'max-lines': 'off',
      // A row of a table is its columns.
      'max-params': 'off',
      // `${{ github.token }}` is GitHub's syntax.
      'no-template-curly-in-string': 'off',
    },
  },
);
