import type * as z from 'zod/mini';
import {
  evidenceRules,
  exampleRows,
  freezeWindow,
  gateKinds,
  liveRules,
  mlflowRegistry,
  modelPolicy,
  pinnedCheck,
  policySchema,
  recordsChoice,
  reportEntry,
  stagePolicy,
} from './schema.js';

/* What an editor shows for each key of a policy. Nothing at run time imports this file. */

/** What a key is for, and values that show its forms. */
export interface KeyText {
  readonly description: string;
  /** Unless an enum lists the values. */
  readonly examples?: readonly unknown[];
}

/** A map of the policy. */
interface MapText {
  readonly schema: z.ZodMiniType;
  readonly title: string;
  readonly description: string;
  readonly keys: Readonly<Record<string, KeyText>>;
}

/** The compiler finds a key without a text, and a text without a key. */
function describeMap<T extends z.ZodMiniObject>(
  schema: T,
  [title, description]: readonly [string, string],
  keys: { readonly [Key in keyof T['shape']]: readonly [description: string, ...examples: unknown[]] },
): MapText {
  const texts = Object.entries<readonly [string, ...unknown[]]>(keys).map(
    ([key, [about, ...examples]]) =>
      [key, examples.length === 0 ? { description: about } : { description: about, examples }] as const,
  );
  return { schema, title, description, keys: Object.fromEntries(texts) };
}

const FILLED_IN = '{version} and {model} are filled in.';

/** A metric gate as most policies write it. */
const ACCURACY = { metric: 'accuracy', min: 0.9, 'max-regression': '0.5%' };

export const POLICY_MAPS: readonly MapText[] = [
  describeMap(
    policySchema,
    [
      'Stagegate policy',
      'The evidence that a model version needs before it moves to a stage. Save it as .github/stagegate.yml.',
    ],
    {
      registry: [
        'Where the versions and their stages are: a manifest file or folder, or an MLflow server. Default: models.yaml.',
        ...['models.yaml', 'models/', 'https://mlflow.example.com', { mlflow: 'env', mode: 'aliases' }],
      ],
      stages: [
        'The stages, in the order of promotion. None and Archived always exist. Default: Staging, Production.',
        ['Staging', 'Production'],
      ],
      models: [
        'The rules of each registered model, by its name. "*" applies to every model without an entry of its own.',
        {
          churn: {
            report: 'reports/{model}/{version}.json',
            stages: { Staging: {}, Production: { from: 'Staging', soak: '24h' } },
          },
        },
      ],
    },
  ),
  describeMap(mlflowRegistry, ['MLflow registry', 'An MLflow server, and how it marks stages.'], {
    mlflow: [
      'The server. env takes it from MLFLOW_REGISTRY_URI, else from MLFLOW_TRACKING_URI.',
      ...['https://mlflow.example.com', 'databricks', 'databricks://profile', 'databricks-uc', 'env'],
    ],
    mode: [
      "What marks a version as in a stage: MLflow's stages, aliases, or both where the server has both (auto, the default).",
    ],
    aliases: [
      "The alias that goes with each stage. Default: the stage's name.",
      { Production: 'champion', Staging: 'challenger' },
    ],
  }),
  describeMap(modelPolicy, ['Model', 'The rules of one registered model.'], {
    report: [
      `The evaluation reports of a version: a path or glob, a map with file for a report inside a file, or a list of them. ${FILLED_IN} mlflow stands for the metrics of the version's run.`,
      'reports/{model}/{version}.json',
      ['reports/{version}/eval.json', 'reports/{version}/latency.json'],
      'mlflow',
    ],
    format: [
      'The tool that wrote the reports. auto (the default) recognises it by their shape. With plain, a metric is always named by its path in the file.',
    ],
    stages: [
      'The rules of each stage, by its name. {} is a stage without gates.',
      { Staging: {}, Production: { from: 'Staging', soak: '24h' } },
    ],
  }),
  describeMap(stagePolicy, ['Stage', 'What a version needs to be promoted to this stage.'], {
    from: [
      'The stages that a version must come from. A stage that it entered without stagegate does not count. Default: any.',
      'Staging',
    ],
    soak: [
      'How long a version must have been in the stage that it comes from, by the history.',
      ...['90m', '24h', '7d', '1d 12h'],
    ],
    refs: [
      'Git refs or globs where the promotion must run. On the command line, the branch that is checked out counts. Default: any.',
      'refs/heads/main',
      ['refs/heads/main', 'refs/tags/v*'],
    ],
    'archive-existing': ['Whether the current version moves to Archived. Default: true.'],
    'allow-force': ['Whether force, with a reason, overrides failed gates. Default: true.'],
    'taken-out': [
      'Whether a version that a rollback or a withdrawal took out of this stage may come back. Default: block.',
    ],
    'when-empty': [
      'What comparisons do while no version is in the stage: compare with the version that held it last (the default), or skip.',
    ],
    'gate-rollbacks': ['Whether the gates also apply to rollbacks. Default: false.'],
    artifact: [
      "required blocks a version whose files can't be compared with their recorded SHA-256. By default, files that can't be read from here are skipped.",
    ],
    'false-promotions': [
      'The chance that luck alone promotes any of the versions that are judged against one champion on one test set. Gates get stricter with each attempt.',
      ...['5%', '1%'],
    ],
    'test-set': [
      'The file or folder of the test set. Its digest tells test sets apart. Default: what the reports say.',
      ...['data/test.csv', 'data/test/'],
    ],
    gates: [
      'What a version must pass: metrics, tests, checks, approvals, or one of several.',
      [ACCURACY, { tests: 'junit/{version}.xml' }],
      [{ checks: ['evaluation'] }, { approvals: 1 }],
    ],
    evidence: [
      'What every report must say about itself.',
      { 'max-age': '7d', version: 'required', commit: 'required' },
    ],
    freeze: [
      'Times in which nothing is promoted to this stage.',
      [{ from: 'Fri 16:00', to: 'Mon 08:00', timezone: 'Europe/Berlin', reason: 'weekend' }],
    ],
    live: [
      'What confirms the version once it is in use. stagegate confirm judges it.',
      { report: 'live/{version}.json', within: '24h', gates: [{ metric: 'error_rate', max: 0.01 }] },
    ],
  }),
  describeMap(evidenceRules, ['Evidence', 'What every report must say about itself.'], {
    'max-age': ['How old the evaluation may be. The report must say when it ran.', '24h', '7d'],
    version: ['The report must name the version that it is about.'],
    commit: ['The report must name the commit that it was made at.'],
  }),
  describeMap(
    freezeWindow,
    ['Freeze', 'A time in which nothing is promoted: every week, or between two dates.'],
    {
      from: [
        'When it begins: a weekday or a date, with or without a time.',
        'Fri 16:00',
        '2026-12-20',
        '2026-12-20 18:00',
      ],
      to: [
        'When it ends. A day without a time is frozen until it is over.',
        'Mon 08:00',
        '2027-01-02',
        '2027-01-02 08:00',
      ],
      timezone: ['An IANA time zone.', 'Europe/Berlin', 'UTC'],
      reason: ['Why. People who are blocked see it.', 'year-end closing'],
      rollbacks: ['Whether it also blocks rollbacks. Default: the value of gate-rollbacks.'],
    },
  ),
  describeMap(
    reportEntry,
    ['Report in a file', "How to read a report that isn't simply a file with one object in it."],
    {
      file: [`A path or glob. ${FILLED_IN}`, 'reports/{version}.json'],
      at: ['The path to the report inside the file.', 'evaluation.classification_report'],
      format: ["The tool that wrote this report. Default: the model's format."],
      records: [
        'For a list of objects, JSON Lines or CSV: the row that counts, the key that names every row, or mean if each row is an example.',
        ...['last', 'mean', 0, { key: 'split' }, { best: 'val_loss', goal: 'lower' }, { last: 'val_loss' }],
      ],
      'model-names': [
        'Names that the file may use for the model besides its registered name; [] if its field model is something else.',
        ['RandomForestClassifier'],
        [],
      ],
    },
  ),
  describeMap(recordsChoice, ['Rows of a report', 'Which rows count.'], {
    key: [
      'Name every row by its value under this key or column: test.accuracy. Several keys name it by each.',
      ...['split', ['dataset', 'metric']],
    ],
    best: ['The row with the best value in this column. Needs goal.', 'val_loss'],
    goal: ['Which value of best is the best.'],
    last: ['The last row that has a value in this column.', 'val_loss'],
  }),
  describeMap(liveRules, ['Live evidence', 'What the version in use must show.'], {
    report: [
      `Reports about the version in use: a path or glob, a map with file, or a list of them. ${FILLED_IN}`,
      'live/{version}.json',
    ],
    within: ['How long after its promotion the version must be confirmed.', '24h', '7d'],
    'on-failure': [
      'What a failed gate does: go back to the previous version (rollback, the default), or only report it.',
    ],
    gates: [
      'The gates that confirm the version.',
      [{ metric: 'error_rate', max: 0.01, 'min-samples': 10_000 }],
    ],
  }),
  describeMap(gateKinds.metric, ['Metric gate', 'Bounds on a metric of the report.'], {
    metric: [
      'The path of the metric in the report. * stands for every key, [key=value] picks from a list. Put a key that contains a dot in double quotes.',
      ...['accuracy', 'slices.*.recall', 'results[dataset=val].recall', 'latency."p95.9".ms'],
    ],
    min: ['The value must be at least this.', 0.9],
    max: ['The value must be at most this.', 120],
    'max-regression': [
      'How much worse than the champion the value may be: absolute, or relative with %. The champion is the version that is in the stage now.',
      ...['0.5%', 0.01, 0],
    ],
    'min-improvement': [
      'How much better than the champion the value must be: absolute, or relative with %. The champion is the version that is in the stage now.',
      ...['1%', 0.01],
    ],
    goal: ['Which direction is better. Default: higher with min, lower with max.'],
    scale: [
      'any: the metric may be below 1 in one version and above 10 in the next. By default that fails, because it looks like a change from shares to percent.',
    ],
    'min-samples': ['The fewest examples that the value may rest on.', 500],
    samples: [
      'The number of examples: a path in the report or a number. Or the results of single examples, which also give the standard error.',
      ...['eval.n', 2_000, { file: 'reports/{version}.jsonl', key: 'id', score: 'correct' }],
    ],
    'too-few': [
      'What a slice with fewer examples than min-samples does: fail (the default), or be left out silently (skip) or with a warning (warn).',
    ],
    stderr: ['The standard error of the value: a path in the report or a number.', 'accuracy_stderr', 0.004],
    stdev: [
      'The standard deviation of single examples: a path in the report or a number.',
      ...['latency.stdev', 12.5],
    ],
    confidence: ['The bound must hold beyond noise, with this one-sided confidence.', '95%', '99%'],
    paired: [
      'Compare with the champion example by example, which needs far fewer examples.',
      { file: 'reports/{version}.jsonl', key: 'id', score: 'correct' },
    ],
    inconclusive: ['What happens if the examples are too few to tell: block (the default), warn or allow.'],
  }),
  describeMap(exampleRows, ['Examples', 'Where the results of single examples are.'], {
    file: [
      'Results example by example, in JSON Lines or CSV. {version} is filled in.',
      ...['reports/{version}.jsonl', 'predictions/{version}.csv'],
    ],
    key: ['What identifies an example: a path or a column.', 'id'],
    score: ['The result of an example, a number or true and false: a path or a column.', 'correct'],
    cluster: [
      'What dependent examples share, such as a conversation or a patient: a path or a column. Give the key if several rows are about one example.',
      'conversation_id',
    ],
  }),
  describeMap(gateKinds.tests, ['Tests gate', 'No test may have failed.'], {
    tests: [
      `JUnit XML, or JSON of tools that give verdicts: a path or glob, or a list of them. ${FILLED_IN}`,
      'junit/{version}.xml',
      ['junit/*.xml', 'promptfoo/{version}.json'],
    ],
  }),
  describeMap(gateKinds.checks, ['Checks gate', 'Checks on the commit must have succeeded.'], {
    checks: [
      'Check runs and statuses on the commit, by name.',
      ['evaluation'],
      [{ name: 'evaluation', app: 'github-actions', allow: ['skipped'] }],
    ],
    wait: ['How long to wait for checks that have not finished. Default: 10m.', '30m'],
  }),
  describeMap(pinnedCheck, ['Check', 'A check, and who must have reported it.'], {
    name: ["The check run's name, or the status's context.", 'evaluation'],
    app: ['The GitHub app that must have reported it, by its short name.', 'github-actions'],
    allow: ['Conclusions that pass besides success.', ['skipped'], ['skipped', 'neutral']],
  }),
  describeMap(gateKinds.approvals, ['Approvals gate', 'People must have approved the change.'], {
    approvals: ["How many people must have approved the commit's pull request.", 1],
  }),
  describeMap(gateKinds['any-of'], ['One of several gates', 'At least one of the gates must pass.'], {
    'any-of': [
      'Metric or tests gates. Each needs a higher confidence, because one of several passes by luck more often.',
      [ACCURACY, { metric: 'f1', min: 0.8 }],
    ],
  }),
];
