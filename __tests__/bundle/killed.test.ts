import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import pLimit from 'p-limit';
import { describe, expect, test } from '@jest/globals';
import { IS_FULL, rowsFor } from '../support/full.js';
import { runCli } from '../support/run-cli.js';
import type { Finished } from '../support/spawn.js';
import { makeWorkspace, type Workspace } from '../support/workspace.js';
import { cliJson, historyOf, mustCli, stagesOf } from './support/churn.js';

/*
 * The command line is killed at each change of the disk, and at each git command of a push. It is run again with the same
 * words, and must end as it would have. How half a write is undone is in real/disk-store.test.ts.
 */

const POLICY = `registry: models.yaml
stages: [Staging, Production]
models:
  churn:
    report: reports/{version}.json
    stages:
      Production:
        false-promotions: 5%
        gates:
          - {metric: accuracy, min: 0.9, confidence: 95%, samples: n}
        live:
          report: live/{version}.json
          within: 24h
          gates:
            - {metric: error_rate, max: 0.01}
`;

const report = (accuracy: number) => JSON.stringify({ accuracy, n: 1000, 'test-set': 'exam 1' });

const FILES = {
  '.github/stagegate.yml': POLICY,
  'models.yaml':
    'models:\n  churn:\n    versions:\n      1: {stage: None}\n      2: {stage: None}\n      3: {stage: None}\n      4: {stage: None}\n',
  'reports/1.json': report(0.96),
  'reports/2.json': report(0.96),
  'reports/3.json': report(0.96),
  'reports/4.json': report(0.91),
};

interface Command {
  readonly name: string;
  readonly words: string;
  /** The error rate that version 2 shows in use. */
  readonly live?: number;
  /** What it adds to the history. */
  readonly line: string;
  readonly holder: string;
}

const COMMANDS: readonly Command[] = [
  { name: 'a promotion', words: 'promote --version 3', line: 'promote 3', holder: '3' },
  { name: 'a blocked attempt', words: 'promote --version 4', line: 'attempt 4', holder: '2' },
  { name: 'a confirmation', words: 'confirm', live: 0.001, line: 'confirm 2', holder: '2' },
  { name: 'a rollback by confirm', words: 'confirm', live: 0.2, line: 'rollback 1', holder: '1' },
];

/** Processes at once. */
const AT_ONCE = 4;
const TIMEOUT = 300_000;

/** Version 2 is in Production, and 1 was before it. */
async function prepare({ live }: Command): Promise<Readonly<Record<string, string>>> {
  const workspace = makeWorkspace(FILES);
  for (const version of ['1', '2'])
    await mustCli(workspace, `promote --model churn --version ${version} --stage Production`);
  const time = new Date().toISOString();
  if (live !== undefined) workspace.write('live/2.json', JSON.stringify({ time, error_rate: live }));
  return workspace.files();
}

const MODEL = ['--model', 'churn', '--stage', 'Production'];

function run(
  workspace: Workspace,
  { words }: Command,
  { more = [], env = {} }: { more?: readonly string[]; env?: Readonly<Record<string, string>> },
): Promise<Finished> {
  return runCli([...words.split(' '), ...MODEL, ...more], { cwd: workspace.root, env });
}

async function end(workspace: Workspace): Promise<object> {
  const { json } = await cliJson(workspace, 'verify');
  return {
    history: historyOf(workspace).map(({ action, version }) => `${String(action)} ${String(version)}`),
    holders: Object.entries(await stagesOf(workspace)).flatMap(([version, stage]) =>
      stage === 'Production' ? [version] : [],
    ),
    verified: json['verified'],
    // a process that dies after its write leaves its lock to the next one that writes
    files: Object.keys(workspace.files())
      .filter((file) => !file.endsWith('.lock'))
      .sort(),
  };
}

const expected = ({ line, holder }: Command, files: Readonly<Record<string, string>>) => ({
  history: ['promote 1', 'promote 2', line],
  holders: [holder],
  verified: true,
  files: Object.keys(files).sort(),
});

describe('on disk, killed at each change of it', () => {
  const script = pathToFileURL(join(import.meta.dirname, 'support', 'die-on-disk.mjs')).href;
  const dying = (more: Readonly<Record<string, string>> = {}) => ({
    env: { NODE_OPTIONS: `--import ${script}`, ...more },
  });

  test.each(COMMANDS)(
    '$name',
    async (command) => {
      const files = await prepare(command);
      const undisturbed = makeWorkspace(files);
      const { stderr } = await run(undisturbed, command, dying());
      const changes = /^changes: (.+)$/m.exec(stderr)?.[1]?.split(' ') ?? [];
      // the lock, a file and its rename, the lock again; two files take a journal
      expect(changes.length).toBeGreaterThan(3);
      expect(await end(undisturbed)).toEqual(expected(command, files));
      const all = changes.flatMap((change, at) =>
        (change === 'open' ? ['before', 'torn'] : ['before']).map((how) => ({ at: at + 1, how })),
      );
      const kills = rowsFor(all, { at: COMMANDS.indexOf(command) % 2, of: 2 });
      const ends = await pLimit(AT_ONCE).map(kills, async ({ at, how }) => {
        const workspace = makeWorkspace(files);
        const dead = await run(workspace, command, dying({ DIE_AT: String(at), DIE_HOW: how }));
        const again = await run(workspace, command, {});
        return { at, how, dead: dead.status, again: again.status, ...(await end(workspace)) };
      });
      expect(ends).toEqual(
        kills.map((kill) => ({
          ...{ ...kill, dead: null, again: expect.any(Number) },
          ...expected(command, files),
        })),
      );
      expect(ends.filter(({ again }) => again !== 0 && again !== 1)).toEqual([]);
    },
    TIMEOUT,
  );
});

/** Kills the process that started it, at the command of git that DIE_AT names, before or after it. Reading doesn't count. */
const DYING_GIT = `#!/bin/sh
case " $* " in
  *" push "*|*" fetch "*|*" commit-tree "*|*" update-ref "*|*" read-tree "*|*" hash-object "*|*" reset "*|*" checkout "*) ;;
  *) PATH="\${PATH#*:}" exec git "$@" ;;
esac
at=$(($(cat "$DIE_COUNT" 2>/dev/null || echo 0) + 1))
echo $at > "$DIE_COUNT"
if [ "$at" = "$DIE_AT" ] && [ "$DIE_HOW" = before ]; then kill -9 $PPID; exit 1; fi
PATH="\${PATH#*:}" git "$@"
status=$?
if [ "$at" = "$DIE_AT" ]; then kill -9 $PPID; fi
exit $status
`;

describe('with a push, killed at each command of git that writes', () => {
  const PUSH = ['--commit', 'push'];

  function dying(bin: Workspace, count: string, more: Readonly<Record<string, string>> = {}) {
    const env = { PATH: `${bin.root}:${process.env['PATH'] ?? ''}`, DIE_COUNT: bin.path(count), ...more };
    return { more: PUSH, env };
  }

  test.each(COMMANDS.filter(({ words }) => words === 'confirm' || IS_FULL))(
    '$name',
    async (command) => {
      const files = await prepare(command);
      const bin = makeWorkspace({ git: DYING_GIT });
      chmodSync(bin.path('git'), 0o755);
      const undisturbed = makeWorkspace(files, { git: 'remote' });
      await run(undisturbed, command, dying(bin, 'all'));
      expect(await end(undisturbed.clone())).toEqual(expected(command, files));
      const count = Number(bin.read('all'));
      expect(count).toBeGreaterThan(3);
      // before a command all is as it was after the one before
      const kills = Array.from({ length: count }, (_, at) => at + 1).flatMap((at) =>
        (IS_FULL || at === 1 ? ['before', 'after'] : ['after']).map((how) => ({ at, how })),
      );
      const ends = await pLimit(AT_ONCE).map(kills, async ({ at, how }) => {
        const workspace = makeWorkspace(files, { git: 'remote' });
        const kill = { DIE_AT: String(at), DIE_HOW: how };
        const dead = await run(workspace, command, dying(bin, `${how}-${at}`, kill));
        const again = await run(workspace, command, { more: PUSH });
        const clone = workspace.clone();
        const commits = Number(clone.git('rev-list', '--count', 'HEAD'));
        // after its last command, it may have ended before the kill
        const died = how === 'after' || dead.status === null;
        return { at, how, died, again: again.status, commits, ...(await end(clone)) };
      });
      expect(ends).toEqual(
        kills.map((kill) => ({
          ...{ ...kill, died: true, again: expect.any(Number), commits: 2 },
          ...expected(command, files),
        })),
      );
      expect(ends.filter(({ again }) => again !== 0 && again !== 1)).toEqual([]);
    },
    TIMEOUT,
  );
});
