import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..', '..', '..');

/** scipy and statsmodels, as `pip freeze` gave them. */
export const ORACLE = {
  name: 'scipy and statsmodels',
  folder: join(ROOT, '.cache', 'oracle'),
  requirements: join(import.meta.dirname, 'requirements.txt'),
};
