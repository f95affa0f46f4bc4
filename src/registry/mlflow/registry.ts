import { StagegateError } from '../../errors.js';
import { readLine, sealEntry } from '../../history/chain.js';
import type { Applied, Interest, Plan, Registry, Snapshot, Standing } from '../registry.js';
import { moveStages, pointAliases, recordLine, type Hands } from './carry-out.js';
import { doSame, type Announcement } from './ledger.js';
import { Placement, type PlacementMode } from './placement.js';
import { ModelReader, type Reading } from './reading.js';
import { registerVersion } from './register.js';
import { ServerFailure, type ModelServer, type ServerVersion } from './server.js';
import { MlflowRevision, toSnapshot } from './snapshot.js';
import { checkStanding } from './standing.js';
import {
  announce,
  awaitTurn,
  mayBegin,
  waitForOthers,
  withdraw,
  type OwnAnnouncement,
  type Pace,
} from './turn.js';

export interface MlflowRegistryOptions {
  readonly server: ModelServer;
  /** The policy's stages, in the order of promotion. */
  readonly stages: readonly string[];
  readonly mode: PlacementMode;
  /** Stage (canonical) to alias, from the policy. */
  readonly aliases: Readonly<Record<string, string>>;
  readonly pace: Pace;
  /** Ends connections. */
  readonly close: () => Promise<void>;
}

const RUN_AGAIN = 'Run it again: it finishes what was begun.';

/** The registry on an MLflow server, a Databricks workspace or in Unity Catalog. */
export class MlflowRegistry implements Registry {
  private readonly hands: Hands;
  private readonly reader: ModelReader;
  /** When announcements of others were first seen, also over several attempts. */
  private readonly seen = new Map<string, number>();
  /** What was read last of each version, so that nothing is asked twice. */
  private readonly known = new Map<string, ServerVersion>();

  constructor(private readonly options: MlflowRegistryOptions) {
    const { server, stages, mode, aliases } = options;
    const placement = new Placement({ mode, aliases, stages, features: server.features });
    this.hands = { server, placement, stages };
    this.reader = new ModelReader(this.hands);
  }

  get label(): string {
    return this.options.server.label;
  }

  models(): Promise<readonly string[]> {
    return this.options.server.models();
  }

  async read(model: string, interest?: Interest): Promise<Snapshot> {
    const found =
      interest === undefined ? await this.reader.readWhole(model) : await this.reader.read(model, interest);
    requireReadyModel(found);
    return this.remember(found);
  }

  async readAll(): Promise<readonly Snapshot[]> {
    const snapshots: Snapshot[] = [];
    for (const model of await this.models())
      snapshots.push(this.remember(await this.reader.readWhole(model)));
    return snapshots;
  }

  /** A version that an earlier read has seen; null when it has seen none. */
  findVersion(model: string, version: string): ServerVersion | null {
    return this.known.get(versionKey(model, version)) ?? null;
  }

  async apply(plan: Plan, basis: Snapshot): Promise<Applied> {
    const { revision } = basis;
    if (!(revision instanceof MlflowRevision)) throw new TypeError('the snapshot is not of this registry');
    if (plan.registration !== null) {
      const version = await registerVersion(plan, plan.registration, revision.reading, this.hands.server);
      return { commit: null, version };
    }
    await this.promote(plan, revision.reading);
    return { commit: null };
  }

  async readBack(plan: Plan): Promise<Standing> {
    if (plan.registration !== null) return { stage: plan.entry.to, lostTo: null };
    return checkStanding(plan, { ...this.hands, reader: this.reader });
  }

  async finish(_asked: string, { revision }: Snapshot): Promise<boolean> {
    if (!(revision instanceof MlflowRevision)) throw new TypeError('the snapshot is not of this registry');
    const { reading } = revision;
    const done = reading.ledger.announced.find(
      (announced) =>
        announced.line.entry.version === reading.asked && this.reader.isInEffect(announced, reading),
    );
    if (done === undefined) return false;
    await this.finishAnnounced(done, reading);
    return true;
  }

  close(): Promise<void> {
    return this.options.close();
  }

  private async promote(plan: Plan, basis: Reading): Promise<void> {
    const { server } = this.hands;
    const text = sealEntry(plan.entry);
    const line = readLine(text, { file: 'announced', line: null, restore: '' });
    const whole = basis.ledger.lines.length === 0;
    const turn = {
      server,
      pace: this.options.pace,
      seen: this.seen,
      look: () => this.reader.look(plan.model, whole),
      settleDead: (announced: Announcement, found: Reading) => this.settleDead(announced, found),
    };
    await waitForOthers(line, basis, turn);
    const run = `${plan.entry.time.replaceAll(/[^\dTZ]/g, '')}-${Math.floor(
      this.options.pace.random() * 2 ** 32,
    )
      .toString(16)
      .padStart(8, '0')}`;
    const own = await announce({ run, anchor: anchorOf(basis, plan), text, line }, turn);
    let found;
    try {
      found = await awaitTurn(own, basis, turn);
    } catch (error) {
      await this.takeBack(own);
      throw error;
    }
    await this.change(plan, own, found);
  }

  /** The change itself, with nobody else at it: the stages, the aliases, the record. */
  private async change(plan: Plan, own: OwnAnnouncement, found: Reading): Promise<void> {
    const { server } = this.hands;
    const repeat = { mayRepeat: () => mayBegin(own, this.options.pace) };
    try {
      await moveStages(plan, this.hands, repeat);
    } catch (error) {
      if (!(error instanceof ServerFailure)) throw error;
      if (error.definite) {
        await this.takeBack(own);
        throw error;
      }
      await this.requireMoved(plan, error);
    }
    try {
      await pointAliases(plan.model, plan.entry, this.hands, repeat);
      await recordLine(own, found.versions.get(plan.entry.version), server);
    } catch (error) {
      if (!(error instanceof ServerFailure)) throw error;
      throw halfDone(plan, error, this.hands.placement.usesStages);
    }
  }

  /** After an answer that was lost: has the server done it? */
  private async requireMoved(plan: Plan, failure: ServerFailure): Promise<void> {
    const { server } = this.hands;
    const { version, to } = plan.entry;
    const states = await Promise.all(
      plan.transitions.map(async (move) => ({
        move,
        held: await server.version({ name: plan.model, version: move.version }),
      })),
    );
    const moved = states.every(({ move, held }) => held !== null && this.stageNow(held) === move.to);
    if (moved) return;
    throw new StagegateError(
      'unavailable',
      `${failure.message}; version ${version} is not in ${to} as far as can be seen`,
      { hint: `${failure.hint ?? ''} ${RUN_AGAIN}`.trim(), cause: failure },
    );
  }

  private stageNow(held: ServerVersion): string {
    return this.hands.placement.stageOf(held, held.aliases ?? [], undefined);
  }

  private async takeBack(own: Announcement): Promise<void> {
    try {
      await withdraw(own, this.hands.server);
    } catch (error) {
      // others take it for dead after a while; why it is taken back matters more than that
      if (!(error instanceof ServerFailure)) throw error;
    }
  }

  private async settleDead(announced: Announcement, found: Reading): Promise<void> {
    const { server } = this.hands;
    const { model, version } = announced.line.entry;
    const held = await server.version({ name: model, version });
    const now: Reading = {
      ...found,
      versions: new Map(held === null ? [] : [[version, held]]),
      model: null,
    };
    const follows = found.ledger.announced.includes(announced);
    if (follows && this.reader.isInEffect(announced, now)) await this.finishAnnounced(announced, now);
    else await withdraw(announced, server);
  }

  private async finishAnnounced(announced: Announcement, found: Reading): Promise<void> {
    const { entry } = announced.line;
    await pointAliases(entry.model, entry, this.hands, {});
    await recordLine(announced, found.versions.get(entry.version), this.hands.server);
    for (const twin of found.ledger.announced) {
      if (twin !== announced && doSame(twin.line.entry, entry)) await withdraw(twin, this.hands.server);
    }
  }

  private remember(found: Reading): Snapshot {
    for (const held of found.versions.values()) this.known.set(versionKey(found.name, held.version), held);
    const { placement, stages } = this.hands;
    return toSnapshot(found, { reader: this.reader, placement, stages });
  }
}

/** The version whose tag announces: that of the last line, so that a copy of the next one outlives its version. */
function anchorOf({ ledger, versions }: Reading, { entry }: Plan): string {
  const tagged = (version: string) => versions.get(version)?.tags['stagegate.history.1'] !== undefined;
  return ledger.lines.findLast(({ entry: { version } }) => tagged(version))?.entry.version ?? entry.version;
}

function versionKey(model: string, version: string): string {
  return `${model}\n${version}`;
}

const PROMPT = 'mlflow.prompt.is_prompt';

/** A prompt is a registered model to the server, and can be moved by mistake. */
function requireReadyModel({ name, model, versions, asked }: Reading): void {
  const tags = [model?.tags ?? {}, asked === null ? {} : (versions.get(asked)?.tags ?? {})];
  if (tags.some((held) => held[PROMPT]?.toLowerCase() === 'true')) {
    throw new StagegateError('input', `${JSON.stringify(name)} is a prompt, not a registered model`, {
      hint: 'Prompts share the registry with models, but have no evaluation to judge here.',
    });
  }
}

function halfDone(plan: Plan, failure: ServerFailure, staged: boolean): StagegateError {
  const { version, to } = plan.entry;
  const done = staged
    ? `version ${version} is in ${to}, but its alias or its history line could not be written`
    : `it is not known whether the alias of ${to} points at version ${version}`;
  return new StagegateError('unavailable', `${done}: ${failure.message}`, {
    hint: `${failure.hint ?? ''} ${RUN_AGAIN}`.trim(),
    cause: failure,
  });
}
