import { bomb, write, type BadInput } from './bad-input.js';
import { POLICY, PROMOTE } from './churn.js';

const REPORT = 'reports/2.json';

/** Exit 1: evidence that can't be read is a failed gate. */
export const UNREADABLE: readonly BadInput[] = [
  {
    name: 'a report that is missing',
    args: `${PROMOTE} --report reports/8.json`,
    exit: 1,
    says: ['reports/8.json is not there'],
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
    says: [`${REPORT} is binary`],
  },
  {
    name: 'a report that is too large',
    arrange: write(REPORT, `{"accuracy": 0.95, "text": "${'x'.repeat(16 * 1024 * 1024)}"}`),
    args: PROMOTE,
    exit: 1,
    says: [REPORT, 'larger than the 16 MB'],
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
    says: ['.github/stagegate.yml:12:13', 'accuracy cannot be judged with confidence', 'stderr: or samples:'],
  },
];
