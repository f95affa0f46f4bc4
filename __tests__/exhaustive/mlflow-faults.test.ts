import { expect, jest } from '@jest/globals';
import type { Command } from '../mlflow/support/disturbed-model.js';
import type { FaultModel } from '../mlflow/support/fault-cells.js';
import type { Work } from '../mlflow/support/fault-works.js';
import { makeWorkspace, type Workspace } from '../support/workspace.js';
import { makeTime } from '../unit/mlflow/support/changes.js';
import { MemoryServer } from '../unit/mlflow/support/memory-server.js';
import { MemoryWire } from '../unit/mlflow/support/memory-wire.js';
import { openRegistry } from '../unit/mlflow/support/promoter.js';

/*
 * Every fault at every request of every command, once and lasting, through the whole engine: on a server in memory, with
 * time that passes only by being slept. The suite `mlflow` has a part of it on real servers, and all of it in the full run.
 */

const NOON = Date.parse('2026-11-01T12:00:00Z');
const MODEL = 'churn';
const time = makeTime();
const wires = new Map<string, MemoryWire>();

jest.replaceProperty(globalThis, 'performance', { now: time.now } as typeof performance);
jest.unstable_mockModule('node:timers/promises', () => ({ setTimeout: time.sleep }));
jest.unstable_mockModule('../../src/registry/mlflow/client/wire.js', () => ({
  openWire: ({ origin }: { origin: string }) => wires.get(origin),
}));
const { describeRemains, IMPATIENT, policyOf, runCommand } =
  await import('../mlflow/support/disturbed-model.js');
const { cellsAt } = await import('../mlflow/support/fault-cells.js');
const { testWorks, WORKS } = await import('../mlflow/support/fault-works.js');

/** In a workflow, git is not asked; without the run's page, no run is the repeat of another. */
const ENV = { GITHUB_ACTIONS: 'true', GITHUB_ACTOR: 'octocat', ...IMPATIENT };

testWorks({
  cells: new Map(WORKS.map((work) => [work, work.requests.flatMap((_, at) => cellsAt(at + 1))])),
  open: openInMemory,
  // they share the clock
  atOnce: 1,
  worksAtOnce: 'one',
  hanging: 1,
  // half a minute; ten times that on a machine that is busy with other things
  timeout: 600_000,
});

const workspaces = new Map<Work, Workspace>();

/** A model in memory, and two wires to it: one for the faults, one past them. */
function connect(server: MemoryServer, work: Work): FaultModel {
  const { mode = 'auto' } = work;
  const proxy = new MemoryWire('http://disturbed.test', server, time.sleep);
  const past = new MemoryWire('http://past.test', server, time.sleep);
  const { root } = workspaceFor(work, past.url);
  const run = (command: Command, wire: MemoryWire, timeout = 60) => {
    wires.set(wire.url, wire);
    return runCommand(command, MODEL, { workspace: root, registry: wire.url, env: ENV, timeout, now });
  };
  return {
    proxy,
    disturbed: (command, timeout) => run(command, proxy, timeout),
    undisturbed: (command) => run(command, past),
    look: async () => describeRemains(dump(server), await openRegistry(server, time, mode).read(MODEL), mode),
  };
}

function workspaceFor(work: Work, url: string): Workspace {
  const files = { '.github/stagegate.yml': policyOf(MODEL, url, work), ...work.files?.(now()) };
  const made = workspaces.get(work) ?? makeWorkspace(files, { lifetime: 'file' });
  workspaces.set(work, made);
  return made;
}

function now(): Date {
  return new Date(NOON + time.now());
}

const prepared = new Map<Work, MemoryServer>();

/** What is done before is done once for all cells. */
async function openInMemory(work: Work): Promise<FaultModel> {
  const { before, files } = work;
  const server = prepared.get(work) ?? new MemoryServer().add(MODEL, ['None', 'None', 'None']);
  if (!prepared.has(work)) {
    const { undisturbed } = connect(server, work);
    for (const command of before) expect(await undisturbed(command)).toMatchObject({ status: 0 });
    for (const [file, text] of Object.entries(files?.(now()) ?? {})) workspaces.get(work)!.write(file, text);
    prepared.set(work, server);
  }
  return connect(server.copy(), work);
}

function dump(server: MemoryServer) {
  const { versions, aliases } = server.held.get(MODEL)!;
  return {
    aliases: Object.fromEntries(aliases),
    versions: [...versions].map(([version, { stage, tags }]) => ({
      version,
      stage,
      tags: Object.fromEntries(tags),
    })),
  };
}
