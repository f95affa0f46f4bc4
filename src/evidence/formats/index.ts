import type { Format } from './format.js';
import { plain } from './plain.js';
import { sklearn } from './sklearn.js';

/** Tried in this order; `plain` takes what no other knows. */
export const FORMATS: readonly Format[] = [sklearn, plain];
