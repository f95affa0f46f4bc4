import { answerPage, takePage } from '../http/paging.js';
import { invalid, unprocessable } from '../http/refusal.js';
import { route, type Route } from '../http/route.js';
import { DESCRIPTION_AT_MOST, isLonger } from '../world/limits-of-text.js';
import type { Status, StatusState } from '../world/records.js';
import { requireCommit } from './commits.js';
import { combine, showSimpleStatus, showStatus } from './show-check.js';
import { apiOf } from '../world/urls.js';
import { showRepository } from './show-repository.js';

export const statusRoutes: readonly Route[] = [
  route('POST /statuses/{sha}', 'statuses=write', async ({ world, repository, caller, path, body }) => {
    const sha = path['sha']!;
    if (!/^[0-9a-f]{40}$/.test(sha) || (await repository.git.type(sha)) !== 'commit') {
      throw unprocessable(`No commit found for SHA: ${sha}`);
    }
    const description = (body['description'] as string | null | undefined) ?? null;
    if (isLonger(description, DESCRIPTION_AT_MOST)) {
      const message = `description is too long (maximum is ${DESCRIPTION_AT_MOST} characters)`;
      throw invalid({ resource: 'Status', code: 'custom', field: 'description', message });
    }
    const status: Status = {
      id: world.nextId(),
      sha,
      context: (body['context'] as string | undefined) ?? 'default',
      state: body['state'] as StatusState,
      description,
      targetUrl: (body['target_url'] as string | null | undefined) ?? null,
      creator: caller.user!,
      createdAt: world.now(),
    };
    repository.statuses.push(status);
    return { status: 201, body: showStatus(world, repository, status) };
  }),

  route('GET /commits/{ref}/statuses', 'statuses=read', async (call) => {
    const { world, repository, path } = call;
    const sha = await requireCommit(repository, path['ref']!);
    const all = repository.statuses.filter((status) => status.sha === sha).toReversed();
    return answerPage(call, all, (status) => showStatus(world, repository, status));
  }),

  route('GET /commits/{ref}/status', 'statuses=read', async (call) => {
    const { world, repository, path } = call;
    const sha = await requireCommit(repository, path['ref']!);
    const latest = new Map<string, Status>();
    for (const status of repository.statuses) if (status.sha === sha) latest.set(status.context, status);
    const all = [...latest.values()];
    const { items, headers } = takePage(call, all);
    const url = `${apiOf(world, repository)}/commits/${sha}`;
    return {
      status: 200,
      headers,
      body: {
        state: combine(all),
        statuses: items.map((status) => showSimpleStatus(world, repository, status)),
        sha,
        total_count: all.length,
        repository: showRepository(world, repository),
        commit_url: url,
        url: `${url}/status`,
      },
    };
  }),
];
