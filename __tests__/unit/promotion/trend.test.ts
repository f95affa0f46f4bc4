import { describe, expect, test } from '@jest/globals';
import { trendsOf } from '../../../src/promotion/trend.js';
import { renderMarkdown } from '../../../src/render/markdown.js';
import { viewOf } from '../../../src/render/outcome-view.js';
import { renderAsGitHub } from '../../support/github-markdown.js';
import { gateWith, outcomeWith } from '../support/outcome-builder.js';
import { buildHistory, type EntryParts } from '../support/history-builder.js';

const gatesOf = (values: Readonly<Record<string, number>>) =>
  Object.entries(values).map(([metric, observed]) => gateWith({ metric, observed }));
const promoted = (
  version: string,
  values: Readonly<Record<string, number>>,
  to = 'Production',
): EntryParts => ({ action: 'promote', version, from: 'Staging', to, gates: gatesOf(values) });
const candidate = {
  asked: 'promoted',
  version: '9',
  stage: 'Production',
  gates: gatesOf({ accuracy: 0.93 }),
};

describe('how metrics went from promotion to promotion', () => {
  test('in the order of the promotions, this version last', () => {
    const history = [
      promoted('2', { accuracy: 0.9, f1: 0.8 }),
      promoted('4', { accuracy: 0.91 }),
      promoted('2', { accuracy: 0.92 }),
    ];
    expect(trendsOf(candidate, buildHistory(history))).toEqual([
      {
        metric: 'accuracy',
        points: [
          { version: '4', value: 0.91 },
          { version: '2', value: 0.92 },
          { version: '9', value: 0.93 },
        ],
      },
    ]);
  });

  test('the metrics that block first', () => {
    const values = { accuracy: 0.9, f1: 0.8, recall: 0.7 };
    const gates = [
      ...gatesOf({ accuracy: 0.9, f1: 0.8 }),
      gateWith({ metric: 'recall', observed: 0.5, verdict: 'fail' }),
    ];
    const history = buildHistory([promoted('2', values), promoted('4', values)]);
    expect(trendsOf({ ...candidate, gates }, history).map(({ metric }) => metric)).toEqual([
      'recall',
      'accuracy',
      'f1',
    ]);
  });

  test.each([
    ['only two versions have it', candidate, [promoted('2', { accuracy: 0.9 }), promoted('4', { f1: 0.9 })]],
    [
      'the others were promoted to another stage',
      candidate,
      [promoted('2', { accuracy: 0.9 }, 'Staging'), promoted('4', { accuracy: 0.9 }, 'Staging')],
    ],
    [
      'the other line is about this version',
      candidate,
      [promoted('9', { accuracy: 0.9 }), promoted('4', { accuracy: 0.9 })],
    ],
    [
      'nothing is promoted',
      { ...candidate, asked: 'rolled-back' },
      [promoted('2', { accuracy: 0.9 }), promoted('4', { accuracy: 0.9 })],
    ],
    [
      'the report lacks it',
      { ...candidate, gates: [gateWith({ observed: 'missing', verdict: 'fail' })] },
      [promoted('2', { accuracy: 0.9 }), promoted('4', { accuracy: 0.9 })],
    ],
  ])('none where %s', (_name, judged, history) => {
    expect(trendsOf(judged, buildHistory(history))).toEqual([]);
  });

  test('at most the last eight versions and five metrics', () => {
    const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
    const values = Object.fromEntries(names.map((name) => [name, 1]));
    const history = Array.from({ length: 30 }, (_, at) => promoted(String(at + 100), values));
    const trends = trendsOf({ ...candidate, gates: gatesOf(values) }, buildHistory(history));
    expect(trends.map(({ metric, points }) => [metric, points.length, points[0]?.version])).toEqual(
      names.slice(0, 5).map((name) => [name, 8, '123']),
    );
  });
});

describe('as bars', () => {
  const show = (metric: string, ...values: number[]) => {
    const points = values.map((value, at) => ({ version: String(at + 1), value }));
    return renderMarkdown(viewOf(outcomeWith({ trends: [{ metric, points }] })));
  };

  test.each<[readonly number[], string]>([
    [[0.9, 0.88, 0.912, 0.931], '- `accuracy` ▄▁▅█ 1: 0.9, 2: 0.88, 3: 0.912, 4: 0.931'],
    [[5, 5, 5], '- `accuracy` ▅▅▅ 1: 5, 2: 5, 3: 5'],
    [[-1, 0, 1e-9], '- `accuracy` ▁██ \\1: -1, 2: 0, 3: 1e-9'],
  ])('%j', (values, line) => {
    expect(unescaped(show('accuracy', ...values))).toContain(unescaped(`\n${line}\n`));
  });

  test('say that they do not begin at 0', () => {
    expect(show('accuracy', 1, 2, 3)).toContain('The lowest bar is the lowest value, not 0.');
  });

  test('a hostile name stays text', () => {
    const { tags, links, live } = renderAsGitHub(show('</details>@octocat <img src=x>|`', 1, 2, 3));
    expect([tags.includes('img'), links, live]).toEqual([false, [], []]);
  });

  test('nothing is drawn without a metric', () => {
    expect(renderMarkdown(viewOf(outcomeWith({ trends: [] })))).not.toContain('lowest bar');
  });
});

function unescaped(markdown: string): string {
  return markdown.replaceAll('\\', '');
}
