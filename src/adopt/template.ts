import { checkTemplate } from '../evidence/template.js';

/** Characters that can't form a pattern, a placeholder or a workflow expression. Other paths aren't proposed. */
const SAFE_PATH = /^(?!-)[\p{L}\p{M}\p{N} ._/@=+,~-]{1,300}$/u;
/** The same for a model's name, which also becomes an argument in commands. */
const SAFE_NAME = /^[\p{L}\p{N}][\p{L}\p{M}\p{N} ._/:-]{0,99}$/u;

const DATE =
  /\d{4}-\d\d-\d\d(?:[T_ -]\d\d[-_:.]?\d\d(?:[-_:.]?\d\d)?(?:\.\d+)?)?|(?<!\d)(?:19|20)\d{6}(?:[T_-]?\d{4,6})?(?!\d)/g;
/** `1.2.0` is a release's version, not a model version. */
const DOTTED = /v?\d+(?:\.\d+)+/gi;
const NUMBER = /(^|[/._ -])(v|version[-_]?)?([1-9]\d{0,5})(?=$|[/._ -])/gi;
/** A number in this range is more likely a year. */
const [FIRST_YEAR, LAST_YEAR] = [1900, 2100];
/** lm-evaluation-harness names a folder after the model's place on a hub or on disk. */
const HUB_FOLDER = /(?<=^|\/)[^/]*__[^/]*(?=\/)/g;

/** A number in a path that may be the version. */
interface Candidate {
  readonly version: string;
  readonly template: string;
  /** It is marked as a version, is a whole folder's or file's name, or ends a file's name. */
  readonly isPlain: boolean;
}

/** A path and the template that fits it. */
interface Templated {
  readonly path: string;
  readonly template: string;
  /** Null if the path names no version. */
  readonly version: string | null;
}

export function isSafePath(path: string): boolean {
  return SAFE_PATH.test(path) && !path.split('/').includes('..');
}

/** Whether a found name can be a model's: no control characters, expressions or shell syntax. */
export function isSafeName(name: string): boolean {
  return SAFE_NAME.test(name) && name === name.trim();
}

/**
 * Finds the version in each path: the number that differs in most paths. If no other path has a different number there,
 * it only counts if it is marked as a version, is a whole name, or ends a report's name: `v3`, `3/`, `3.json`,
 * `metrics_3.json`.
 */
export function templatePaths(paths: readonly string[]): Templated[] {
  const all = paths.map((path) => ({ path, candidates: findCandidates(path) }));
  const versions = new Map<string, Set<string>>();
  for (const { template, version } of all.flatMap(({ candidates }) => candidates)) {
    const seen = versions.get(template) ?? new Set();
    versions.set(template, seen.add(version));
  }
  return all.map(({ path, candidates }) => {
    const rank = ({ template, isPlain }: Candidate) =>
      2 * (versions.get(template)?.size ?? 0) + (isPlain ? 1 : 0);
    const best = [...candidates].sort((a, b) => rank(b) - rank(a)).find((one) => rank(one) > 2);
    if (best !== undefined) return { path, template: best.template, version: best.version };
    return { path, template: path, version: null };
  });
}

function findCandidates(path: string): Candidate[] {
  const mask = (found: string) => '#'.repeat(found.length);
  const masked = path.replace(DATE, mask).replace(DOTTED, mask);
  return [...masked.matchAll(NUMBER)].flatMap((match): Candidate[] => {
    const [whole, before = '', mark = '', version = ''] = match;
    if (Number(version) >= FIRST_YEAR && Number(version) <= LAST_YEAR) return [];
    const end = match.index + whole.length;
    const start = end - version.length;
    const template = `${loosen(path.slice(0, start))}{version}${loosen(path.slice(end))}`;
    if (checkTemplate(template) !== null) return [];
    const endsName = /^(?:\/|(?:\.[A-Za-z]\w*)?\.[^/.]+$)/.test(path.slice(end));
    const name = masked.slice(masked.lastIndexOf('/', match.index) + 1, match.index);
    const isLast = /^[_-]$/.test(before) && isReportName(name) && !path.startsWith('/', end);
    const isWhole = !/^[._-]$/.test(before) || isLast;
    return [{ version, template, isPlain: mark !== '' || (endsName && isWhole) }];
  });
}

/** Whether a name only says that the file is a report: `metrics`, but not `resnet` of `resnet-50`. */
function isReportName(name: string): boolean {
  const words = name.toLowerCase().split(/[._ -]/);
  return words.every((word) => COMMON.has(word) && !/^(?:tests?|testing|junit)$/.test(word));
}

/** Dates and hub folders differ from run to run. */
function loosen(part: string): string {
  return part.replace(DATE, '*').replace(HUB_FOLDER, '*').replace(/\*+/g, '*');
}

/** Where to move a report whose path differs from others' only by a date. */
interface Place {
  readonly template: string;
  /** The report's new path, in a folder for version 1. */
  readonly path: string;
  /** To sort by. */
  readonly date: string;
}

/** A folder for the version, before the first part with a date. Null for a path without a date. */
export function placeDated(path: string): Place | null {
  const segments = path.split('/');
  const isLoose = (segment: string) => segment.search(DATE) >= 0 || segment.includes('__');
  const date = path.match(DATE)?.join(' ');
  if (date === undefined) return null;
  const at = segments.findIndex(isLoose);
  const before = segments
    .slice(0, at)
    .map((segment) => `${segment}/`)
    .join('');
  const rest = segments.slice(at).join('/');
  const template = `${before}{version}/${loosen(rest)}`;
  return checkTemplate(template) === null ? { template, path: `${before}1/${rest}`, date } : null;
}

/** Words in the paths of reports that don't name a model. */
const COMMON = new Set(
  (
    'reports report results result metrics metric evals eval evaluations evaluation outputs output out artifacts ' +
    'artefacts scores score models model ml data tests test testing junit xml json classification regression summary ' +
    'performance latest current final ci src build dist stats val valid validation benchmarks benchmark lm harness train ' +
    'training versions version runs run exp experiments experiment v predictions dvclive mlops public private logs log'
  ).split(' '),
);

/** Names of algorithms, without case and spaces. */
const ALGORITHM = new RegExp(
  [
    '(?:logistic|linear|ridge|polynomial|softmax)regression(?:cv)?',
    '(?:randomforest|extratrees?|decisiontree|(?:hist)?gradientboosting|adaboost|bagging|voting|stacking|kneighbors|knn)',
    '(?:mlp|sgd|dummy|xgb(?:rf|oost)?|lgbm|lightgbm|catboost|gaussianprocess|passiveaggressive|svm)',
    '(?:linear|nu)?sv[cr]|(?:gaussian|multinomial|bernoulli|complement|categorical)nb|naivebayes',
    '(?:ridge|lasso|elasticnet)(?:cv)?|perceptron|pipeline|(?:grid|randomized)searchcv',
    '(?:linear|quadratic)discriminantanalysis|neuralnetwork',
  ]
    .map((words) => `(?:${words})(?:classifier|regressor)?(?:cv)?`)
    .map((words) => `^${words}$`)
    .join('|'),
  'i',
);

/** Whether a report's `model` is the algorithm, such as `RandomForestClassifier`, and not a registered name. */
export function isAlgorithm(name: string): boolean {
  return ALGORITHM.test(name.replace(/[\s_.-]/g, ''));
}

/** The model that a template's path names: beside the version, or by its folder. Null if it names none. */
export function nameModel(template: string): string | null {
  const segments = template.split('/');
  const file = segments.pop() ?? '';
  const stem = file.replace(/(?:\.[A-Za-z]\w*)+$/, '');
  // a file without the version in its name is one of several of the same version
  const places = stem.includes('{version}') ? [stem, ...segments.reverse()] : segments.reverse();
  for (const place of places) {
    const words = place
      .replace(/(?:v|version[-_]?)?\{version\}/i, '')
      .split(/(?<=[._ -])|(?=[._ -])/)
      .filter((word) => word !== '*' && !COMMON.has(word.toLowerCase()));
    const name = words
      .join('')
      .replace(/^[._ -]+|[._ -]+$/g, '')
      .replace(/([._ -])[._ -]+/g, '$1');
    if (/\p{L}/u.test(name) && !name.includes('{') && isSafeName(name)) return name;
  }
  return null;
}
