import type { Caller } from '../http/route.js';

export interface Limit {
  readonly limit: number;
  readonly remaining: number;
  readonly used: number;
  /** Seconds since 1970. */
  readonly reset: number;
}

export type Resource = 'core' | 'graphql';

/** GITHUB_TOKEN: an hour, a repository. A person's token has more. */
const REQUESTS = { actions: 1000, app: 5000, user: 5000, none: 60 };

/** How many requests each token has left, in the hour that began with its first. */
export class Limits {
  private readonly counted = new Map<string, { used: number; reset: number }>();

  private writes: number[] = [];

  /** @param writesPerMinute what GitHub bears of requests that make something; null for any number */
  constructor(
    private readonly clock: () => number,
    private readonly writesPerMinute: number | null,
  ) {}

  /** Counts a request that makes something. Seconds to wait when there were too many; null when there were not. */
  countWrite(): number | null {
    const now = this.clock();
    this.writes = this.writes.filter((moment) => moment > now - 60_000);
    if (this.writesPerMinute !== null && this.writes.length >= this.writesPerMinute) {
      return Math.ceil((this.writes[0]! + 60_000 - now) / 1000);
    }
    this.writes.push(now);
    return null;
  }

  of(caller: Caller, resource: Resource): Limit {
    const { used, reset } = this.count(caller, resource);
    const limit = REQUESTS[caller.token?.kind ?? 'none'];
    return { limit, used, remaining: Math.max(limit - used, 0), reset };
  }

  spend(caller: Caller, resource: Resource): Limit {
    this.count(caller, resource).used++;
    return this.of(caller, resource);
  }

  /** Leaves so many requests until the reset, which is so many seconds away. */
  leave(
    caller: Caller,
    resource: Resource,
    { remaining, seconds }: { remaining: number; seconds: number },
  ): void {
    const count = this.count(caller, resource);
    count.used = REQUESTS[caller.token?.kind ?? 'none'] - remaining;
    count.reset = Math.floor(this.clock() / 1000) + seconds;
  }

  private count({ token }: Caller, resource: Resource) {
    const key = `${token?.secret ?? ''} ${resource}`;
    const now = Math.floor(this.clock() / 1000);
    const known = this.counted.get(key);
    if (known !== undefined && known.reset > now) return known;
    const fresh = { used: 0, reset: now + 3600 };
    this.counted.set(key, fresh);
    return fresh;
  }
}
