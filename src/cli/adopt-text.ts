import { OMIT_HEADERS, formatPatch, structuredPatch } from 'diff';
import type { Adoption, Checked } from '../adopt/adopt.js';
import type { Plan } from '../adopt/plan.js';
import { formatPlace } from '../errors.js';
import { alignColumns, type Style } from '../render/terminal-parts.js';
import { forShell, forTerminal } from '../text/safe.js';
import { describeError } from './terminal.js';

/* What adopt says. Everything found is foreign text: each line is made safe before it is set off in colour. */

const FAILED_SHOWN = 3;

/** What was found, the files as a diff, and notes. */
export function planText({ plan, hasPolicy }: Adoption, style: Style): string {
  const { found, files, additions, notes } = plan;
  const rows = found.map(({ kind, where, what }) => [kind, where, what].map(forTerminal));
  const left = { head: '', align: 'left' as const };
  return [
    ...(rows.length === 0
      ? ['Nothing was found to start from.']
      : [style.strong('Found'), ...alignColumns([left, left, left], rows).lines.map((line) => `  ${line}`)]),
    '',
    ...(hasPolicy
      ? tellPolicy(
          additions,
          files.map(({ path }) => path),
        )
      : []),
    ...(hasPolicy ? [] : files.flatMap((file) => [...diffLines(file, style), ''])),
    ...(!hasPolicy && files.length === 0 ? ['All files exist already: nothing to write.', ''] : []),
    ...notes.map((note) => `${style.caution('!')} ${forTerminal(note)}`),
    ...(notes.length === 0 ? [] : ['']),
  ]
    .map((line) => `${line}\n`)
    .join('');
}

/** What to say in a repository that has a policy: people choose themselves what to add to it. */
function tellPolicy(additions: string | null, missing: readonly string[]): string[] {
  const models =
    additions
      ?.trimEnd()
      .split('\n')
      .map((line) => `  ${forTerminal(line)}`) ?? [];
  return [
    'The repository already has a policy, so nothing is written.',
    ...(models.length === 0 ? ['It names every model that was found.'] : ['You could add:', ...models]),
    ...(missing.length === 0 ? [] : [forTerminal(`These files are missing: ${missing.join(', ')}`)]),
    '',
  ];
}

function diffLines({ path, text }: { path: string; text: string }, style: Style): string[] {
  const patch = structuredPatch('/dev/null', path, '', text, undefined, undefined, { context: 0 });
  const lines = formatPatch(patch, OMIT_HEADERS).trimEnd().split('\n');
  return [
    style.strong('--- /dev/null'),
    style.strong(forTerminal(`+++ b/${path}`)),
    ...lines.map((line) => {
      const safe = forTerminal(line);
      return safe.startsWith('+') ? style.good(safe) : style.faint(safe);
    }),
  ];
}

/** What was written and how the engine judges it. */
export function checkedText(written: readonly string[], checked: readonly Checked[], style: Style): string {
  return [
    ...written.map((path) => forTerminal(`wrote ${path}`)),
    '',
    ...checked.flatMap((one) => {
      if ('error' in one) {
        const { place, message, hint } = one.error;
        const where = place === undefined ? '' : `${formatPlace(place)}: `;
        return [
          `${style.caution('!')} ${forTerminal(`${one.model === null ? 'validate' : `check ${one.model}`}: ${where}${message}`)}`,
          ...(hint === undefined ? [] : [`    ${forTerminal(hint)}`]),
        ];
      }
      const { model, version, stage, decision, failed } = one;
      const mark = decision === 'blocked' ? style.bad('✖') : style.good('✔');
      return [
        `${mark} ${forTerminal(`check ${model} ${version} ${stage}: ${decision}`)}`,
        ...failed.slice(0, FAILED_SHOWN).map((reason) => `    ${forTerminal(reason)}`),
      ];
    }),
    ...(checked.length === 0 ? [`${style.good('✔')} policy and registry are valid`] : []),
    '',
  ]
    .map((line) => `${line}\n`)
    .join('');
}

/** The commands to run next. */
function nextCommands({ plan, hasPolicy }: Adoption, checked: readonly Checked[]): string[] {
  if (hasPolicy) return ['stagegate validate'];
  const allowed = checked.find((one) => 'decision' in one && one.decision === 'allowed');
  const [first] = plan.models;
  const name = forShell(first?.name ?? 'my-model');
  const stage = forShell(first?.stages[0]?.name ?? 'Staging');
  const moves = plan.models.flatMap((model) => model.moves);
  const next =
    (first?.moves.length ?? 0) > 0
      ? [`stagegate promote ${name} ${first?.newest ?? ''} ${stage}`]
      : allowed !== undefined && 'stage' in allowed
        ? [`stagegate promote ${forShell(allowed.model)} ${allowed.version} ${forShell(allowed.stage)}`]
        : first !== undefined && first.newest !== null
          ? [`stagegate check ${name} ${first.newest} ${stage} --explain`]
          : first !== undefined && first.versions.length === 0 && first.newest === null && !first.isExample
            ? [`stagegate check ${name} latest ${stage}`]
            : [
                `stagegate register ${name} --source s3://models/${name}/1`,
                `stagegate check ${name} latest ${stage}`,
              ];
  const isMoving = next.some((command) => !command.startsWith('stagegate check'));
  const added = new Set([
    ...plan.files.map(({ path }) => path),
    // a promotion changes the manifest and its history
    ...(isMoving && !isOnServer(plan) ? [manifestOf(plan), historyOf(manifestOf(plan))] : []),
    ...moves.map(({ to }) => to),
    ...plan.uncommitted,
  ]);
  return [
    ...moves.flatMap(({ from, to }) => [
      `mkdir -p ${quotePath(to.slice(0, to.lastIndexOf('/')))}`,
      `mv ${quotePath(from)} ${quotePath(to)}`,
    ]),
    ...next,
    `git add ${[...added].map(quotePath).join(' ')}`,
  ];
}

function quotePath(path: string): string {
  return /^[\w./-]+$/.test(path) ? path : forShell(path);
}

function isOnServer({ models }: Plan): boolean {
  return models.length > 0 && models.every(({ versions }) => versions.length === 0);
}

function manifestOf({ files }: Plan): string {
  return files.find(({ path }) => !path.startsWith('.github/'))?.path ?? 'models.yaml';
}

function historyOf(manifest: string): string {
  return manifest.replace(/\.[^.]+$/, '.history.jsonl');
}

/**
 * What to do for the next version. With a manifest, it must be registered, or `latest` remains the version before it.
 */
function nextVersion({ plan }: Adoption): string {
  const [first] = plan.models;
  if (first === undefined || first.newest === null) return '';
  const next = Number(first.newest) + 1;
  const name = forShell(first.name);
  if (isOnServer(plan)) {
    const command = `stagegate promote ${name} ${next} ${forShell(first.stages[0]?.name ?? 'Staging')}`;
    return `For the next version: register it as you do now, then\n  ${forTerminal(command)}\n`;
  }
  const reports = first.report.map((path) => placeFor(path, next)).join(' and ');
  const command = `stagegate register ${name} ${next} --source s3://models/${name}/${next}`;
  const checks = plan.files.some(({ path }) => path.endsWith('/stagegate-check.yml'));
  const last = checks ? 'and open a pull request with both: the check comments on it\n' : '';
  return `For the next version: ${forTerminal(reports)}, then\n  ${forTerminal(command)}\n${last}`;
}

/** Where to write the next version's report. If the path has a `*`, the evaluation tool chooses the file's name. */
function placeFor(template: string, version: number): string {
  const path = template.replaceAll('{version}', String(version));
  const before = path.split('*', 1)[0] ?? '';
  return before === path ? `write ${path}` : `evaluate into ${before.slice(0, before.lastIndexOf('/') + 1)}`;
}

export function nextSteps(adoption: Adoption, checked: readonly Checked[]): string {
  const commands = nextCommands(adoption, checked).map((command) => `  ${forTerminal(command)}\n`);
  return `Next: ${adoption.hasPolicy ? 'edit the policy, then' : 'read the policy, then'}\n${commands.join('')}${adoption.hasPolicy ? '' : nextVersion(adoption)}`;
}

/** For `--json`. */
export function describeAdoption(
  adoption: Adoption,
  written: readonly string[],
  checked: readonly Checked[],
): Record<string, unknown> {
  const { plan, hasPolicy } = adoption;
  return {
    found: plan.found,
    files: plan.files,
    written,
    'has-policy': hasPolicy,
    additions: plan.additions,
    models: plan.models.map(({ name, report, newest, versions, bounds, isExample }) => ({
      ...{ name, report, version: newest, versions: versions.length, example: isExample },
      bounds,
    })),
    notes: plan.notes,
    checks: checked.map((one) =>
      'error' in one ? { model: one.model, error: describeError(one.error) } : { ...one },
    ),
    next: nextCommands(adoption, checked),
  };
}
