import { StagegateError } from '../../errors.js';
import { readLine, sealEntry } from '../../history/chain.js';
import type { Plan } from '../registry.js';
import { moveStages, pointAliases, recordLine, type Hands } from './carry-out.js';
import { doSame, type Announcement } from './ledger.js';
import type { ModelReader, Reading } from './reading.js';
import { ServerFailure, type ServerVersion } from './server.js';
import { HISTORY_MARK } from './tags.js';
import {
  announce,
  awaitTurn,
  mayBegin,
  waitForOthers,
  withdraw,
  type OwnAnnouncement,
  type Pace,
} from './turn.js';

export interface ChangerOptions extends Hands {
  readonly reader: ModelReader;
  readonly pace: Pace;
}

const RUN_AGAIN = 'Run it again: it finishes what was begun.';

/** Changes models when it is this run's turn, and finishes what runs that died left half done. */
export class ModelChanger {
  /** When announcements of others were first seen, also over several attempts. */
  private readonly seen = new Map<string, number>();

  constructor(private readonly options: ChangerOptions) {}

  /**
   * @param basis what the plan was decided on
   * @returns notices for people
   * @throws StagegateError `conflict` when the model is no longer as it was, `unavailable` when the server fails
   */
  async change(plan: Plan, basis: Reading): Promise<readonly string[]> {
    const { server, pace, reader } = this.options;
    const text = sealEntry(plan.entry);
    const line = readLine(text, { file: 'announced', line: null, restore: '' });
    const whole = basis.ledger.lines.length === 0;
    const turn = {
      server,
      pace,
      seen: this.seen,
      look: () => reader.look(plan.model, whole),
      settleDead: (announced: Announcement, found: Reading) => this.settleDead(announced, found),
    };
    await waitForOthers(line, basis, turn);
    const intent = { run: nameRun(plan, pace), anchor: anchorOf(basis, plan), text, line };
    let own: OwnAnnouncement;
    let found: Reading;
    try {
      own = await announce(intent, turn);
      found = await awaitTurn(own, basis, turn);
    } catch (error) {
      await this.takeBack(intent);
      throw error;
    }
    return this.carryOut(plan, own, found);
  }

  /** What a run announced and did, but did not live to record. */
  async finish(announced: Announcement, found: Reading): Promise<void> {
    const { entry } = announced.line;
    const { server } = this.options;
    await pointAliases(entry.model, entry, this.options, {});
    await recordLine(announced, found.versions.get(entry.version), server);
    for (const twin of found.ledger.announced) {
      if (twin !== announced && doSame(twin.line.entry, entry)) await withdraw(twin, server);
    }
  }

  /** With nobody else at it: the stages, the aliases, the record. */
  private async carryOut(plan: Plan, own: OwnAnnouncement, found: Reading): Promise<readonly string[]> {
    const { server, pace, placement } = this.options;
    const repeat = { mayRepeat: () => mayBegin(own, pace) };
    await this.move(plan, own, () => moveStages(plan, this.options, repeat));
    let kept: readonly string[] = [];
    const point = async () => {
      kept = await pointAliases(plan.model, plan.entry, this.options, repeat);
    };
    if (!placement.usesStages) await this.move(plan, own, point);
    try {
      if (placement.usesStages) await point();
      await recordLine(own, found.versions.get(plan.entry.version), server);
    } catch (error) {
      throw error instanceof ServerFailure ? halfDone(plan, error) : error;
    }
    return kept.map(
      (alias) =>
        `the alias ${alias} still points at version ${plan.entry.version}: removing it takes the permission MANAGE`,
    );
  }

  /** The step that counts. Refused, nothing has happened; where the answer was lost, the server tells whether it has. */
  private async move(plan: Plan, own: OwnAnnouncement, step: () => Promise<void>): Promise<void> {
    try {
      await step();
    } catch (error) {
      if (!(error instanceof ServerFailure)) throw error;
      if (error.definite) {
        await this.takeBack(own);
        throw error;
      }
      if (!(await this.isMoved(plan))) throw unsure(plan, error);
    }
  }

  private async isMoved({ model, transitions }: Plan): Promise<boolean> {
    const { server } = this.options;
    const states = await Promise.all(
      transitions.map(async ({ version, to }) => ({
        to,
        held: await server.version({ name: model, version }),
      })),
    );
    return states.every(({ to, held }) => held !== null && this.isIn(held, to));
  }

  private isIn(held: ServerVersion, stage: string): boolean {
    return this.options.placement.stageOf(held, held.aliases ?? [], stage) === stage;
  }

  private async takeBack(own: Announcement): Promise<void> {
    try {
      await withdraw(own, this.options.server);
    } catch (error) {
      // others take it for dead after a while; why it is taken back matters more than that
      if (!(error instanceof ServerFailure)) throw error;
    }
  }

  private async settleDead(announced: Announcement, found: Reading): Promise<void> {
    const { server, reader } = this.options;
    const { model, version } = announced.line.entry;
    const held = await server.version({ name: model, version });
    const now = { ...found, versions: new Map(held === null ? [] : [[version, held]]), model: null };
    const follows = found.ledger.announced.includes(announced);
    if (follows && reader.isInEffect(announced, now)) await this.finish(announced, now);
    else await withdraw(announced, server);
  }
}

/** Its order is that of the decisions, and chance where two are made in the same millisecond. */
function nameRun({ entry }: Plan, pace: Pace): string {
  const chance = Math.floor(pace.random() * 2 ** 32).toString(16);
  return `${entry.time.replaceAll(/[^\dTZ]/g, '')}-${chance.padStart(8, '0')}`;
}

/** The version whose tag announces: that of the last line, so that a copy of the next one outlives its version. */
function anchorOf({ ledger, versions }: Reading, { entry }: Plan): string {
  const last = ledger.lines.findLast(
    (line) => versions.get(line.entry.version)?.tags[HISTORY_MARK] !== undefined,
  );
  return last?.entry.version ?? entry.version;
}

function unsure({ entry }: Plan, failure: ServerFailure): StagegateError {
  const message = `${failure.message}; version ${entry.version} is not in ${entry.to} as far as can be seen`;
  return new StagegateError('unavailable', message, { hint: join(failure.hint, RUN_AGAIN), cause: failure });
}

function halfDone({ entry }: Plan, failure: ServerFailure): StagegateError {
  const message = `version ${entry.version} is in ${entry.to}, but its alias or its history line could not be written: ${failure.message}`;
  return new StagegateError('unavailable', message, { hint: join(failure.hint, RUN_AGAIN), cause: failure });
}

function join(...sentences: readonly (string | undefined)[]): string {
  return sentences.filter((sentence) => sentence !== undefined).join(' ');
}
