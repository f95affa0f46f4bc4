/** What `--help` shows below a command's options: commands to copy. */
const EXAMPLES: Readonly<Record<string, readonly string[]>> = {
  promote: [
    'stagegate promote churn 4 Production',
    'stagegate promote churn latest Staging --dry-run',
    'stagegate promote churn 4 Production --force --reason "hotfix, see incident 17"',
  ],
  check: ['stagegate check churn 4 Production', 'stagegate check churn 4 Production --explain'],
  rollback: [
    'stagegate rollback churn Production --reason "error rate doubled"',
    'stagegate rollback churn Production 2 --reason "error rate doubled" --dry-run',
  ],
  register: [
    'stagegate register churn --source models/churn/5.bin',
    'stagegate register churn 5 --source s3://models/churn/5 --tag data=2026-11',
  ],
  'transition-stage': ['stagegate transition-stage --model-name churn --version 4 --stage Production'],
  'list-versions': ['stagegate list-versions --model-name churn'],
  history: ['stagegate history churn --stage Production --limit 5', 'stagegate history --at 2026-11-17'],
  verify: ['stagegate verify', 'stagegate verify --json'],
  acknowledge: ['stagegate acknowledge churn --reason "moved in the MLflow UI during the outage"'],
  unregister: ['stagegate unregister churn 9 --reason "trained on the wrong data"'],
  validate: ['stagegate validate', 'stagegate validate --registry models.yaml --json'],
  init: ['stagegate init', 'stagegate init --registry mlflow'],
};

/** @returns the text for commander, with a line break in front; empty for a command without examples */
export function examplesOf(command: string): string {
  const lines = EXAMPLES[command] ?? [];
  if (lines.length === 0) return '';
  return `\n${lines.length === 1 ? 'Example' : 'Examples'}:\n${lines.map((line) => `  ${line}`).join('\n')}`;
}
