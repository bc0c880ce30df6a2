import { dirname, join, relative, sep } from 'node:path';
import tseslint from 'typescript-eslint';
import lit from 'eslint-plugin-lit';
import wc from 'eslint-plugin-wc';
import litA11y from 'eslint-plugin-lit-a11y';

/** Who may import whom, as an allow-list: folder → the siblings it may use. The README draws this table. */
const MAY_IMPORT = {
  '.': { shared: [], gateway: ['shared'], pwa: ['shared'] },
  gateway: {
    sources: [],
    journal: [],
    decoders: [],
    store: [],
    disk: [],
    health: [],
    demo: [],
    pipeline: ['sources', 'decoders', 'store'],
    projections: ['store'],
    audit: ['store', 'projections'],
    auth: ['store', 'audit'],
    tls: ['auth'],
    config: ['tls', 'health'],
    plant: ['config', 'store', 'demo', 'tls'],
    replication: ['store', 'auth'],
    retention: ['store', 'audit'],
    backup: ['store', 'journal'],
    verify: ['journal', 'pipeline', 'projections', 'store', 'audit'],
    plan: ['store', 'projections'],
    sync: ['projections', 'store', 'auth', 'plan'],
    api: ['projections', 'store', 'plan', 'sync', 'auth', 'audit', 'tls', 'replication', 'retention', 'health'],
    lines: ['sources', 'journal', 'decoders', 'pipeline', 'projections', 'store', 'audit', 'api'],
    'source-editing': ['lines', 'plant', 'sources', 'pipeline', 'projections', 'store', 'audit', 'api'],
    reports: ['lines', 'pipeline', 'projections', 'plan', 'store', 'api'],
    jobs: ['lines', 'reports', 'plant', 'backup', 'verify', 'journal', 'pipeline', 'auth', 'audit', 'store', 'api'],
    running: [
      ...['config', 'disk', 'plant', 'lines', 'source-editing', 'reports', 'jobs', 'demo', 'pipeline', 'projections'],
      ...['store', 'audit', 'auth', 'tls', 'plan', 'sync', 'replication', 'retention', 'health', 'api'],
    ],
    commands: ['running', 'jobs', 'reports', 'lines', 'plant', 'disk', 'config', 'backup', 'auth', 'tls', 'store'],
  },
  pwa: {
    styles: [],
    locales: [],
    components: ['styles', 'locales'],
    data: [],
    pages: ['components', 'data', 'styles', 'locales'],
    app: ['pages', 'components', 'data', 'styles', 'locales'],
  },
};

/** Directly in its folder, and below all others. */
const BELOW_ALL = 'config.ts';

/** Refuses an import that the table does not allow; files directly in `gateway/` or `pwa/` (main, cli) may use all below. */
const importsDownwards = {
  meta: { type: 'problem', schema: [], messages: { upwards: '{{from}} may not import {{to}} (see MAY_IMPORT).' } },
  create(context) {
    const root = import.meta.dirname;
    const place = (file) => relative(root, file).split(sep);
    return {
      ImportDeclaration(node) {
        const target = node.source.value;
        if (typeof target !== 'string' || !target.startsWith('.')) return;
        const from = place(context.filename);
        const to = place(join(dirname(context.filename), target));
        if (from[0] === 'tests') return;
        const report = (a, b) => context.report({ node, messageId: 'upwards', data: { from: a, to: b } });
        if (from[0] !== to[0]) {
          if (!(MAY_IMPORT['.'][from[0]] ?? []).includes(to[0])) report(from[0], to[0]);
          return;
        }
        const table = MAY_IMPORT[from[0]];
        if (!table || from.length < 3 || from[1] === to[1]) return;
        if (to.length < 3 && to[1] === BELOW_ALL) return;
        if (to.length < 3 && to[1]) {
          report(from.slice(0, 2).join('/'), to.join('/'));
          return;
        }
        if (!(table[from[1]] ?? []).includes(to[1])) report(from.slice(0, 2).join('/'), to.slice(0, 2).join('/'));
      },
    };
  },
};

const noClock = [
  {
    selector: "MemberExpression[object.name='Date'][property.name='now']",
    message: 'shared/ has no clock: pass `now`.',
  },
  { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: 'shared/ has no clock: pass `now`.' },
  {
    selector: "MemberExpression[object.name='Math'][property.name='random']",
    message: 'shared/ has no chance: pass it in.',
  },
];

export default tseslint.config(
  { ignores: ['node_modules', 'pwa/dist', 'tests/bench/results', 'tests/faults/results'] },
  {
    files: ['**/*.ts', '**/*.js'],
    extends: [tseslint.configs.recommended],
    plugins: { lineside: { rules: { 'imports-downwards': importsDownwards } } },
    rules: {
      'lineside/imports-downwards': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
      'no-restricted-imports': ['error', { paths: [{ name: 'xlsx', message: 'Unmaintained on npm; use exceljs.' }] }],
    },
  },
  {
    files: ['shared/**/*.ts', 'gateway/**/*.ts', 'pwa/**/*.ts', 'tests/**/*.ts'],
    ignores: ['pwa/service-worker.ts', 'pwa/vite.config.ts'],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': [
        'error',
        { checksVoidReturn: { arguments: false, attributes: false } },
      ],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
    },
  },
  { files: ['shared/**/*.ts'], rules: { 'no-restricted-syntax': ['error', ...noClock] } },
  {
    files: ['pwa/**/*.ts'],
    plugins: { lit, wc, 'lit-a11y': litA11y },
    rules: {
      ...lit.configs['flat/recommended'].rules,
      ...wc.configs['flat/recommended'].rules,
      ...litA11y.configs.recommended.rules,
      'no-restricted-imports': [
        'error',
        {
          paths: [{ name: 'lit/directives/unsafe-html.js', message: 'Text from people and machines is never markup.' }],
        },
      ],
    },
  },
  {
    files: ['pwa/**/*.ts'],
    ignores: ['pwa/components/plot/**'],
    rules: {
      'no-restricted-imports': [
        'error',
        { paths: [{ name: 'uplot', message: 'Only pwa/components/plot draws with uPlot.' }] },
      ],
    },
  },
);
