import { describe, expect, test } from '@jest/globals';
import { planDeployment } from '../../../src/promotion/deployment.js';
import type { Outcome } from '../../../src/promotion/outcome.js';
import { outcomeWith } from '../support/outcome-builder.js';

const SHA = 'c'.repeat(40);
const RUN = { actor: 'octocat', run: 'https://github.com/o/r/actions/runs/1', ref: null, commits: [SHA] };

const plan = (given: Partial<Outcome> = {}, stages = ['Staging', 'Production'], run = RUN) =>
  planDeployment(outcomeWith(given), { stages, run });

test('a promotion is a deployment to its stage, and ends those of the versions that left', () => {
  expect(plan()).toEqual({
    task: 'stagegate:churn',
    model: 'churn',
    mayExist: false,
    create: {
      version: '4',
      ref: SHA,
      environment: 'Production',
      production: true,
      description: 'churn 4 is in Production',
      payload: {
        model: 'churn',
        version: '4',
        stage: 'Production',
        'previous-version': '3',
        registry: 'models.yaml',
        'report-sha256': 'ab'.repeat(32),
      },
      run: RUN.run,
    },
    retire: [
      { environment: 'Production', version: '3' },
      { environment: 'Staging', version: '4' },
    ],
  });
});

test('the commit that recorded it comes before the one that was checked out', () => {
  expect(plan({ commit: 'd'.repeat(40) })?.create?.ref).toBe('d'.repeat(40));
});

describe('production is', () => {
  test.each([
    ['the last stage', 'Live', ['Staging', 'Live'], true],
    ['one before it is not', 'Staging', ['Staging', 'Live'], false],
    ['the one of that name, wherever it stands', 'Production', ['Production', 'Shadow'], true],
    ['in any spelling', 'PRODUCTION', ['PRODUCTION', 'Shadow'], true],
  ])('%s', (_name, stage, stages, production) => {
    expect(plan({ stage }, stages)?.create).toMatchObject({ environment: stage, production });
  });
});

test('from None and from Archived nothing ends', () => {
  const transitions = [
    { version: '3', from: 'Production', to: 'Archived' },
    { version: '1', from: 'Archived', to: 'Production' },
  ];
  expect(plan({ decision: 'rolled-back', version: '1', transitions })).toMatchObject({
    create: { environment: 'Production', description: 'churn 1 is in Production' },
    retire: [{ environment: 'Production', version: '3' }],
  });
});

test('a withdrawal only ends one', () => {
  const transitions = [{ version: '4', from: 'Production', to: 'Archived' }];
  expect(plan({ stage: 'Archived', transitions })).toMatchObject({
    create: null,
    retire: [{ environment: 'Production', version: '4' }],
  });
});

describe('nothing is deployed when', () => {
  test.each<[string, Partial<Outcome>, readonly string[]]>([
    ['it was blocked', { decision: 'blocked', promoted: false }, [SHA]],
    ['it was only checked', { decision: 'allowed', promoted: false }, [SHA]],
    ['it was there already', { decision: 'unchanged', promoted: false }, [SHA]],
    ['a version was registered', { decision: 'registered', stage: 'None' }, [SHA]],
    ['no commit is known', {}, []],
  ])('%s', (_name, given, commits) => {
    expect(planDeployment(outcomeWith(given), { stages: [], run: { ...RUN, commits } })).toBeNull();
  });
});

describe('a version that was in its stage before', () => {
  const stayed = { promoted: false, inStage: true, transitions: [] };

  test('is deployed where that has not been done yet', () => {
    const planned = plan({ ...stayed, decision: 'unchanged' });
    expect(planned).toMatchObject({ mayExist: true, create: { version: '4' }, retire: [] });
  });

  test('is deployed when it is confirmed, or can’t be yet, unless that was only asked', () => {
    expect(plan({ ...stayed, decision: 'confirmed', promoted: true })).toMatchObject({ mayExist: true });
    expect(plan({ ...stayed, decision: 'unconfirmed' })).toMatchObject({ mayExist: true });
    expect(plan({ ...stayed, decision: 'unconfirmed', dry: true })).toBeNull();
  });

  test('a repeated promotion may have deployed it', () => {
    expect(plan({ repeated: true })).toMatchObject({ mayExist: true });
  });
});

test('a promotion that another one has undone since only ends deployments', () => {
  expect(plan({ inStage: false })).toMatchObject({
    create: null,
    retire: [{ version: '3' }, { version: '4' }],
  });
});

test('a name is kept whole as long as a task takes it', () => {
  expect(plan({ model: 'm'.repeat(100) })?.task).toBe(`stagegate:${'m'.repeat(100)}`);
  expect(plan({ model: 'm'.repeat(101) })?.task).toMatch(/^stagegate:m{83}:[0-9a-f]{16}$/);
});

test('long names that begin alike stay apart', () => {
  const [one, other] = ['a', 'b'].map((end) => plan({ model: 'm'.repeat(200) + end })!.task);
  expect(one).toMatch(/^stagegate:m{83}:[0-9a-f]{16}$/);
  expect(other).not.toBe(one);
});
