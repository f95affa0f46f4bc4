import type { ManifestChange } from '../../../src/registry/manifest/document/changes.js';
import type { Manifest } from '../../../src/registry/manifest/document/document.js';
import type { Transition } from '../../../src/model/registry.js';

export const STAGES = ['Staging', 'Production'];
export const ALL = [...STAGES, 'None', 'Archived'];
const HOSTILE = [
  'a: b',
  '*x',
  '&x',
  '- ',
  '-',
  '#',
  ' #',
  'x #y',
  '"',
  "'",
  "it's",
  'a"b',
  'a\nb',
  '\n',
  'a\r\nb',
  '\t',
  '<<',
  '=',
  '~',
  'null',
  'true',
  'no',
  '1',
  '01',
  '1e3',
  '0x1',
  '.nan',
  '12:30',
  '---',
  '...',
  '--- a',
  '? x',
  '!tag',
  '%YAML',
  '@a',
  '`',
  '{',
  '}',
  '[a]',
  'a,b',
  '| ',
  '>',
  '😀 emoji',
  '日本',
  '\u2028',
  '\u0085',
  '\uFEFF',
  '\u202e',
  '\u0000',
  '\ud800',
  'é'.repeat(1000),
  'x\n'.repeat(600),
  '__proto__',
  'constructor',
  'toString',
  'plain',
  's3://a/b?c=d',
  '\\',
  '\\n',
  'a\\',
  ' lead',
  'trail ',
  'a:',
  ':a',
  '2026-11-01',
  '//',
  '/* */',
];
export const LAYOUTS = [
  'block',
  'flow',
  'padded',
  'one-line',
  'json-2',
  'json-4',
  'json-tab',
  'json-min',
  'json-lines',
] as const;
type Layout = (typeof LAYOUTS)[number];
export type Random = () => number;

/** mulberry32: the same numbers for the same seed. */
export function makeRandom(seed: number): Random {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

export function pick<T>(random: Random, items: readonly T[]): T {
  return items[Math.floor(random() * items.length)] as T;
}

interface Generated {
  readonly file: string;
  readonly text: string;
}

type Version = [number: string, stage: string | null, tag: string];

export function generate(random: Random, layout: Layout): Generated {
  const names = new Set(Array.from({ length: Math.floor(random() * 4) }, () => pick(random, HOSTILE)));
  const models = [...names].map((name) => {
    const numbers = Array.from({ length: Math.floor(random() * 5) }, (_, at) => String(at * 3 + 1));
    const versions = numbers.map((number): Version => [
      number,
      random() < 0.2 ? null : pick(random, ALL),
      pick(random, HOSTILE),
    ]);
    return { name, versions, alias: random() < 0.5 ? numbers[0] : undefined };
  });
  if (layout.startsWith('json')) return generateJson(layout, models);
  const eol = random() < 0.3 ? '\r\n' : '\n';
  const key = (text: string): string =>
    text.length > 500 ? `? ${JSON.stringify(text)}${eol}  ` : JSON.stringify(text);
  const comment = (): string => (random() < 0.3 ? '  # {a comment}, *x: "' : '');
  const lines = [`models:${models.length === 0 ? pick(random, ['', ' {}', ' ~']) : ''}${comment()}`];
  for (const { name, versions, alias } of models) {
    lines.push(`  ${key(name)}:${comment()}`);
    if (layout === 'one-line') {
      lines.push(
        `    versions: {${versions.map(([number, stage, tag]) => `${number}: {${stage === null ? '' : `stage: ${stage}, `}tags: {t: ${JSON.stringify(tag)}}}`).join(', ')}}`,
      );
    } else {
      lines.push(`    versions:${comment()}`);
      for (const version of versions) lines.push(...versionLines(layout, version, comment));
    }
    if (alias !== undefined) lines.push(`    aliases: {champion: ${alias}}${comment()}`);
    if (random() < 0.2) lines.push('', '# between');
  }
  return {
    file: 'm.yaml',
    text: (random() < 0.1 ? '\uFEFF' : '') + lines.join(eol) + (random() < 0.7 ? eol : ''),
  };
}

function versionLines(layout: Layout, [number, stage, tag]: Version, comment: () => string): string[] {
  const tags = JSON.stringify(tag);
  if (layout === 'block')
    return [
      `      ${number}:${comment()}`,
      ...(stage === null ? [] : [`        stage: ${stage}${comment()}`]),
      `        tags: {t: ${tags}}${comment()}`,
    ];
  const pad = layout === 'padded' ? ' ' : '';
  return [
    `      "${number}": {${pad}${stage === null ? '' : `stage: '${stage}', `}tags: {t: ${tags}}${pad}}${comment()}`,
  ];
}

function generateJson(
  layout: Layout,
  models: readonly { name: string; versions: Version[]; alias: string | undefined }[],
): Generated {
  const entries = models.map(({ name, versions, alias }): [string, unknown] => {
    const written = versions.map(([number, stage, tag]): [string, unknown] => [
      number,
      stage === null ? { tags: { t: tag } } : { stage, tags: { t: tag } },
    ]);
    return [
      name,
      {
        versions: Object.fromEntries(written),
        ...(alias === undefined ? {} : { aliases: { champion: alias } }),
      },
    ];
  });
  const indent = { 'json-2': '  ', 'json-4': '    ', 'json-tab': '\t' }[layout as string];
  const data = { models: Object.fromEntries(entries) };
  const text =
    layout === 'json-lines'
      ? JSON.stringify(data, null, 2).replace(/\{\s+"t": (.*)\s+\}/g, '{"t": $1}')
      : JSON.stringify(data, null, indent);
  return { file: 'm.json', text };
}

export function makeChange(random: Random, manifest: Manifest): ManifestChange {
  const names = [...manifest.models.keys()];
  const model = names.length === 0 || random() < 0.3 ? pick(random, HOSTILE) : pick(random, names);
  const held = manifest.models.get(model);
  const transitions: Transition[] = [];
  for (const { version, stage } of held?.versions ?? []) {
    if (random() < 0.4) transitions.push({ version, from: stage, to: pick(random, ALL) });
  }
  if (held !== undefined && random() < 0.5) return { model, registration: null, transitions };
  const text = (): string => pick(random, HOSTILE);
  const tags: [string, string][] = [
    [text(), text()],
    [text(), text()],
  ];
  const registration = {
    version: String((held?.versions.length ?? 0) * 3 + 2),
    asked: true,
    source: random() < 0.5 ? null : text(),
    sha256: random() < 0.5 ? null : pick(random, ['0123', '12e4', 'abcd']),
    registeredAt: '2026-11-01T10:00:00.123Z',
    metrics:
      random() < 0.5
        ? {}
        : Object.fromEntries([
            [text(), random()],
            [text(), -1e-9],
            [text(), Infinity],
            ['big', 1e21],
          ]),
    tags: Object.fromEntries(tags.slice(Math.floor(random() * 3))),
    aliases: [...new Set([pick(random, ['champion', 'a', '1e3', '-', '---', '__proto__', 'null'])])].slice(
      Math.floor(random() * 2),
    ),
  };
  return { model, registration, transitions };
}
