import type { Evidence, Problem, Report, Subject } from '../../evidence/evidence.js';
import {
  leavesOut,
  pickMissing,
  admitRun,
  isShared,
  nameRun,
  readRun,
  type LinkedMetric,
  type RunSubject,
} from '../../evidence/run-report.js';
import type { MetricPath } from '../../evidence/path-syntax.js';
import type { RunSource } from '../../evidence/reader.js';
import type { ServerLoggedModel, ServerRun, ServerVersion } from './api/server.js';
import type { Tracking } from './api/tracking.js';

/** More evaluation runs than the gates of one version can need. Each costs a request. */
const MAX_RUNS = 10;
/** A logged model's id, bare or as a version's source. */
const LOGGED_MODEL = /^(?:models:\/)?(m-[\w-]{1,100})$/;

export interface RunEvidenceOptions {
  /** The tracking server, which need not be the registry's. */
  readonly server: Tracking;
  /** The version as the registry has it; null when it has none. */
  findVersion(subject: Subject): Promise<Pick<ServerVersion, 'runId' | 'modelId' | 'source'> | null>;
}

type Reading = Pick<Evidence, 'reports' | 'problems'>;

/**
 * Reads the metrics of a version: those of the run that it was registered with and, for wanted metrics missing there,
 * those that other runs (evaluations) logged for its logged model. Requests nothing twice.
 */
export class RunEvidence implements RunSource {
  private readonly runsById = new Map<string, Promise<ServerRun | null>>();
  private readonly linkedById = new Map<string, Promise<ServerLoggedModel | null>>();

  constructor(private readonly options: RunEvidenceOptions) {}

  /** @throws ServerFailure when the server fails */
  async runs(subject: Subject, wanted: readonly MetricPath[]): Promise<Reading> {
    const version = await this.options.findVersion(subject);
    const runId = version?.runId ?? '';
    if (version === null || runId === '') {
      const why =
        version === null ? 'the version is not registered' : 'the version was registered without a run';
      const path = `the run of ${subject.model} ${subject.version}`;
      return { reports: [], problems: [{ path, message: `is unknown: ${why}`, isMissing: true }] };
    }
    const about = { ...subject, modelId: modelIdOf(version) };
    const run = admitRun(await this.run(runId));
    if (typeof run === 'string') return refuse(nameRun(runId, about), run);
    const linked = isShared(run, about.modelId) ? await this.linkedTo(about.modelId) : [];
    if (linked === null) return refuse(nameRun(runId, about), unclearModel(about));
    const own = readRun({ run, subject: about, linked, only: null });
    if (isProblem(own)) return { reports: [], problems: [own] };
    const others = leavesOut(own.metrics, wanted) ? await this.readOthers(own, about, wanted) : NOTHING;
    const reports = [own, ...others.reports].filter(({ metrics }) => metrics.children.size > 0);
    if (reports.length + others.problems.length === 0) return refuse(own.path, 'has no metrics');
    return { reports, problems: others.problems };
  }

  private async readOthers(own: Report, about: RunSubject, wanted: readonly MetricPath[]): Promise<Reading> {
    const linked = (await this.linkedTo(about.modelId)) ?? [];
    const missing = pickMissing(linked, own.metrics, wanted);
    const ids = [...new Set(missing.flatMap(({ runId }) => runId ?? []))];
    if (ids.length > MAX_RUNS) {
      return refuse(
        own.path,
        `lacks metrics that ${ids.length} other runs logged; at most ${MAX_RUNS} are read`,
      );
    }
    const only = new Set(missing.map(({ key }) => key));
    const read = await Promise.all(
      ids.map(async (id) => ({
        one: await this.readOther(id, { about, linked, only }),
        names: missing.filter(({ runId }) => runId === id).map(({ key }) => key),
      })),
    );
    const reports = read.flatMap(({ one }) => (isProblem(one) ? [] : [one]));
    const found = new Set(read.flatMap(({ one, names }) => (isProblem(one) ? [] : names)));
    // a failed evaluation doesn't matter if another one, such as its retry, has the same metrics
    const problems = read.flatMap(({ one, names }) =>
      isProblem(one) && names.some((name) => !found.has(name)) ? [one] : [],
    );
    return { reports, problems };
  }

  private async readOther(
    runId: string,
    given: { about: RunSubject; linked: readonly LinkedMetric[]; only: ReadonlySet<string> },
  ): Promise<Report | Problem> {
    const { about, linked, only } = given;
    const run = admitRun(await this.run(runId));
    if (typeof run === 'string') return { path: nameRun(runId, about), message: run };
    return readRun({ run, subject: about, linked, only });
  }

  /** What runs logged for a logged model; null when it is unknown or was deleted. */
  private async linkedTo(modelId: string | null): Promise<readonly LinkedMetric[] | null> {
    if (modelId === null) return null;
    const model = await once(this.linkedById, modelId, () => this.options.server.loggedModel(modelId));
    return model?.metrics ?? null;
  }

  private run(runId: string): Promise<ServerRun | null> {
    return once(this.runsById, runId, () => this.options.server.run(runId));
  }
}

const NOTHING: Reading = { reports: [], problems: [] };

function refuse(path: string, message: string): Reading {
  return { reports: [], problems: [{ path, message }] };
}

function isProblem(read: Report | Problem): read is Problem {
  return 'message' in read;
}

/** MLflow 3's own server only names the logged model in the version's source. */
function modelIdOf({ modelId, source }: Pick<ServerVersion, 'modelId' | 'source'>): string | null {
  return LOGGED_MODEL.exec(modelId ?? source ?? '')?.[1] ?? null;
}

function unclearModel({ modelId, version }: RunSubject): string {
  if (modelId === null) {
    return `made or evaluated several logged models, and version ${version} does not say which one it is: register it from its logged model (models:/m-…)`;
  }
  return `made or evaluated several logged models, but the one of version ${version} (${modelId}) is not on the server`;
}

function once<T>(known: Map<string, Promise<T>>, key: string, ask: () => Promise<T>): Promise<T> {
  const asked = known.get(key) ?? ask();
  known.set(key, asked);
  return asked;
}
