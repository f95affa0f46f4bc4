import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ACTION_NODE, CLI_BUNDLE } from '../../support/project.js';
import { baseEnvironment } from '../../support/spawn.js';
import { makeWorkspace, type Workspace } from '../../support/workspace.js';

const POLICY = `registry: models.yaml
stages: [Staging, Production]
models:
  churn:
    report: reports/churn/{version}.json
    stages:
      Staging: {}
      Production:
        from: [Staging]
        gates:
          - { metric: accuracy, min: 0.90, max-regression: 0.5% }
  my-model:
    stages: { Staging: {}, Production: {} }
`;

const MANIFEST = `models:
  churn:
    versions:
      2: { stage: Production, metrics: { accuracy: 0.91 } }
      3: { stage: Staging }
      4: { stage: Staging }
      9: { stage: None }
  my-model:
    versions:
      1: { stage: Staging }
      2: { stage: Production }
      3: { stage: Staging }
`;

/** What the pages take for granted: two models, with the versions that their commands name. */
const FILES: Readonly<Record<string, string>> = {
  '.github/stagegate.yml': POLICY,
  'models.yaml': MANIFEST,
  'reports/churn/3.json': '{"accuracy": 0.92}\n',
  'reports/churn/4.json': '{"accuracy": 0.93}\n',
  'reports/churn/10.json': '{"accuracy": 0.94}\n',
  'services/churn/.gitkeep': '',
};

/** The repository of the pages: churn 3 is in Production and was promoted there in place of 2. */
export function makeDocsRepository(): Workspace {
  const workspace = makeWorkspace(FILES, { git: 'remote' });
  workspace.git('config', 'user.name', 'ann');
  workspace.git('config', 'user.email', 'ann@example.com');
  const args = ['promote', 'churn', '3', 'Production'];
  execFileSync(ACTION_NODE, [CLI_BUNDLE, ...args], { cwd: workspace.root, env: baseEnvironment() });
  workspace.git('add', '--all');
  workspace.git('commit', '--quiet', '--message=Promote churn 3');
  workspace.git('push', '--quiet');
  return workspace;
}

const QUESTIONS = 1_319;

/** Logs of lm-evaluation-harness for two versions: both have 803 answers right, 1 has 30 more and 2 has 60 more. */
export function evaluationFiles(): Record<string, string> {
  const right = { 1: (at: number) => at < 833, 2: (at: number) => at >= 30 && at < 893 };
  return Object.fromEntries(
    Object.entries(right).flatMap(([version, isRight]) => {
      const scores = Array.from({ length: QUESTIONS }, (_, at) => Number(isRight(at)));
      const share = scores.reduce((sum, score) => sum + score, 0) / QUESTIONS;
      const rows = scores.map((score, at) => ({
        ...{ doc_id: at, filter: 'strict-match', metrics: ['exact_match'], exact_match: score },
      }));
      return [
        [`evals/${version}/results.json`, JSON.stringify(evaluation(share))],
        [`evals/${version}/samples_gsm8k.jsonl`, rows.map((row) => `${JSON.stringify(row)}\n`).join('')],
      ];
    }),
  );
}

function evaluation(share: number): object {
  return {
    results: {
      gsm8k: {
        alias: 'gsm8k',
        'exact_match,strict-match': share,
        'exact_match_stderr,strict-match': Math.sqrt((share * (1 - share)) / (QUESTIONS - 1)),
      },
    },
    versions: { gsm8k: 3 },
    configs: { gsm8k: {} },
    higher_is_better: { gsm8k: { exact_match: true } },
    'n-samples': { gsm8k: { original: QUESTIONS, effective: QUESTIONS } },
    config: { model: 'hf' },
    date: 1_795_000_000,
    git_hash: '9e12c4f',
  };
}

/** A folder with a program `stagegate`, as the alias of the pages, to put on the PATH. */
export function makeBin(workspace: Workspace): string {
  const bin = join(workspace.root, '..', 'bin');
  mkdirSync(bin, { recursive: true });
  const file = join(bin, 'stagegate');
  writeFileSync(file, `#!/bin/sh\nexec "${process.execPath}" "${CLI_BUNDLE}" "$@"\n`);
  chmodSync(file, 0o755);
  return bin;
}
