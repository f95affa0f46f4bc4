import { nearest } from '../text/nearest.js';

const PLACEHOLDERS = ['model', 'version'];
/** Braces around one word. With a comma or two dots inside, they are a glob's alternatives. */
const WORD = /\{([^{},]*)\}/g;
/** A wildcard or a digit right before `{version}`, or right after it. */
const BEFORE = /[*?\d\])}]\{version\}/;
const AFTER = /\{version\}(?:[*?\d[{(]|[+@!]\()/;

/**
 * What is wrong with a template of report paths, for any model and version; null if nothing is. The message has no
 * full stop.
 */
export function checkTemplate(template: string): { message: string; hint?: string } | null {
  const unknown = [...template.matchAll(WORD)]
    .map(([, word = '']) => word)
    .find((word) => !word.includes('..') && !PLACEHOLDERS.includes(word));
  if (unknown !== undefined) {
    const guess = nearest(unknown.trim(), PLACEHOLDERS);
    const known = 'Use the placeholders {model} and {version}.';
    return {
      message: `the path ${JSON.stringify(template)} has the unknown placeholder ${JSON.stringify(`{${unknown}}`)}`,
      hint: guess === undefined ? known : `Did you mean {${guess}}? ${known}`,
    };
  }
  const versioned = template.replaceAll('{model}', 'm');
  const isVersionLoose = BEFORE.test(versioned) || AFTER.test(versioned);
  const isModelLoose = /[*?\])]\{model\}|\{model\}(?:[*?[(]|[+@!]\()/.test(template);
  if (!isVersionLoose && isModelLoose) {
    return {
      message: `the path ${JSON.stringify(template)} has {model} right beside a wildcard, so that one model's report can be taken for another's`,
      hint: 'Model m would be judged by the report of m2. Put a "/" between: reports/{model}/*.json.',
    };
  }
  if (!isVersionLoose) return null;
  return {
    message: `the path ${JSON.stringify(template)} has {version} right beside a wildcard or a digit, so that one version's report can be taken for another's`,
    hint: 'Version 1 would be judged by the report of 12. Put a "/", a "-" or a "." between: reports/{version}/*.json, reports/{version}-*.json.',
  };
}
