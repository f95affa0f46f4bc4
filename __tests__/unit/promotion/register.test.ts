import { describe, expect, test } from '@jest/globals';
import type { Decision } from '../../../src/promotion/decision.js';
import type { Evidence } from '../../../src/evidence/evidence.js';
import type { EvidenceReader } from '../../../src/evidence/reader.js';
import { READ_BY_SHAPE } from '../../../src/evidence/report-entry.js';
import { parsePolicy, type Policy } from '../../../src/policy/load.js';
import { readingOf } from '../../../src/policy/resolve.js';
import { decideRegistration, readReports, requireKnownModel } from '../../../src/promotion/register.js';
import { requireSha256 } from '../../../src/promotion/request.js';
import type { RegisterRequest } from '../../../src/promotion/request.js';
import type { Snapshot } from '../../../src/model/registry.js';
import { scriptHost } from '../support/code-host.js';
import { evidenceOf, NOW, reportOf, versionWith } from '../support/gate-context.js';
import { buildHistory, makeSnapshot, promotion, type EntryParts } from '../support/history-builder.js';

const SHA = 'a'.repeat(64);
const RUN = { actor: 'ann', run: null, ref: null, commits: [] };

function register(
  given: Partial<RegisterRequest>,
  snapshot: Snapshot,
  reports: readonly string[] = [],
): Decision {
  const request = {
    model: 'churn',
    version: null,
    source: 's3://m',
    sha256: null,
    tags: {},
    aliases: [],
    reason: null,
  };
  return decideRegistration(
    { ...request, ...given },
    { snapshot, policy: null, now: NOW, run: RUN },
    reports.map((json, at) => reportOf(json, `reports/${String(at)}.json`)),
  );
}

const held = versionWith({ version: '4', stage: 'Staging', source: 's3://m', sha256: SHA });
const withFour: Snapshot = { ...makeSnapshot({}), versions: [held] };

describe('the version', () => {
  test.each<[string, Snapshot, string | null, string]>([
    ['the first', makeSnapshot({}), null, '1'],
    ['the first of a model that there is not', makeSnapshot({}, { exists: false }), null, '1'],
    ['the next', makeSnapshot({ '1': 'None', '2': 'Production' }), null, '3'],
    ['the next after a gap', makeSnapshot({ '2': 'None', '9': 'None', '10': 'None' }), null, '11'],
    [
      'the next after what no double holds',
      makeSnapshot({ '9007199254740993': 'None' }),
      null,
      '9007199254740994',
    ],
    ['the one given', makeSnapshot({ '1': 'None' }), '7', '7'],
    ['the one given in a gap', makeSnapshot({ '1': 'None', '9': 'None' }), '7', '7'],
  ])('%s', (_name, snapshot, asked, version) => {
    const { plan } = register({ version: asked }, snapshot);
    expect(plan).toMatchObject({
      registration: { version, asked: asked !== null },
      entry: { version },
      title: `register churn ${version}`,
    });
  });

  test.each<[string, Snapshot, string | null, string[]]>([
    ['no number asked for', makeSnapshot({ '3': 'None' }), null, []],
    ['the next', makeSnapshot({ '3': 'None' }), '4', []],
    ['one in a gap', makeSnapshot({ '1': 'None', '9': 'None' }), '7', []],
    [
      'a gap',
      makeSnapshot({ '3': 'None' }),
      '10',
      ['version 10 skips 4 to 9: the highest number so far is 3'],
    ],
    [
      'a gap of one',
      makeSnapshot({ '3': 'None' }),
      '5',
      ['version 5 skips 4: the highest number so far is 3'],
    ],
    ['a gap at the start', makeSnapshot({}), '3', ['version 3 skips 1 to 2: there is no earlier version']],
    [
      'what was unregistered is no gap',
      makeSnapshot(
        { '3': 'None' },
        { history: buildHistory([{ action: 'unregister', version: '4', from: 'None', to: 'None' }]) },
      ),
      '5',
      [],
    ],
  ])('that leaves out numbers is told: %s', (_name, snapshot, asked, notices) => {
    expect(register({ version: asked }, snapshot).notices).toEqual(notices);
  });

  test.each(['', '0', '-1', '01', '1.0', 'v1', 'latest', '@a', ' 1', '1e3', '9'.repeat(19), '１'])(
    '%j is refused',
    (version) => {
      expect(() => register({ version }, makeSnapshot({}))).toThrow(
        expect.objectContaining({ code: 'input' }),
      );
    },
  );

  test('none follows the last that there can be', () => {
    const last = '9'.repeat(18);
    expect(register({ version: last }, makeSnapshot({})).verdict).toBe('go');
    expect(() => register({}, makeSnapshot({ [last]: 'None' }))).toThrow('is not a version number');
  });
});

describe('a model', () => {
  const policy = parsePolicy('p.yml', 'models: {fraud: {stages: {}}, "*": {stages: {}}}');
  const registry = { label: 'models.yaml', models: () => Promise.resolve(['churn']) };
  const known = (model: string, parts: Partial<Snapshot> = {}, rules: typeof policy | null = policy) =>
    requireKnownModel(
      { snapshot: makeSnapshot({}, { model, exists: false, ...parts }), policy: rules },
      registry,
    );

  test.each([
    ['that the registry has', 'churn', { exists: true }, null],
    ['that the policy names', 'fraud', {}, policy],
  ] as const)('%s is known', async (_name, model, parts, rules) => {
    await expect(known(model, parts, rules)).resolves.toBeUndefined();
  });

  test.each([
    ['near one of the registry', 'chrun', 'Did you mean churn? If "chrun" is a new model'],
    ['near one of the policy', 'fruad', 'Did you mean fraud?'],
    ['near none', 'prices', 'If "prices" is a new model, add --new-model to the command, or new-model: true'],
  ])('that nobody names is refused, though the policy has "*": %s', async (_name, model, hint) => {
    await expect(known(model)).rejects.toMatchObject({
      code: 'input',
      message: `there is no model "${model}": neither models.yaml nor the policy has it`,
      hint: expect.stringContaining(hint),
    });
  });

  test('is refused without a policy, too', async () => {
    await expect(known('chrun', {}, null)).rejects.toMatchObject({ code: 'input' });
  });
});

describe('what is registered', () => {
  test('goes to None with all that is known of it', () => {
    const snapshot = makeSnapshot({ '1': 'Production' }, { history: buildHistory([promotion('1')]) });
    const given = { sha256: SHA, tags: { team: 'risk' }, aliases: ['new'], reason: 'nightly' };
    const decision = register(given, snapshot, [
      '{"accuracy": 0.9, "slices": {"e.u": {"recall": 0.8}}, "bad": NaN}',
    ]);
    expect(decision).toMatchObject({
      verdict: 'go',
      stage: 'None',
      previousStage: null,
      holders: [],
      reportSha256: 'ab',
    });
    expect(decision.plan).toMatchObject({
      transitions: [],
      registration: {
        version: '2',
        source: 's3://m',
        sha256: SHA,
        registeredAt: NOW.toISOString(),
        metrics: { accuracy: 0.9, 'slices."e.u".recall': 0.8 },
        tags: { team: 'risk' },
        aliases: ['new'],
      },
      entry: {
        action: 'register',
        from: null,
        to: 'None',
        archived: [],
        actor: 'ann',
        reason: 'nightly',
        'report-sha256': 'ab',
        previous: snapshot.history[0]?.sha256,
      },
    });
  });

  test('several reports have a digest that sha256sum gives', () => {
    // printf 'ab  reports/0.json\nab  reports/1.json\n' | sha256sum
    expect(register({}, makeSnapshot({}), ['{"a": 1}', '{"b": 2}'])).toMatchObject({
      reportSha256: '72c637645e6da882b64a7db5278128b20631b7b3fc7ac22572ba830fd6c3e5c9',
      plan: { registration: { metrics: { a: 1, b: 2 } } },
    });
  });
});

describe('a version that is already registered', () => {
  test.each<[string, Partial<RegisterRequest>]>([
    ['with the same source', { source: 's3://m' }],
    ['with the same digest', { source: null, sha256: SHA }],
    ['with both', { source: 's3://m', sha256: SHA }],
  ])('%s is left as it is, in its stage', (_name, given) => {
    expect(register({ version: '4', ...given }, withFour)).toMatchObject({
      verdict: 'unchanged',
      stage: 'Staging',
      previousStage: 'Staging',
      plan: null,
    });
  });

  test.each<[string, Partial<RegisterRequest>]>([
    ['from another source', { source: 's3://other' }],
    ['with another digest', { source: null, sha256: 'b'.repeat(64) }],
    ['from the same source, which has changed', { source: 's3://m', sha256: 'b'.repeat(64) }],
    ['from elsewhere with the same digest', { source: 's3://other', sha256: SHA }],
    ['with nothing to know it by', { source: null }],
  ])('%s is never overwritten', (_name, given) => {
    expect(() => register({ version: '4', ...given }, withFour)).toThrow(
      expect.objectContaining({
        code: 'input',
        message: 'version 4 of "churn" is already registered',
        hint: expect.stringContaining('(5)') as unknown,
      }),
    );
  });
});

describe('requireSha256', () => {
  test('takes capitals for the same', () => {
    expect(requireSha256('A'.repeat(64))).toBe(SHA);
  });

  test.each(['', 'a'.repeat(63), 'a'.repeat(65), `${'a'.repeat(63)}g`, `sha256:${SHA}`, `${SHA}\n`])(
    '%j is none',
    (text) => {
      expect(() => requireSha256(text)).toThrow(expect.objectContaining({ code: 'input' }));
    },
  );
});

describe('a number that the history knows', () => {
  const removed = makeSnapshot(
    { '1': 'Archived', '3': 'Production' },
    { history: buildHistory([promotion('1'), promotion('2', ['1']), promotion('3', ['2']), promotion('5')]) },
  );

  test('is not given again', () => {
    expect(() => register({ version: '2' }, removed)).toThrow(
      'version 2 of "churn" was removed, and its number can\'t be used again',
    );
  });

  test('is passed over by the next', () => {
    expect(register({}, removed).version).toBe('6');
  });

  const past = { format: 1, lines: 1, since: { '2': '2026-10-01T00:00:00.000Z' }, stages: {} } as const;
  const later = { ...past, since: { '7': '2026-10-01T00:00:00.000Z' } };

  test.each<[string, EntryParts]>([
    ['moved', promotion('2')],
    ['archived by another', promotion('3', ['2'])],
    ['there when the history was shortened', { ...promotion('3'), past }],
  ])('as that of a version that was %s: it is told where, and which one is next', (_name, line) => {
    const history = buildHistory([promotion('1'), line]);
    const snapshot = makeSnapshot({ '1': 'Archived', '3': 'Production' }, { history });
    expect(() => register({ version: '2' }, snapshot)).toThrow(
      expect.objectContaining({
        code: 'input',
        message: 'version 2 of "churn" was removed, and its number can\'t be used again',
        place: { file: history[1]?.file, line: 2 },
        hint: 'Leave the version out to get the next number (4).',
      }),
    );
  });

  test.each<[string, EntryParts]>([
    ['a shortened history has it', { ...promotion('3'), past: later }],
    ['a promotion archived it', promotion('3', ['7'])],
  ])('is passed over by the next also where only %s', (_name, line) => {
    const history = buildHistory([line]);
    expect(register({}, makeSnapshot({ '3': 'Production' }, { history })).version).toBe('8');
  });

  test('is not refused while its version is there', () => {
    const history = buildHistory([{ action: 'register', version: '4', from: null, to: 'None' }]);
    expect(register({ version: '4' }, { ...withFour, history }).verdict).toBe('unchanged');
    const versions = [versionWith({ version: '3' }), held];
    expect(register({ version: '4' }, { ...withFour, versions, history }).verdict).toBe('unchanged');
  });
});

describe('a version that is registered again with more', () => {
  test.each([
    ['another tag', { tags: { a: 'b' } }],
    ['an alias', { aliases: ['champion'] }],
  ])('is refused, not passed over: %s', (_name, more) => {
    expect(() => register({ version: '4', ...more }, withFour)).toThrow(
      expect.objectContaining({
        code: 'input',
        message: expect.stringContaining('with other tags or aliases') as unknown,
        hint: 'Tags and aliases are set at registration: edit them in the manifest, or register a new version.',
      }),
    );
  });

  test('is unchanged when it has them', () => {
    const same = { ...withFour, versions: [{ ...held, tags: { a: 'b' } }], aliases: { champion: '4' } };
    expect(register({ version: '4', tags: { a: 'b' }, aliases: ['champion'] }, same).verdict).toBe(
      'unchanged',
    );
  });
});

describe('the reports that are registered', () => {
  test('may not give a metric twice', () => {
    expect(() => register({}, withFour, ['{"a": 1}', '{"a": 2}'])).toThrow(
      expect.objectContaining({
        code: 'input',
        message: 'a is in more than one report',
        place: { file: 'reports/1.json' },
        hint: 'Keep each metric in one report, so that it is clear which one counts.',
      }),
    );
  });

  test('may not be about another version', () => {
    expect(() => register({}, withFour, ['{"a": 1, "version": 7}'])).toThrow(
      expect.objectContaining({
        code: 'input',
        message: expect.stringContaining('says that it is about version 7, not 5') as unknown,
        place: { file: 'reports/0.json' },
      }),
    );
  });

  const reading = (evidence: Evidence, reports: readonly string[], policy: Policy | null = null) => {
    const asked: unknown[] = [];
    const reader: EvidenceReader = {
      reports: (templates, subject, how) => {
        asked.push({ templates, subject, how });
        return Promise.resolve(evidence);
      },
      tests: () => Promise.reject(new TypeError('no tests are registered')),
      examples: () => Promise.reject(new TypeError('no examples are registered')),
    };
    const artifacts = { read: () => Promise.resolve(null) };
    const settings = { reader, reports, host: scriptHost(), artifacts };
    return { asked, read: readReports(settings, { model: 'churn', version: '5' }, policy) };
  };

  test('are those that were given, about this version, read as the policy says', async () => {
    const text = 'models: {churn: {report: {file: r.json, format: evidently}, stages: {}}}';
    const evidence = evidenceOf('{"a": 1}');
    const policy = parsePolicy('p.yml', text);
    const { asked, read } = reading(evidence, ['new.json'], policy);
    expect(await read).toBe(evidence.reports);
    const how = readingOf(policy, 'churn');
    expect(how).not.toEqual(READ_BY_SHAPE);
    expect(asked).toEqual([{ templates: ['new.json'], subject: { model: 'churn', version: '5' }, how }]);
    const shaped = reading(evidence, ['new.json']);
    await shaped.read;
    expect(shaped.asked).toEqual([expect.objectContaining({ how: READ_BY_SHAPE })]);
  });

  test('may not be unreadable: it is told where', async () => {
    const problem = { path: 'new.json', message: 'is not JSON', line: 3, column: 7 };
    const { read } = reading({ ...evidenceOf('{"a": 1}'), problems: [problem] }, ['*.json']);
    await expect(read).rejects.toMatchObject({
      code: 'input',
      message: 'the report is not JSON',
      place: { file: 'new.json', line: 3, column: 7 },
    });
  });
});
