import { describe, expect, test } from '@jest/globals';
import type { CommitMessage } from '../../../src/registry/manifest/store.js';
import {
  proposalBody,
  proposalBranch,
  proposalTitle,
  reviseText,
} from '../../../src/registry/manifest/github/proposal-text.js';

const about = (...topic: string[]): CommitMessage => ({
  title: 'stagegate: x',
  body: '',
  proposal: { topic, repeats: () => false, renews: () => false },
});

describe("a proposal's branch", () => {
  test.each([
    ['a plain model', ['churn', 'Production'], /^stagegate\/churn-Production$/],
    ['a model with hyphens', ['my-model', 'Staging'], /^stagegate\/my-model-Staging$/],
    ['a model with dots', ['v1.2_x', 'Staging'], /^stagegate\/v1\.2_x-Staging$/],
    ['a version of its own', ['churn', '5', 'None'], /^stagegate\/churn-5-None-[0-9a-f]{8}$/],
    ['a stage with a hyphen', ['churn', 'pre-prod'], /^stagegate\/churn-pre-prod-[0-9a-f]{8}$/],
    ['a path', ['../../main', 'Production'], /^stagegate\/main-Production-[0-9a-f]{8}$/],
    ['two dots', ['a..b', 'Production'], /^stagegate\/a-b-Production-[0-9a-f]{8}$/],
    ['a lock', ['a.lock', 'Production'], /^stagegate\/a\.lock-Production$/],
    ['an option', ['--upload-pack=x', 'Production'], /^stagegate\/upload-pack-x-Production-[0-9a-f]{8}$/],
    ['a reflog', ['a@{1}', 'Production'], /^stagegate\/a-1-Production-[0-9a-f]{8}$/],
    ['another script', ['модель', 'Production'], /^stagegate\/Production-[0-9a-f]{8}$/],
    ['only another script', ['模型', '生产'], /^stagegate\/[0-9a-f]{8}$/],
    ['a long name', ['m'.repeat(256), 'Production'], /^stagegate\/m{60}-Production-[0-9a-f]{8}$/],
  ])('for %s', (_name, topic, branch) => {
    expect(proposalBranch(about(...topic))).toMatch(branch);
  });

  test.each([
    ['where the hyphen is', ['a-b', 'c'], ['a', 'b-c']],
    ['what was replaced', ['a b', 'c'], ['a/b', 'c']],
    ['what was cut off', ['m'.repeat(70), 'c'], ['m'.repeat(71), 'c']],
    ['how many parts there are', ['a', '5', 'None'], ['a-5', 'None']],
  ])('is another for topics that differ in %s', (_name, one, other) => {
    expect(proposalBranch(about(...one))).not.toBe(proposalBranch(about(...other)));
  });

  test('is made of the title without a topic', () => {
    expect(proposalBranch({ title: 'stagegate: x', body: '' })).toMatch(
      /^stagegate\/stagegate-x-[0-9a-f]{8}$/,
    );
  });
});

test.each([
  ['as it is', 'stagegate: promote @\u200boctocat 1', 'stagegate: promote @\u200boctocat 1'],
  ['cut off', 'x'.repeat(300), `${'x'.repeat(255)}…`],
])("a proposal's title is the commit's %s", (_name, title, shown) => {
  expect(proposalTitle({ title, body: '' })).toBe(shown);
});

describe("a proposal's text", () => {
  const at = { branch: 'stagegate/churn-Production', base: 'main', commit: 'c0ffee' };
  const body = (message: Partial<CommitMessage>) => proposalBody({ title: 't', body: '', ...message }, at);

  test('says what it does, what it was decided on, and who made it', () => {
    const run = 'https://github.com/octo-org/models/actions/runs/1/attempts/2';
    expect(body({ title: 'stagegate: promote churn 4', body: `Actor: octocat\nRun: ${run}` })).toBe(
      [
        '**stagegate: promote churn 4**',
        'Decided on `main` at c0ffee. Nothing changes until you merge this. Closing it leaves the registry as it is.',
        `- Actor: octocat\n- Run: ${run}`,
        "Stagegate created the branch `stagegate/churn-Production` and overwrites it when it decides again, so don't commit to it. If `main` has moved on and this can't be merged, run the workflow again.",
      ].join('\n\n'),
    );
  });

  test.each([
    ['a mention', 'Reason: @octocat', '- Reason: @\u200boctocat'],
    ['a reference', 'Reason: #1', '- Reason: \\#\u200b1'],
    ['a link', 'Run: https://a/](javascript:x)', '- Run: https:\u200b//a/\\]\\(javascript:x\\)'],
    ['a picture', 'Reason: ![x](//e)', '- Reason: \\!\\[x\\]\\(//e\\)'],
    ['markup', 'Reason: <img src=x>', '- Reason: &lt;img src=x&gt;'],
  ])('makes nothing of %s', (_name, line, shown) => {
    expect(body({ body: line }).split('\n')).toContain(shown);
  });
});

describe('a text that people have edited', () => {
  const first = { title: 'stagegate: promote churn 2', body: 'Decided on `main`.\n\n- Actor: octocat' };
  const next = { title: 'stagegate: promote churn 3', body: 'Decided anew.' };
  const made = reviseText(null, first);
  const fresh = reviseText(null, next);

  test('has our own part between marks that nobody sees', () => {
    expect(made.title).toBe(first.title);
    expect(made.body).toMatch(/^<!-- stagegate:proposal [^>]*-->\n[^]*\n<!-- \/stagegate:proposal -->$/);
    expect(made.body).toContain(first.body);
  });

  test.each<[string, { title?: string; body?: string }, { title: string; body: string }]>([
    ['not at all', {}, fresh],
    [
      'by adding to it',
      { body: `Before.\n\n${made.body}\n\nAfter.` },
      { ...fresh, body: `Before.\n\n${fresh.body}\n\nAfter.` },
    ],
    [
      "in GitHub's editor, which changes the line ends",
      { body: `${made.body}\n\nAfter.`.replaceAll('\n', '\r\n') },
      { ...fresh, body: `${fresh.body}\n\nAfter.` },
    ],
    [
      'within our part',
      { body: made.body.replace('octocat', () => 'octocat, see $& there') },
      { ...fresh, body: `${first.body}, see $& there\n\n${fresh.body}` },
    ],
    ['as a whole', { body: 'Mine.' }, { title: first.title, body: `Mine.\n\n${fresh.body}` }],
    ['in the title', { title: 'Wait for Monday' }, { title: 'Wait for Monday', body: fresh.body }],
    ['by deleting it', { body: '' }, { title: first.title, body: fresh.body }],
  ])('%s', (_name, edited, expected) => {
    expect(reviseText({ ...made, ...edited }, next)).toEqual(expected);
  });

  test('stays the same when it is revised again', () => {
    const edited = reviseText({ ...made, body: `${made.body}\n\nAfter.` }, next);
    expect(reviseText(edited, next)).toEqual(edited);
  });
});
