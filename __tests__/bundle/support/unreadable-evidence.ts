import type { Workspace } from '../../support/workspace.js';
import { bomb, write, type BadInput } from './bad-input.js';
import { POLICY, PROMOTE } from './churn.js';

const REPORT = 'reports/2.json';

/** Exit 1: evidence that can't be read is a failed gate. */
export const UNREADABLE: readonly BadInput[] = [
  {
    name: 'a report that is missing',
    args: `${PROMOTE} --report reports/8.json`,
    exit: 1,
    says: ['reports/8.json is missing'],
  },
  {
    name: 'an empty report',
    arrange: write(REPORT, ''),
    args: PROMOTE,
    exit: 1,
    says: [`${REPORT} is empty`],
  },
  {
    name: 'a report that is cut off',
    arrange: write(REPORT, '{"accuracy": 0.95,\n "f1": 0.'),
    args: PROMOTE,
    exit: 1,
    says: [REPORT, 'line 2'],
  },
  {
    name: 'a binary report',
    arrange: write(REPORT, Buffer.from([0x80, 0x04, 0x95, 0x00, 0x00, 0xff])),
    args: PROMOTE,
    exit: 1,
    says: [`${REPORT} is a Python pickle`, 'json.dump'],
  },
  {
    name: 'a report in TOML',
    arrange: write('reports/2.toml', 'accuracy = 0.95\n'),
    args: `${PROMOTE} --report reports/2.toml`,
    exit: 1,
    says: ['reports/2.toml is TOML, but a report is JSON or YAML', '{"accuracy": 0.91}'],
  },
  {
    name: 'a report in CSV',
    arrange: write('reports/2.csv', 'metric,value\naccuracy,0.95\nf1,0.9\n'),
    args: `${PROMOTE} --report reports/2.csv`,
    exit: 1,
    says: ['reports/2.csv is a table', 'choose what counts in the policy'],
  },
  {
    name: 'a report in JSON Lines',
    arrange: write(REPORT, '{"accuracy": 0.95}\n{"accuracy": 0.96}\n'),
    args: PROMOTE,
    exit: 1,
    says: [`${REPORT} is JSON Lines`, 'choose what counts in the policy'],
  },
  {
    name: "a report that PowerShell's > wrote",
    arrange: write(REPORT, Buffer.from('\uFEFF{"accuracy": 0.95}', 'utf16le')),
    args: PROMOTE,
    exit: 1,
    says: [`${REPORT} is UTF-16 text`, 'Out-File -Encoding utf8'],
  },
  {
    name: 'a metric that is somewhere else in the report',
    arrange: write(REPORT, '{"train": {"loss": 1}, "eval": {"Accuracy": 0.95}}'),
    args: PROMOTE,
    exit: 1,
    says: [
      `${REPORT}: the report has no metric accuracy`,
      'It has: train, eval',
      'Did you mean eval.Accuracy?',
    ],
  },
  {
    name: 'a champion from before there were gates',
    arrange: write(
      'models.yaml',
      'models: {churn: {versions: {1: {stage: Production}, 2: {stage: Staging}}}}\n',
    ),
    args: PROMOTE,
    exit: 1,
    says: [
      'accuracy of version 1, which holds the stage',
      'Next: write reports/1.json, or add metrics: {accuracy: …} to version 1 in models.yaml, then run it again.',
    ],
  },
  {
    name: 'test results in ISO-8859-1, as they declare, that count a failure which they do not show',
    arrange: (workspace: Workspace): void => {
      const header = '<?xml version="1.0" encoding="ISO-8859-1"?>\n';
      const suite = '<testsuite name="façade" tests="1" failures="1"><testcase name="a"/></testsuite>';
      workspace.write('junit/a.xml', Buffer.from(header + suite, 'latin1'));
      workspace.write('.github/stagegate.yml', POLICY.replace(/- metric[^]*$/, '- tests: junit/*.xml\n'));
    },
    args: PROMOTE,
    exit: 1,
    says: ['junit/a.xml: 1 passed, 1 failed', 'suite façade: failures="1" in its header'],
  },
  {
    name: 'test results that do not say their encoding',
    arrange: (workspace: Workspace): void => {
      workspace.write('junit/a.xml', Buffer.from('<testsuite name="façade"/>', 'latin1'));
      workspace.write('.github/stagegate.yml', POLICY.replace(/- metric[^]*$/, '- tests: junit/*.xml\n'));
    },
    args: PROMOTE,
    exit: 1,
    says: ['junit/a.xml is not UTF-8 text', 'line 1, column 20', 'encoding="ISO-8859-1"'],
  },
  {
    name: 'a report that is too large',
    arrange: write(REPORT, `{"accuracy": 0.95, "text": "${'x'.repeat(16 * 1024 * 1024)}"}`),
    args: PROMOTE,
    exit: 1,
    says: [REPORT, 'a report may have 16 MiB'],
  },
  {
    name: 'a report with a key twice',
    arrange: write(REPORT, '{"accuracy": 0.80,\n "accuracy": 0.95}'),
    args: PROMOTE,
    exit: 1,
    says: [REPORT, 'line 2', 'accuracy'],
  },
  {
    name: 'a report with a NaN',
    arrange: write(REPORT, '{"accuracy": NaN}'),
    args: PROMOTE,
    exit: 1,
    says: [`accuracy is NaN in ${REPORT}`],
  },
  {
    name: 'a YAML report with an alias bomb',
    arrange: write('reports/2.yaml', bomb('accuracy')),
    args: `${PROMOTE} --report reports/2.yaml`,
    exit: 1,
    says: ['reports/2.yaml', 'alias'],
  },
  {
    name: 'a report that is a folder',
    args: `${PROMOTE} --report reports`,
    exit: 1,
    says: ['reports is a folder'],
  },
  {
    name: 'a confidence that the report gives nothing to judge by',
    arrange: write('.github/stagegate.yml', POLICY.replace('max-regression: 0.5%', 'confidence: 95%')),
    args: PROMOTE,
    exit: 1,
    says: [
      '.github/stagegate.yml:12:13',
      "accuracy can't be judged with confidence",
      'stderr: a path, or samples: a path for a proportion',
    ],
  },
];
