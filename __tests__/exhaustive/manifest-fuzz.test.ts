import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import {
  parseManifest,
  type Manifest,
  type ManifestModel,
} from '../../src/registry/manifest/document/document.js';
import { writeText } from '../../src/registry/manifest/document/render.js';
import { editManifest } from '../../src/registry/manifest/document/edit.js';
import type { ManifestChange } from '../../src/registry/manifest/document/changes.js';
import {
  ALL,
  LAYOUTS,
  STAGES,
  generate,
  makeChange,
  makeRandom,
  pick,
} from '../unit/manifest/random-manifest.js';

/** The wanted data as plain values, computed apart from the code under test. */
function expected(manifest: Manifest, { model, registration, transitions }: ManifestChange): unknown {
  const models = new Map(
    [...manifest.models].map(([name, held]) => [name, flatten(held.versions, held.aliases)]),
  );
  const target = models.get(model) ?? {
    versions: new Map<string, unknown>(),
    aliases: new Map<string, string>(),
  };
  models.set(model, target);
  if (registration !== null) {
    const { version, source, sha256, registeredAt } = registration;
    const metrics = Object.entries(registration.metrics).filter(([, value]) => Number.isFinite(value));
    target.versions.set(version, {
      stage: 'None',
      source,
      sha256,
      registeredAt,
      metrics: new Map(metrics),
      tags: new Map(Object.entries(registration.tags)),
    });
    for (const alias of registration.aliases) target.aliases.set(alias, version);
  }
  for (const { version, to } of transitions)
    target.versions.set(version, { ...(target.versions.get(version) as object), stage: to });
  return models;
}

function flatten(
  versions: ManifestModel['versions'],
  aliases: Readonly<Record<string, string>>,
): { versions: Map<string, unknown>; aliases: Map<string, string> } {
  return {
    versions: new Map(
      versions.map(({ version, metrics, tags, ...facts }) => [
        version,
        { ...facts, metrics: new Map(Object.entries(metrics)), tags: new Map(Object.entries(tags)) },
      ]),
    ),
    aliases: new Map(Object.entries(aliases)),
  };
}

/** `version` is the map's key in `expected`, and a field only in what was read. */
function withoutVersion(models: unknown): unknown {
  for (const { versions } of (
    models as Map<string, { versions: Map<string, Record<string, unknown>> }>
  ).values())
    for (const item of versions.values()) delete item['version'];
  return models;
}

function isSubsequence(lines: readonly string[], inside: readonly string[]): boolean {
  let at = 0;
  for (const line of inside) if (at < lines.length && line === lines[at]) at += 1;
  return at === lines.length;
}

describe.each(LAYOUTS)('random manifests, %s', (layout) => {
  test('get exactly the change, and other lines stay', () => {
    const random = makeRandom(LAYOUTS.indexOf(layout) + 1);
    let compared = 0;
    for (let run = 0; run < 60; run += 1) {
      const { file, text } = generate(random, layout);
      const before = parseManifest({ file, text, stages: STAGES });
      const change = makeChange(random, before);
      const wanted = withoutVersion(expected(before, change));
      const after = editManifest({ file, text, stages: STAGES, change });
      const found = parseManifest({ file, text: after, stages: STAGES });
      expect(
        withoutVersion(
          new Map([...found.models].map(([name, held]) => [name, flatten(held.versions, held.aliases)])),
        ),
      ).toEqual(wanted);
      if (file.endsWith('.json')) JSON.parse(after);
      expect(after.includes('\r\n')).toBe(text.includes('\r\n'));
      expect(after.endsWith('\n')).toBe(text.endsWith('\n'));
      if (layout === 'one-line' || layout === 'json-min') continue;
      compared += 1;
      const [old, now] = [text.split(/\r?\n/), after.split(/\r?\n/)];
      const gone = old.filter((line) => !now.includes(line)).length;
      const moved = change.transitions.filter(({ from, to }) => from !== to).length;
      // Besides a line a moved version: an alias that moves, and the comma or the empty map before what is new.
      const registered = change.registration === null ? 0 : 4;
      expect(gone).toBeLessThanOrEqual(moved + registered);
      if (moved === 0 && change.registration === null) expect(after).toBe(text);
      if (
        moved === 0 &&
        layout === 'block' &&
        change.registration?.aliases.length === 0 &&
        before.models.size > 0
      )
        expect(isSubsequence(old, now)).toBe(true);
    }
    expect(compared > 0).toBe(layout !== 'one-line' && layout !== 'json-min');
  });
});

test('random anchors, aliases and merges: exactly the change', () => {
  const random = makeRandom(99);
  let shared = 0;
  for (let run = 0; run < 150; run += 1) {
    const lines = ['models:', '  m:', '    versions:'];
    const count = 2 + Math.floor(random() * 6);
    const anchored: number[] = [];
    for (let at = 1; at <= count; at += 1) {
      const other = pick(random, anchored);
      const own = `&v${at} {stage: &s${at} ${pick(random, ALL)}, tags: {t: "${at}"}}`;
      const merged = `&v${at} {<<: *v${other}, stage: &s${at} ${pick(random, ALL)}}`;
      const others = [
        merged,
        `*v${other}`,
        `{<<: *v${other}, source: x}`,
        `\n        stage: *s${other} # c\n        source: y`,
        '{}',
      ];
      const body = at === 1 ? own : pick(random, [own, ...others]);
      if (body.startsWith('&')) anchored.push(at);
      lines.push(`      ${at}: ${body}`);
    }
    const text = `${lines.join('\n')}\n`;
    const before = parseManifest({ file: 'm.yaml', text, stages: STAGES });
    const held = before.models.get('m');
    const transitions = (held?.versions ?? [])
      .filter(() => random() < 0.5)
      .map(({ version, stage }) => ({ version, from: stage, to: pick(random, ALL) }));
    const change = { model: 'm', registration: null, transitions };
    const wanted = withoutVersion(expected(before, change));
    const after = editManifest({ file: 'm.yaml', text, stages: STAGES, change });
    const found = parseManifest({ file: 'm.yaml', text: after, stages: STAGES });
    expect(
      withoutVersion(
        new Map([...found.models].map(([name, model]) => [name, flatten(model.versions, model.aliases)])),
      ),
    ).toEqual(wanted);
    if (/: \*v/.test(text)) shared += 1;
  }
  expect(shared).toBeGreaterThan(50);
});

test('one of five thousand versions is edited, and no other line changes', () => {
  const lines = Array.from(
    { length: 5000 },
    (_, at) =>
      `      ${at + 1}: {stage: Archived, source: "s3://m/${at + 1}", metrics: {accuracy: 0.9, f1: 0.8}}`,
  );
  const text = `models:\n  m:\n    versions:\n${lines.join('\n')}\n`;
  const change = {
    model: 'm',
    registration: null,
    transitions: [{ version: '4000', from: 'Archived', to: 'Production' }],
  };
  const after = editManifest({ file: 'm.yaml', text, stages: STAGES, change });
  expect(after).toBe(text.replace('4000: {stage: Archived', '4000: {stage: Production'));
});

test('any text that is written reads back in YAML 1.1 and 1.2, in a map and in brackets', () => {
  const random = makeRandom(5);
  const parts = [
    ...Array.from('aeEnoxyYNZé尺_/.:,;-+~=%@&$#?!|>*[]{}()"\'\\ \t\n0123456789'),
    'true',
    'null',
    'off',
    '0x',
    'inf',
  ];
  let bare = 0;
  for (let run = 0; run < 3000; run += 1) {
    const text = Array.from({ length: 1 + Math.floor(random() * 6) }, () => pick(random, parts)).join('');
    const written = writeText(text);
    if (!written.startsWith('"')) bare += 1;
    for (const version of ['1.1', '1.2'] as const) {
      expect(parse(`a: ${written}\n`, { version })).toEqual({ a: text });
      expect(parse(`${written}: 1\n`, { version })).toEqual({ [text]: 1 });
      expect(parse(`{a: [${written}, b]}`, { version })).toEqual({ a: [text, 'b'] });
    }
  }
  expect(bare).toBeGreaterThan(300);
});
