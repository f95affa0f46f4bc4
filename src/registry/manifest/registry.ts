import { posix } from 'node:path';
import { StagegateError } from '../../errors.js';
import { sealEntry } from '../../history/chain.js';
import { needsEarlier } from '../../history/checkpoint.js';
import { onlyRecords, type HistoryEntry } from '../../model/history-entry.js';
import { respell } from '../../history/replay.js';
import { forCommitMessage } from '../../text/safe.js';
import type {
  Applied,
  Failed,
  Interest,
  OpenProposal,
  Plan,
  Registry,
  Revision,
  Snapshot,
  ReadBack,
  Watch,
} from '../../model/registry.js';
import { editManifest } from './document/edit.js';
import {
  closeIfFull,
  filesOf,
  parseWhole,
  readOpen,
  readTexts,
  readWhole,
  requireNoStray,
  type Closed,
  type HistoryFiles,
  type HistoryTexts,
} from './history-files.js';
import {
  fileStem,
  filesOfModel,
  historyPath,
  manifestFiles,
  modelFileStem,
  modelOfFile,
  twoFiles,
  type ManifestLocation,
} from './location.js';
import { parseFile, type ManifestFile } from './manifest-file.js';
import { describeProposal, lastEntry, topicsAbout } from './proposal.js';
// every store needs it: imported here, the bundle has it once and not in the chunk of each store
import './stored-files.js';
import { pickFiles, type CommitMessage, type Store, type StoreView } from './store.js';

/** Manifests of a folder whose texts, and those of their histories, are read at a time. */
const READ_TOGETHER = 30;

/** The texts that a decision was made on: `apply` edits these. */
class ManifestRevision implements Revision {
  constructor(
    readonly view: StoreView,
    readonly manifest: { readonly path: string; readonly text: string },
    readonly history: HistoryFiles,
  ) {}

  get id(): string {
    return this.view.id;
  }
}

interface ManifestRegistryOptions {
  readonly store: Store;
  readonly location: ManifestLocation;
  /** The policy's stages. */
  readonly stages: readonly string[];
}

/** A registry in the repository: a manifest and its history beside it, in a store with compare-and-swap. */
export class ManifestRegistry implements Registry {
  constructor(private readonly options: ManifestRegistryOptions) {}

  get label(): string {
    return this.options.location.path;
  }

  get proposes(): boolean {
    return this.options.store.findProposal !== undefined;
  }

  async close(): Promise<void> {
    await this.options.store.close?.();
  }

  async models(): Promise<readonly string[]> {
    const view = await this.options.store.open();
    const files = await Promise.all(
      (await this.manifestPaths(view)).map((path) => this.readFile(view, path)),
    );
    return [...new Set(files.flatMap(({ models }) => [...models.keys()]))].sort();
  }

  async requireThere(): Promise<void> {
    const { kind, path } = this.options.location;
    const view = await this.options.store.open();
    if (kind === 'folder') {
      if ((await view.list(path)) !== null) return;
    } else {
      const [manifest, history] = await Promise.all([view.read(path), view.read(historyPath(path))]);
      if (manifest !== null) return;
      if (history !== null) {
        const message = `the manifest doesn't exist, but its history ${historyPath(path)} does`;
        const hint = 'Restore the manifest from git. To start over, move the history away too.';
        throw new StagegateError('manifest', message, { place: { file: path }, hint });
      }
    }
    throw new StagegateError('input', `the registry ${JSON.stringify(path)} doesn't exist`, {
      hint: `Check the path: it comes from --registry (the input registry), else from the policy's registry, else it is models.yaml. To start a registry, run "stagegate init" or register a first version.`,
    });
  }

  /** With an interest, reads the history from its last checkpoint on, unless more of it is needed. */
  async read(model: string, interest?: Interest): Promise<Snapshot> {
    const view = await this.options.store.open();
    const path = await this.pathOf(view, model);
    if (interest === undefined || interest.rollback !== null || interest.past === 'whole') {
      return this.snapshotOf(model, ...(await this.readBoth(view, path, readWhole)));
    }
    const [file, open] = await this.readBoth(view, path, readOpen);
    const snapshot = this.snapshotOf(model, file, open);
    if (!needsEarlier(snapshot.history, snapshot.versions)) return snapshot;
    return this.snapshotOf(model, file, await readWhole(view, open.path));
  }

  async readAll(failed?: Failed, watch?: Watch): Promise<readonly Snapshot[]> {
    const snapshots: Snapshot[] = [];
    for await (const snapshot of this.readEach(failed, watch)) snapshots.push(snapshot);
    return snapshots.sort((a, b) => (a.model < b.model ? -1 : 1));
  }

  async *readEach(failed?: Failed, watch?: Watch): AsyncGenerator<Snapshot, void> {
    const view = await this.options.store.open();
    const paths = await this.manifestPaths(view);
    for (let at = 0; at < paths.length; at += READ_TOGETHER) {
      const together = paths.slice(at, at + READ_TOGETHER);
      const reads = together.map((path) => ({ path, texts: this.readTexts(view, path) }));
      await Promise.allSettled(reads.map(({ texts }) => texts));
      // frees each text before the next is parsed
      for (let read = reads.shift(); read !== undefined; read = reads.shift()) {
        const both = await this.parseOrTell(view, read.path, read.texts, failed);
        if (both === null) continue;
        const [file, history] = both;
        const names = new Set([...file.models.keys(), ...history.models.keys()]);
        for (const model of names) {
          watch?.(model, names.size + paths.length - 1); // a folder's files hold one model each
          yield this.snapshotOf(model, file, history);
        }
        view.forget?.([file.path, ...filesOf(history)]);
      }
    }
  }

  private readTexts(view: StoreView, path: string): Promise<[string | null, HistoryTexts]> {
    return Promise.all([view.read(path), readTexts(view, historyPath(path))]);
  }

  /** Parses a manifest and its history. @returns null for a damaged file of a folder, after reporting it to `failed` */
  private async parseOrTell(
    view: StoreView,
    path: string,
    texts: Promise<[string | null, HistoryTexts]>,
    failed: Failed | undefined,
  ): Promise<[ManifestFile, HistoryFiles] | null> {
    const isFile = this.options.location.kind === 'file';
    try {
      const [text, history] = await texts;
      const both: [ManifestFile, HistoryFiles] = [
        parseFile({ view, path, text }, this.options),
        parseWhole(history),
      ];
      if (both[1].before !== null || isFile) await requireNoStray(view, both[1]);
      return both;
    } catch (error) {
      const isDamage = error instanceof StagegateError && ['manifest', 'history'].includes(error.code);
      if (!isDamage || isFile || failed === undefined) throw error;
      failed(modelOfFile(path), error);
      return null;
    }
  }

  async apply(plan: Plan, basis: Snapshot): Promise<Applied> {
    const revision = revisionOf(basis);
    if (revision.manifest.text === '') await this.refuseTwin(revision.manifest.path);
    const closed = await closeIfFull(revision.view, revision.history);
    const write = (wanted: Plan) => writeFiles(wanted, revision, { stages: this.options.stages, closed });
    const proposal = describeProposal(plan, revision.history.path, write);
    return this.options.store.write(write(plan), revision.view, { ...commitMessage(plan), proposal });
  }

  /** A new manifest must not share its history with another one beside it. */
  private async refuseTwin(path: string): Promise<void> {
    // Through a view of its own: other files in the folder may change without a conflict.
    const view = await this.options.store.open();
    const own = posix.basename(path);
    const names = manifestFiles((await view.list(posix.dirname(path))) ?? []);
    const twin = names.find((name) => name !== own && historyPath(name) === historyPath(own));
    if (twin === undefined) return;
    throw new StagegateError('manifest', `${twin} and ${own} would share the history ${historyPath(own)}`, {
      place: { file: path },
      hint: `Keep one of the two: use --registry ${twin}, or give the new manifest another name.`,
    });
  }

  /** The view that a snapshot was read through, which is the basis of a write. */
  viewOf(snapshot: Snapshot): StoreView {
    return revisionOf(snapshot).view;
  }

  async readBack({ model, entry }: Plan): Promise<ReadBack> {
    const { versions } = await this.read(model, { version: entry.version, rollback: null });
    return { stage: versions.find(({ version }) => version === entry.version)?.stage ?? null, lostTo: null };
  }

  async findCommit({ revision }: Snapshot, entry: HistoryEntry, title: string): Promise<string | null> {
    const { store } = this.options;
    if (!(revision instanceof ManifestRevision) || entry.run === null || store.findCommit === undefined)
      return null;
    return store.findCommit(revision.view, {
      path: revision.history.path,
      since: entry.time,
      title: titleOf(title),
      line: runLine(entry.run),
    });
  }

  async findProposal(about: Parameters<typeof topicsAbout>[0]): Promise<OpenProposal | null> {
    for (const topic of topicsAbout(about)) {
      const open = await this.options.store.findProposal?.(topic);
      if (open === undefined || open === null) continue;
      const history = historyPath(await this.pathOf(open.files, about.model));
      const entry = lastEntry(history, (await open.files.read(history)) ?? '');
      return { number: open.number, version: entry?.model === about.model ? entry.version : null };
    }
    return null;
  }

  private async manifestPaths(view: StoreView): Promise<string[]> {
    const { kind, path } = this.options.location;
    if (kind === 'file') return [path];
    const names = manifestFiles((await view.list(path)) ?? []);
    const byStem = new Map<string, string>();
    for (const name of names) {
      const twin = byStem.get(fileStem(name));
      if (twin !== undefined) throw twoFiles(path, twin, name);
      byStem.set(fileStem(name), name);
    }
    return names.map((name) => `${path}/${name}`);
  }

  private async pathOf(view: StoreView, model: string): Promise<string> {
    const { kind, path } = this.options.location;
    if (kind === 'file') return path;
    const [first, second] = await pickFiles(view, path, filesOfModel(model));
    if (first !== undefined && second !== undefined) throw twoFiles(path, first, second);
    if (first !== undefined) return `${path}/${first}`;
    // The model needs a new file. Read every file first: it fails if one has the model under another file's name.
    await Promise.all((await this.manifestPaths(view)).map((file) => this.readFile(view, file)));
    return `${path}/${modelFileStem(model)}.yaml`;
  }

  /** Reads both at once, so that a store on a server sends one request. */
  private readBoth(
    view: StoreView,
    path: string,
    readHistory: (view: StoreView, path: string) => Promise<HistoryFiles>,
  ): Promise<[ManifestFile, HistoryFiles]> {
    return Promise.all([this.readFile(view, path), readHistory(view, historyPath(path))]);
  }

  private snapshotOf(model: string, file: ManifestFile, history: HistoryFiles): Snapshot {
    const entry = file.models.get(model);
    const known = history.models.get(model);
    return {
      model,
      exists: entry !== undefined,
      versions: entry?.versions ?? [],
      complete: true,
      aliases: entry?.aliases ?? {},
      history: known?.lines.map((line) => respell(line, this.options.stages)) ?? [],
      head: known?.head.sha256 ?? null,
      problems: [],
      revision: new ManifestRevision(file.view, file, history),
    };
  }

  private async readFile(view: StoreView, path: string): Promise<ManifestFile> {
    return parseFile({ view, path, text: await view.read(path) }, this.options);
  }
}

function revisionOf({ revision }: Snapshot): ManifestRevision {
  if (revision instanceof ManifestRevision) return revision;
  throw new TypeError('the snapshot is of another registry');
}

/** The files' texts after a plan. */
function writeFiles(
  { model, registration, transitions, entry }: Plan,
  { manifest, history }: ManifestRevision,
  { stages, closed }: { readonly stages: readonly string[]; readonly closed: Closed | null },
): Map<string, string> {
  const before = closed?.text ?? history.text;
  const previous = closed?.heads.get(model) ?? entry.previous;
  const line = sealEntry({ ...entry, previous });
  const lines: [string, string][] = [
    ...(closed === null ? [] : [[...closed.segment] as [string, string]]),
    [history.path, `${before === '' || before.endsWith('\n') ? before : `${before}\n`}${line}\n`],
  ];
  // Such a change only adds a line. With acknowledge, the model may be gone from the manifest.
  if (onlyRecords(entry.action)) return new Map(lines);
  const removed = entry.action === 'unregister' ? entry.version : null;
  const edited = editManifest({
    file: manifest.path,
    text: manifest.text,
    stages,
    change: { model, registration, transitions, removed },
  });
  return new Map([[manifest.path, edited], ...lines]);
}

function titleOf(title: string): string {
  return `stagegate: ${forCommitMessage(title)}`;
}

function runLine(run: string): string {
  return `Run: ${forCommitMessage(run)}`;
}

function commitMessage({ title, entry }: Plan): CommitMessage {
  const lines = [
    entry.reason === null ? null : `Reason: ${forCommitMessage(entry.reason)}`,
    entry.actor === null ? null : `Actor: ${forCommitMessage(entry.actor)}`,
    entry.run === null ? null : runLine(entry.run),
  ];
  return { title: titleOf(title), body: lines.filter((line) => line !== null).join('\n') };
}
