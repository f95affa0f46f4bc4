import type { Format } from './format.js';
import { inspect } from './inspect/inspect.js';
import { lmEval } from './lm-eval/lm-eval.js';
import { sklearn } from './sklearn/sklearn.js';

/** Those that are known by their shape; what none of them knows is `plain`. */
export const FORMATS = [lmEval, inspect, sklearn] as const satisfies readonly Format[];

/** What the policy's `format:` may say. */
export type FormatChoice = 'auto' | 'plain' | (typeof FORMATS)[number]['name'];

export const FORMAT_CHOICES: readonly FormatChoice[] = ['auto', 'plain', ...FORMATS.map(({ name }) => name)];
