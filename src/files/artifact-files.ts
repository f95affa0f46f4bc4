import { relative, resolve } from 'node:path';
import { StagegateError } from '../errors.js';
import { createGit } from '../git/command.js';
import type { ArtifactReader, ArtifactReading } from '../history/artifacts.js';
import type { Artifact } from '../model/history-entry.js';
import type { BranchView } from '../registry/manifest/store.js';
import type { BranchEvidence } from './branch-evidence.js';
import type { Checkout } from './checkout.js';
import type { Place } from './place.js';
import {
  combineDigests,
  ContentHash,
  findSource,
  isUri,
  shasOf,
  type FileDigest,
  type FileDigests,
} from './source-digest.js';
import { isInside, toPosix } from './workspace-file.js';

/** A place where a source may be. */
interface Spot {
  readonly root: string;
  /** Relative to the root. */
  readonly path: string;
}

/** The workspace's files at a source. */
interface Local {
  readonly isFolder: boolean;
  readonly files: ReadonlyMap<string, FileDigest>;
  /** Undefined if nothing is there. */
  readonly sha256: string | undefined;
  /** Why it has no digest, although something is there. */
  readonly problem: string | null;
}

/** A source on the branch, and the workspace's files at it. */
interface Parts {
  readonly local: Local;
  readonly expected: string;
  /** The branch's blob ids by name. */
  readonly theirs: ReadonlyMap<string, string>;
  /** SHA-256 of the branch's files by name. */
  readonly shas: ReadonlyMap<string, string>;
}

interface ArtifactFilesOptions {
  readonly place: Place;
  /** The branch that the files must agree with; null if only the workspace counts. */
  readonly branch: BranchEvidence | null;
  /** Only loaded if a sparse checkout leaves files out. */
  readonly checkout: () => Promise<Checkout>;
  readonly digests: FileDigests;
}

/**
 * Reads the files at versions' sources: from the workspace, and if a change is committed to a branch, from that branch
 * at the judged commit. Files that only this job has also count.
 */
export class ArtifactFiles implements ArtifactReader {
  constructor(private readonly options: ArtifactFilesOptions) {}

  async read({ source, sha256 }: Artifact): Promise<ArtifactReading | null> {
    if (source === null)
      return sha256 === null
        ? null
        : unchecked('a SHA-256 is recorded, but no source: the files were not checked');
    const spots = this.findSpots(source);
    if (spots.length === 0) return unchecked(`${source} can't be read from here: its files were not checked`);
    if (sha256 === null) return unchecked(`no SHA-256 is recorded for ${source}: its files were not checked`);
    const readings: ArtifactReading[] = [];
    for (const spot of spots) {
      const reading = await this.readSpot(spot, sha256.toLowerCase());
      if (reading.kind === 'read') return reading;
      readings.push(reading);
    }
    return readings[0] ?? null;
  }

  async digest(source: string): Promise<ArtifactReading> {
    const readings: ArtifactReading[] = [];
    for (const spot of this.findSpots(source)) {
      const reading = await this.readSpot(spot, '');
      if (reading.kind === 'read') return reading;
      readings.push(reading);
    }
    return readings[0] ?? unchecked(`${source} can't be read from here: it is not a path in the workspace`);
  }

  /**
   * Where a source may be: in the repository, since sources are relative to it, and where an input of that name would
   * be, since a source outside the checkout is registered under the name that the job gave.
   */
  private findSpots(source: string): Spot[] {
    const { place } = this.options;
    const { root } = place;
    // no file system and no git tree allows such a name
    if (isUri(source) || source.includes('\0')) return [];
    const absolute = resolve(root, source);
    const isInner = absolute !== root && isInside(root, absolute);
    const outer = place.find(place.rebase(source));
    return [
      ...(isInner ? [{ root, path: toPosix(relative(root, absolute)) }] : []),
      ...(outer.root === root ? [] : [outer]),
    ];
  }

  private async readSpot({ root, path }: Spot, expected: string): Promise<ArtifactReading> {
    const branch = root === this.options.place.root ? this.options.branch : null;
    const local = await this.readHere({ root, path }, branch?.branch.id ?? null);
    if (branch !== null) return this.readOnBranch(branch, path, { local, expected });
    if (local.sha256 === expected) return read(expected, null);
    const whole = root === this.options.place.root ? await this.addSkipped(path, local) : undefined;
    const sha256 = whole ?? local.sha256;
    return sha256 === undefined
      ? missing(await this.explainMissing({ root, path }, local))
      : read(sha256, null);
  }

  private async readHere({ root, path }: Spot, like: string | null): Promise<Local> {
    const { digests } = this.options;
    const none = { isFolder: false, files: new Map<string, FileDigest>(), sha256: undefined };
    try {
      const found = await findSource(root, path);
      if (found === null) return { ...none, problem: null };
      const files = await digests.ofAll(path, found, like);
      const { isFolder } = found;
      return { isFolder, files, sha256: combineDigests(isFolder, shasOf(files)), problem: null };
    } catch (error) {
      if (!(error instanceof StagegateError) || error.code !== 'input') throw error;
      return { ...none, problem: `can't be used (${error.message})` };
    }
  }

  private async readOnBranch(
    branch: BranchEvidence,
    path: string,
    { local, expected }: { readonly local: Local; readonly expected: string },
  ): Promise<ArtifactReading> {
    const theirs = await branch.filesAt(path);
    const { branch: view } = branch;
    if (theirs === null) {
      const ours = new Map([...local.files].map(([name, { blob }]) => [name, blob ?? '']));
      if (!(await branch.counts(path, ours, theirs))) return missing(`was removed on ${view.branch}`);
      return local.sha256 === undefined
        ? missing(await this.explainMissing({ root: this.options.place.root, path }, local))
        : read(local.sha256, null);
    }
    const shas = new Map<string, string>();
    for (const [name, id] of theirs) {
      const same = local.files.get(name);
      shas.set(name, same?.blob === id ? same.sha256 : await digestBlob(view, id));
    }
    const onBranch = combineDigests(!theirs.has(''), shas) ?? '';
    if (onBranch === expected) return read(onBranch, view.branch);
    return (
      (await this.addMade(branch, path, { local, expected, theirs, shas })) ?? read(onBranch, view.branch)
    );
  }

  /**
   * A folder may have files that only this job has, in addition to the branch's. A file that the branch has counts as
   * it is on the branch: otherwise the promoted files would be lost after the job.
   * @returns null if the folder still has another digest
   */
  private async addMade(
    branch: BranchEvidence,
    path: string,
    { local, expected, theirs, shas }: Parts,
  ): Promise<ArtifactReading | null> {
    const made = [...local.files].filter(([name]) => !theirs.has(name));
    if (theirs.has('') || made.length === 0) return null;
    const whole = combineDigests(
      true,
      new Map([...shas, ...made.map(([name, { sha256 }]) => [name, sha256] as const)]),
    );
    if (whole !== expected) return null;
    const ours = new Map([...theirs, ...made.map(([name, { blob }]) => [name, blob ?? ''] as const)]);
    return (await branch.counts(path, ours, theirs)) ? read(expected, null) : null;
  }

  /** The digest including files that a sparse checkout leaves out, read from the checked-out commit. */
  private async addSkipped(path: string, local: Local): Promise<string | undefined> {
    const { place, checkout } = this.options;
    if (place.top === null || local.problem !== null) return undefined;
    const { listTracked } = await import('../git/working-tree.js');
    const skipped = await listTracked(createGit(place.root), [path], 'skipped');
    const head = skipped.length === 0 ? null : await (await checkout()).head();
    if (head === null) return undefined;
    const shas = shasOf(local.files);
    const [entry] = await head.view.entries([path]);
    if (entry?.type === 'blob') return digestBlob(head.view, entry.id);
    const wanted = new Set(skipped);
    for (const [file, id] of (await head.view.walk(path, () => true)) ?? [])
      if (wanted.has(file)) shas.set(file.slice(path.length + 1), await digestBlob(head.view, id));
    return combineDigests(true, shas);
  }

  private async explainMissing({ root, path }: Spot, { problem }: Local): Promise<string> {
    if (problem !== null) return problem;
    const { place } = this.options;
    if (root !== place.root || place.top === null) return 'is missing';
    const { explainMissing } = await import('../git/working-tree.js');
    const found = await explainMissing(createGit(root), path).catch((error: unknown) => {
      if (error instanceof StagegateError) return null; // git can't tell, and the file is missing anyway
      throw error;
    });
    return found === null ? 'is missing' : `${found.message} (${found.hint.replace(/\.$/, '')})`;
  }
}

async function digestBlob(view: BranchView, id: string): Promise<string> {
  const content = new ContentHash();
  await view.readBlob(id, (chunk) => content.update(chunk));
  return content.digest();
}

function read(sha256: string, branch: string | null): ArtifactReading {
  return { kind: 'read', sha256, branch };
}

function missing(why: string): ArtifactReading {
  return { kind: 'missing', why };
}

function unchecked(why: string): ArtifactReading {
  return { kind: 'unchecked', why };
}
