import { answerPage, takePage } from '../http/paging.js';
import { invalid, notFound, Refusal, unprocessable } from '../http/refusal.js';
import { route, type RepositoryCall, type Route } from '../http/route.js';
import { ANNOTATIONS_AT_MOST, CHECK_TEXT_AT_MOST, isLonger } from '../world/limits-of-text.js';
import type { Annotation, CheckRun } from '../world/records.js';
import { suiteOf } from '../world/checks.js';
import { resolveCommit } from './commits.js';
import { showCheckRun } from './show-check.js';
import { pageOf } from '../world/urls.js';

interface Fields {
  readonly name?: string;
  readonly head_sha?: string;
  readonly status?: CheckRun['status'];
  readonly conclusion?: CheckRun['conclusion'];
  readonly details_url?: string;
  readonly external_id?: string;
  readonly started_at?: string;
  readonly completed_at?: string;
  readonly output?: {
    readonly title?: string;
    readonly summary?: string;
    readonly text?: string;
    readonly annotations?: readonly Annotation[];
  };
}

export const checkRoutes: readonly Route[] = [
  route('GET /commits/{ref}/check-runs', 'checks=read', async (call) => {
    const { world, repository, query, path } = call;
    const sha = await resolveCommit(repository, path['ref']!);
    if (sha === null) throw unprocessable(`No commit found for SHA: ${path['ref']!}`);
    const { check_name: name, status, app_id: app, filter = 'latest' } = query;
    const all = repository.checkRuns.filter(
      (run) =>
        run.headSha === sha &&
        (name === undefined || run.name === name) &&
        (status === undefined || run.status === status) &&
        (app === undefined || run.app.id === app),
    );
    const runs = filter === 'latest' ? all.filter((run) => isLatest(run, all)) : all;
    // The newest first.
    const { items, headers } = takePage(call, runs.toReversed());
    const shown = items.map((run) => showCheckRun(world, repository, run));
    return { status: 200, body: { total_count: runs.length, check_runs: shown }, headers };
  }),

  route('POST /check-runs', 'checks=write', async (call) => {
    const { world, repository, caller } = call;
    const { app } = caller.token!;
    if (app === null) throw new Refusal(403, 'You must authenticate via a GitHub App.');
    const fields = call.body as Fields;
    const headSha = fields.head_sha!;
    if ((await repository.git.type(headSha)) !== 'commit') {
      throw unprocessable(`No commit found for SHA: ${headSha}`);
    }
    const run: CheckRun = {
      id: world.nextId(),
      suite: suiteOf(world, repository, { headSha, app }),
      name: fields.name!,
      headSha,
      app,
      status: 'queued',
      conclusion: null,
      detailsUrl: pageOf(world, repository),
      externalId: '',
      startedAt: fields.started_at ?? world.now(),
      completedAt: null,
      output: { title: null, summary: null, text: null },
      annotations: [],
    };
    update(call, run, fields);
    repository.checkRuns.push(run);
    return { status: 201, body: showCheckRun(world, repository, run) };
  }),

  route('GET /check-runs/{check_run_id}', 'checks=read', (call) => ({
    status: 200,
    body: showCheckRun(call.world, call.repository, requireRun(call)),
  })),

  route('PATCH /check-runs/{check_run_id}', 'checks=write', (call) => {
    const run = requireRun(call);
    if (call.caller.token!.app?.id !== run.app.id) {
      throw new Refusal(
        403,
        `Invalid app_id \`${call.caller.token!.app?.id ?? ''}\` - check run can only be modified by the GitHub App that created it.`,
      );
    }
    update(call, run, call.body);
    return { status: 200, body: showCheckRun(call.world, call.repository, run) };
  }),

  route('GET /check-runs/{check_run_id}/annotations', 'checks=read', (call) => {
    const run = requireRun(call);
    return answerPage(call, run.annotations, (annotation) => ({
      start_column: null,
      end_column: null,
      title: null,
      raw_details: null,
      ...annotation,
      blob_href: `${pageOf(call.world, call.repository)}/blob/${run.headSha}/${annotation.path}`,
    }));
  }),
];

function requireRun({ repository, path }: RepositoryCall): CheckRun {
  const run = repository.checkRuns.find(({ id }) => String(id) === path['check_run_id']);
  if (run === undefined) throw notFound();
  return run;
}

/** Of a suite's runs by one name the last: two workflows' jobs of one name are in two suites, and both stay. */
function isLatest(run: CheckRun, all: readonly CheckRun[]): boolean {
  return all.findLast((other) => other.name === run.name && other.suite === run.suite) === run;
}

function update({ world }: RepositoryCall, run: CheckRun, fields: Fields): void {
  const { output } = fields;
  for (const field of ['summary', 'text'] as const) {
    if (isLonger(output?.[field], CHECK_TEXT_AT_MOST)) {
      const message = `Only ${CHECK_TEXT_AT_MOST} characters are allowed; ${[...output![field]!].length} were supplied.`;
      throw invalid({ resource: 'CheckRun', code: 'custom', field, message });
    }
  }
  if ((output?.annotations?.length ?? 0) > ANNOTATIONS_AT_MOST) {
    throw unprocessable(
      `Invalid request.\n\nNo more than ${ANNOTATIONS_AT_MOST} items are allowed; ${output!.annotations!.length} were supplied.`,
    );
  }
  if (fields.status === 'completed' && fields.conclusion === undefined && run.conclusion === null) {
    throw unprocessable('Invalid request.\n\nNo subschema in "anyOf" matched.');
  }
  run.name = fields.name ?? run.name;
  run.detailsUrl = fields.details_url ?? run.detailsUrl;
  run.externalId = fields.external_id ?? run.externalId;
  // A conclusion says by itself that the run is over.
  run.status =
    fields.conclusion === undefined || fields.conclusion === null
      ? (fields.status ?? run.status)
      : 'completed';
  run.conclusion = run.status === 'completed' ? (fields.conclusion ?? run.conclusion) : null;
  run.completedAt =
    run.status === 'completed' ? (fields.completed_at ?? run.completedAt ?? world.now()) : null;
  if (output === undefined) return;
  const { annotations = [], ...told } = output;
  run.output = { ...run.output, ...told };
  run.annotations.push(...annotations);
}
