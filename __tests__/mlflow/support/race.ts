import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface, type Interface } from 'node:readline';
import { join } from 'node:path';
import { LIBRARY_BUNDLE } from '../../support/project.js';
import { baseEnvironment } from '../../support/spawn.js';

/** How a promoter's run ended. */
export interface Ended {
  readonly version: string;
  /** As the command line's exit status. */
  readonly status: number;
  readonly decision?: string;
  readonly previousVersion?: string | null;
  readonly message?: string;
}

export interface Racers {
  /** Promotes one version each, all at once. */
  race(task: { workspace: string; model: string }, versions: readonly string[]): Promise<Ended[]>;
  close(): void;
}

const SCRIPT = join(import.meta.dirname, 'racer.mjs');

/** Starts processes that wait for the start of a race; they can run many. */
export async function startRacers(count: number, env: Readonly<Record<string, string>>): Promise<Racers> {
  const racers = Array.from({ length: count }, () => {
    const child = spawn(process.execPath, [SCRIPT, LIBRARY_BUNDLE], {
      env: { ...baseEnvironment(), ...env },
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    return { child, lines: createInterface({ input: child.stdout }) };
  });
  await Promise.all(racers.map(({ lines }) => nextLine(lines)));
  return {
    race: (task, versions) =>
      Promise.all(
        versions.map(async (version, at) => {
          const racer = racers[at];
          if (racer === undefined) throw new Error(`There are only ${count} racers.`);
          return run(racer, { ...task, version });
        }),
      ),
    close: () => {
      for (const { child } of racers) child.kill();
    },
  };
}

async function run(
  { child, lines }: { child: ChildProcess; lines: Interface },
  task: Readonly<Record<string, string>>,
): Promise<Ended> {
  const answer = nextLine(lines);
  child.stdin?.write(`${JSON.stringify(task)}\n`);
  return JSON.parse(await answer) as Ended;
}

function nextLine(lines: Interface): Promise<string> {
  return new Promise((resolve, reject) => {
    const end = () => reject(new Error('A racer ended early.'));
    lines.once('close', end);
    lines.once('line', (line) => {
      lines.off('close', end);
      resolve(line);
    });
  });
}
