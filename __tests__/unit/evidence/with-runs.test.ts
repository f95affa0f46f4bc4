import { READ_BY_SHAPE } from '../../../src/evidence/report-entry.js';
import { describe, expect, test } from '@jest/globals';
import { parseMetricPath } from '../../../src/evidence/path-syntax.js';
import {
  tellsVersionsApart,
  type EvidenceReader,
  EvidenceWithRuns,
  type RunSource,
} from '../../../src/evidence/reader.js';
import { checkTemplate } from '../../../src/evidence/template.js';
import { reportOf, testsOf } from '../support/gate-context.js';

const subject = { model: 'churn', version: '4' };
const wanted = [parseMetricPath('a')];
const absent = { path: 'x.json', message: 'is not there' };
const failed = { path: 'run 1 of churn 4', message: 'was deleted' };

/** Files and runs that tell what they were asked for. */
function makePorts(): { asked: string[]; files: EvidenceReader; source: RunSource } {
  const asked: string[] = [];
  return {
    asked,
    files: {
      reports: (templates, { model, version }, reading, metrics) => {
        asked.push(
          `files ${templates.join(' ')} ${model} ${version} ${reading.format} ${String(metrics?.length)}`,
        );
        return Promise.resolve({
          patterns: [...templates],
          reports: templates.map((path) => reportOf('{}', path)),
          problems: [absent],
        });
      },
      tests: (templates) => {
        asked.push(`tests ${templates.join(' ')}`);
        return Promise.resolve(testsOf({ passed: 1 }));
      },
      examples: (template, { version }) => {
        asked.push(`examples ${template} ${version}`);
        return Promise.resolve({ path: template, sha256: 'ab', rows: [], statement: {} });
      },
    },
    source: {
      runs: ({ model, version }, metrics) => {
        asked.push(`run ${model} ${version} ${String(metrics.length)}`);
        return Promise.resolve({ reports: [reportOf('{}', 'run 1')], problems: [failed] });
      },
    },
  };
}

describe('evidence from files and runs', () => {
  test.each([
    ['files', ['a.json', './mlflow'], ['files a.json ./mlflow churn 4 auto 1'], ['a.json', './mlflow']],
    ['the run', ['mlflow'], ['files  churn 4 auto 1', 'run churn 4 1'], ['run 1']],
    [
      'both, the run once',
      ['mlflow', 'a.json', 'mlflow'],
      ['files a.json churn 4 auto 1', 'run churn 4 1'],
      ['a.json', 'run 1'],
    ],
  ])('%s', async (_name, templates, requests, paths) => {
    const { asked, files, source } = makePorts();
    const evidence = await new EvidenceWithRuns(files, source).reports(
      templates,
      subject,
      READ_BY_SHAPE,
      wanted,
    );
    expect(asked).toEqual(requests);
    expect(evidence.reports.map(({ path }) => path)).toEqual(paths);
    expect(evidence.problems).toEqual(paths.includes('run 1') ? [absent, failed] : [absent]);
    expect(evidence.patterns.includes('metrics to the run of churn 4')).toBe(paths.includes('run 1'));
  });

  test('tests come from files', async () => {
    const { asked, files, source } = makePorts();
    await new EvidenceWithRuns(files, source).tests(['mlflow'], subject);
    expect(asked).toEqual(['tests mlflow']);
  });

  test('a registry without runs says so, and reads its files', async () => {
    const { asked, files } = makePorts();
    const reader = new EvidenceWithRuns(files, null);
    await expect(reader.reports(['a.json', 'mlflow'], subject, READ_BY_SHAPE)).rejects.toMatchObject({
      code: 'input',
      message:
        "report: mlflow means the metrics of the version's run, but the registry is not an MLflow server",
      hint: 'Set registry: to the server, or write ./mlflow if it is a file.',
    });
    expect([asked, reader.readsRuns]).toEqual([[], false]);
    await expect(reader.reports(['a.json'], subject, READ_BY_SHAPE)).resolves.toMatchObject({
      patterns: ['a.json'],
    });
  });

  test('the template is good, and tells versions apart', () => {
    expect([checkTemplate('mlflow'), tellsVersionsApart('mlflow')]).toEqual([null, true]);
    expect(['./mlflow', 'mlflow.json', 'MLflow'].map(tellsVersionsApart)).toEqual([false, false, false]);
  });
});
