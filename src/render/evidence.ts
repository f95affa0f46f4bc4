import { formatDuration } from '../policy/time.js';
import type { JudgedReport } from '../promotion/decision.js';
import { SHORT, type Phrase } from './phrase.js';

/** One report: which, by its digest, how old it was, and of which commit by its own words. */
export function tellEvidence({ path, sha256, age, commit }: JudgedReport): Phrase {
  return [
    'report ',
    { code: path },
    ' (',
    { code: sha256.slice(0, SHORT) },
    ...(age === null ? [] : [`, ${tellAge(age)}`]),
    ...(commit === null ? [] : [', made at ', { code: commit.slice(0, SHORT) }]),
    ')',
  ];
}

/** How old it was when it was judged. */
function tellAge(age: number): string {
  return age < 0 ? 'from the future' : `${formatDuration(age)} old`;
}
