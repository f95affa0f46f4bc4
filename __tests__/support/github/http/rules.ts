import type { Fault } from '../faults.js';

export interface RequestRecord {
  /** 1 for the first that arrived. */
  readonly number: number;
  readonly method: string;
  /** With the query. */
  readonly path: string;
  /** `GET /repos/{owner}/{repo}/pulls`, `graphql createCommitOnBranch`, `git upload-pack`; null for no such thing. */
  operation: string | null;
  /** Whose token: a login. */
  by: string | null;
  readonly body: string;
  /** What the client was answered; null without an answer. */
  status: number | null;
}

export interface Matching {
  readonly method?: string;
  readonly path?: RegExp;
  /** As in RequestRecord, whole or as a pattern. */
  readonly operation?: string | RegExp;
}

export interface Rule {
  /** Which requests it counts; all by default. */
  readonly matching?: Matching;
  /** The first that it strikes, counted from 1 since the rule was made. */
  readonly at?: number;
  /** How many it strikes, one after the other; 1 by default. */
  readonly times?: number;
}

export type Action = (request: RequestRecord) => void | Promise<void>;

interface Armed extends Rule {
  counted: number;
  readonly does: { readonly fault: Fault } | { readonly action: Action };
}

/** What tests want to happen to requests. */
export class Rules {
  private armed: Armed[] = [];

  addFault({ fault, ...rule }: Rule & { readonly fault: Fault }): void {
    this.armed.push({ ...rule, counted: 0, does: { fault } });
  }

  addAction(rule: Rule, action: Action): void {
    this.armed.push({ ...rule, counted: 0, does: { action } });
  }

  clear(): void {
    this.armed = [];
  }

  /** Every rule counts the request; of the faults that are due the first strikes, the actions all run. */
  strike(request: RequestRecord): { readonly fault: Fault | null; readonly actions: readonly Action[] } {
    let fault: Fault | null = null;
    const actions: Action[] = [];
    for (const rule of this.armed) {
      if (!fits(request, rule.matching)) continue;
      const { at = 1, times = 1 } = rule;
      rule.counted++;
      if (rule.counted < at || rule.counted >= at + times) continue;
      if ('action' in rule.does) actions.push(rule.does.action);
      else fault ??= rule.does.fault;
    }
    return { fault, actions };
  }
}

function fits({ method, path, operation }: RequestRecord, matching: Matching = {}): boolean {
  if (matching.method !== undefined && matching.method !== method) return false;
  if (matching.path !== undefined && !matching.path.test(path)) return false;
  if (matching.operation === undefined) return true;
  if (typeof matching.operation === 'string') return operation === matching.operation;
  return matching.operation.test(operation ?? '');
}
