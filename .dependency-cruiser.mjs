/**
 * Which folder of src/ may import which: only those below it in this list. Files that import each other in a circle are
 * refused everywhere. `npm run lint` checks both.
 */
const ROOMS = [
  ['bundle'], // what the files in dist/ start
  ['action', 'cli', 'library', 'index'], // entries: read inputs, call one use case, show the outcome
  ['adopt'], // reads a repository and plans the files that it lacks
  ['engine'], // puts the parts together for one command
  ['site'], // a static page of the registry
  ['workspace'], // opens policy, registry and evidence of one workspace
  ['render'], // what people and programs see of an outcome
  ['promotion'], // the use cases and their pure decisions
  ['run'], // what is known of the run: the event, the branch, who and where
  ['files'], // the files of a checkout: policies, reports, model files
  ['registry'], // the manifest and MLflow
  ['github'], // requests to GitHub
  ['git'], // git as a command
  ['network'], // tunnels through proxies
  ['gates'], // the gates by what they look at
  ['policy'],
  ['evidence'], // reports and test files
  ['history'], // chain, replay, verify
  ['statistics'],
  ['system-clock'],
  ['model'], // the nouns that every room shares
  ['text'], // foreign text made safe, YAML with places
  ['errors', 'version'],
];

/** A room's files: a folder, a file, or both of that name. */
const pathOf = (rooms) => `^src/(${rooms.join('|')})(/|\\.ts$)`;

export default {
  forbidden: [
    {
      name: 'no-circle',
      comment: 'Files that import each other in a circle are one file, or a type lives in the wrong one.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'in-a-room',
      comment: 'Every folder of src/ has its place in the list above.',
      severity: 'error',
      from: {},
      to: { path: '^src/', pathNot: pathOf(ROOMS.flat()) },
    },
    ...ROOMS.slice(1).map((rooms, at) => ({
      name: `${rooms.join('-and-')}-imports-nothing-above`,
      comment: 'Move what both need into a room below both, or pass it as an argument.',
      severity: 'error',
      from: { path: pathOf(rooms) },
      to: { path: pathOf(ROOMS.slice(0, at + 1).flat()) },
    })),
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
  },
};
