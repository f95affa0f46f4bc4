import { type Format, membersAt, objectAt } from './format.js';
import { readPlain } from './plain.js';
import { readTimes } from '../time.js';

const [STEP, TIME] = ['_step', '_timestamp'];

/**
 * `wandb-summary.json` of a Weights & Biases run. Metrics have the file's paths: `val/accuracy`, and `val/loss.min` of
 * a metric that was defined with that summary. The time is that of the last logged step.
 */
export const wandb = {
  name: 'wandb',
  lacks: (value) => {
    const members = objectAt(value);
    if (members === undefined) return 'is not an object of metrics';
    const missing = [STEP, TIME].find((key) => typeof members.get(key) !== 'number');
    return missing === undefined ? null : `has no "${missing}" that is a number`;
  },
  read: (value) => {
    const { metrics, statement } = readPlain(value);
    // a time that was added says when the evaluation was, unless it is newer
    const added = ['timestamp', 'created_at', 'time', TIME].map((key) => ({
      key,
      value: membersAt(value).get(key) ?? null,
    }));
    return { metrics, statement: { ...statement, ...readTimes(added) } };
  },
} as const satisfies Format;
