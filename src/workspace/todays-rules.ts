import type { EvidenceSettings } from '../promotion/decision.js';
import type { Snapshot } from '../model/registry.js';
import { historyPath, type ManifestLocation } from '../registry/manifest/location.js';
import type { BranchView } from '../registry/manifest/store.js';
import type { Checkout } from '../files/checkout.js';
import type { PolicyReading } from './policy-source.js';

const SHORT = 12;

/** What one attempt is judged by. */
export interface Rules {
  readonly policyReading: PolicyReading;
  readonly settings: EvidenceSettings;
}

/** The rules of each attempt. */
export interface RulesSource {
  /**
   * The rules for what was read.
   * @throws StagegateError `policy` when the policy has changed so much that it means another registry
   */
  for(snapshot: Snapshot): Promise<Rules>;
  /** What is to be said of them when all is decided. */
  notices(): Promise<readonly string[]>;
}

export interface BranchRulesOptions {
  /** What the policy was first read from, and the rules in it. */
  readonly first: { readonly view: BranchView; readonly rules: Rules };
  /** The commit that a snapshot was read from; for a server, the branch as it is now. */
  viewOf(snapshot: Snapshot): Promise<BranchView>;
  /** @throws StagegateError `policy` when it has changed so much that it means another registry */
  read(view: BranchView): Promise<Rules>;
  readonly checkout: Checkout;
  /** Null for a server. */
  readonly location: ManifestLocation | null;
}

/** The rules that a branch has at the commit that each attempt is decided on. */
export function branchRules({ first, viewOf, read, ...told }: BranchRulesOptions): RulesSource {
  let last = first;
  return {
    for: async (snapshot) => {
      // before a commit of ours moves it
      await told.checkout.head();
      const view = await viewOf(snapshot);
      if (view === last.view) return last.rules;
      const rules = await read(view);
      last = { view, rules };
      return rules;
    },
    notices: () => tellAge(last.view, told),
  };
}

/** Where the checkout is not the head of the branch; nothing where only the registry's own files differ. */
async function tellAge(
  view: BranchView,
  { checkout, location }: Pick<BranchRulesOptions, 'checkout' | 'location'>,
): Promise<readonly string[]> {
  const head = await checkout.head();
  if (head === null || head.commit === view.id) return [];
  const lead = await view.leadOver(head.commit);
  if (lead?.commits === 0) return [];
  if (lead?.files?.every((file) => isRegistryFile(file, view, location)) === true) return [];
  const count = lead?.commits ?? null;
  const behind = count === null ? 'not at the head of' : `${count} commit${count === 1 ? '' : 's'} behind`;
  return [
    `this checkout (${head.commit.slice(0, SHORT)} of ${head.date}) is ${behind} ${view.branch} ` +
      `(${view.id.slice(0, SHORT)}), whose policy counts`,
  ];
}

/** An earlier promotion of the same job commits them. */
function isRegistryFile(file: string, view: BranchView, location: ManifestLocation | null): boolean {
  if (location === null) return false;
  const path = view.inRepository(location.path);
  if (location.kind === 'folder') return file.startsWith(`${path}/`);
  return file === path || file === historyPath(path);
}
