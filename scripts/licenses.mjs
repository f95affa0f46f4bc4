import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The licences of every package in a bundle, from ncc's `--stats-out`; a text that several packages share stands once. ncc's own `--license` leaves out
 * packages whose modules it does not place in a chunk of their own (commander was one).
 *
 * @param {{modules: object[]}} stats
 * @returns {string} sorted by package name, so that a build can be repeated
 */
export function collectLicenses(stats) {
  const folders = new Set(stats.modules.flatMap(listFiles).flatMap(packageFolder));
  const byText = new Map();
  for (const { heading, text } of [...folders].map(describe)) {
    byText.set(text, [...(byText.get(text) ?? []), heading]);
  }
  const groups = [...byText].map(([text, headings]) => `${headings.sort().join('\n')}\n\n${text}\n`);
  return groups.sort().join('\n');
}

/** Modules that were put together into one hold their own list. */
function listFiles(module) {
  return [module.nameForCondition ?? '', ...(module.modules ?? []).flatMap(listFiles)];
}

function packageFolder(file) {
  const match = /^.*[\\/]node_modules[\\/](@[^\\/]+[\\/])?[^\\/]+/.exec(file);
  return match === null ? [] : [match[0]];
}

function describe(folder) {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  if (license === undefined) throw new Error(`${name} states no licence`);
  const files = readdirSync(folder).filter((file) => /^(licen[cs]e|notice)/i.test(file));
  const texts = files.sort().map((file) => readFileSync(join(folder, file), 'utf8').trim());
  return {
    heading: `${name} ${version} (${license})`,
    text: texts.join('\n\n').replaceAll('\r\n', '\n') || 'The package holds no licence text.',
  };
}
