import { isDeepStrictEqual } from 'node:util';
import { StagegateError } from '../errors.js';
import type { Policy } from '../policy/load.js';
import type { RegistrySetting } from '../policy/registry.js';
import type { EvidenceSettings } from '../promotion/decision.js';
import {
  historyPath,
  locateManifest,
  segmentFolder,
  segmentPath,
  type ManifestLocation,
} from '../registry/manifest/location.js';
import { isBranchView, type BranchStore, type BranchView } from '../registry/manifest/store.js';
import { parseServerUri } from '../model/server-location.js';
import type { BaseFiles } from './base-files.js';
import type { BranchEvidence } from '../files/branch-evidence.js';
import type { CommitSetting } from '../run/target-branch.js';
import type { OpenedRegistry } from './open-registry.js';
import { readPolicy } from '../files/policy-file.js';
import { readPolicySource, type JudgingBranch, type PolicyReading } from './policy-source.js';
import { type OpenStoreOptions, openTarget, startAt, type Target } from './open-store.js';
import type { Snapshot } from '../model/registry.js';
import type { Checkout } from '../files/checkout.js';

interface PolicyOptions extends OpenStoreOptions {
  readonly commit: CommitSetting | undefined;
  /** The policy's path as given. */
  readonly policy: string | undefined;
  /** The base branch, if the checkout is a proposal. */
  readonly base: BaseFiles | null;
  /** The registry to use with a policy: an input overrides it. */
  settingOf(policy: Policy | null): RegistrySetting;
}

/** The policy that judges a run, before its registry is open. */
interface OpenedPolicy {
  readonly reading: PolicyReading;
  /** The branch that the manifest is committed to; null if files in the workspace change. */
  readonly store: BranchStore | null;
  /**
   * The rules for each attempt.
   * @param settingsFor reads evidence, and compares it with the branch, if any
   */
  follow(
    opened: OpenedRegistry,
    settingsFor: (branch: BranchEvidence | null) => EvidenceSettings,
  ): Promise<RulesSource>;
}

/** Reads the policy that counts: of the run's branch, of a proposal's base, or of the checkout. */
export async function openPolicy(options: PolicyOptions): Promise<OpenedPolicy> {
  let guessed: Promise<RegistrySetting> | undefined;
  const guess = () => (guessed ??= guessRegistry(options));
  const isServer = async () => parseServerUri((await guess()).location) !== null;
  const target = await openTarget({ ...options, isServer });
  return target === null ? judgeFixed(options) : judgeByTarget(target, await guess(), options);
}

/** The checkout's policy or a proposal base's: the same for every attempt. */
async function judgeFixed({ root, policy: path, base }: PolicyOptions): Promise<OpenedPolicy> {
  const branch: JudgingBranch | null = base === null ? null : { view: await base.open(), role: 'base' };
  const reading = await readPolicySource({ root, path, branch });
  return {
    reading,
    store: null,
    follow: (_opened, settingsFor) => {
      const rules = { policyReading: reading, settings: settingsFor(null) };
      return Promise.resolve({ for: () => Promise.resolve(rules), notices: () => Promise.resolve([]) });
    },
  };
}

async function judgeByTarget(
  { store: target, role, commits }: Target,
  guess: RegistrySetting,
  { root, env, policy: path, settingOf }: PolicyOptions,
): Promise<OpenedPolicy> {
  const first = await target.open();
  if (commits) readAhead(first, guess);
  const readAt = (view: BranchView) => readPolicySource({ root, path, branch: { view, role } });
  const reading = await readAt(first);
  const store = startAt(target, first);
  const meaning = ({ policy }: PolicyReading) => [settingOf(policy), policy?.stages];
  return {
    reading,
    store: commits ? store : null,
    follow: async ({ viewOf, location }, settingsFor) => {
      const [{ BranchEvidence }, { Checkout }] = await Promise.all([
        import('../files/branch-evidence.js'),
        import('../files/checkout.js'),
      ]);
      const checkout = new Checkout(root, env);
      const rulesAt = (view: BranchView, policyReading: PolicyReading): Rules => ({
        policyReading,
        settings: settingsFor(new BranchEvidence(root, view, checkout)),
      });
      return branchRules({
        first: { view: first, rules: rulesAt(first, reading) },
        viewOf: async (snapshot) => {
          const view = viewOf?.(snapshot);
          return view !== undefined && isBranchView(view) ? view : store.open();
        },
        read: async (view) => {
          const again = await readAt(view);
          if (!isDeepStrictEqual(meaning(again), meaning(reading))) throw explainMoved(view.branch);
          return rulesAt(view, again);
        },
        checkout,
        location,
      });
    },
  };
}

/** The registry that the checkout's policy names. It is needed before the branch is read. */
async function guessRegistry({ root, policy, settingOf }: PolicyOptions): Promise<RegistrySetting> {
  try {
    return settingOf(await readPolicy(root, policy));
  } catch (error) {
    if (error instanceof StagegateError) return settingOf(null);
    throw error;
  }
}

/** Requests the manifest and its history along with the policy: most checkouts know their paths. */
function readAhead(view: BranchView, { location }: RegistrySetting): void {
  if (parseServerUri(location) !== null || location.trim() === '') return;
  const { kind, path } = locateManifest(location);
  // a failure is reported when they are needed
  if (kind === 'folder') {
    if (view.pick === undefined) void view.list(path).catch(() => null);
    return;
  }
  const history = historyPath(path);
  for (const file of [path, history]) void view.read(file).catch(() => null);
  void view.entries([segmentPath(history, 1)]).catch(() => null);
}

function explainMoved(branch: string): StagegateError {
  return new StagegateError(
    'policy',
    `the policy on ${branch} changed to another registry or other stages while this ran`,
    { hint: 'Run it again: this run changed nothing.' },
  );
}

const SHORT = 12;

/** The policy and evidence of one attempt. */
interface Rules {
  readonly policyReading: PolicyReading;
  readonly settings: EvidenceSettings;
}

/** The rules of each attempt. */
export interface RulesSource {
  /**
   * The rules for what was read.
   * @throws StagegateError `policy` when the changed policy names another registry
   */
  for(snapshot: Snapshot): Promise<Rules>;
  /** Notices about them, after the decision. */
  notices(): Promise<readonly string[]>;
}

interface BranchRulesOptions {
  /** Where the policy was first read, and its rules. */
  readonly first: { readonly view: BranchView; readonly rules: Rules };
  /** The commit that a snapshot was read from; for a server, the branch now. */
  viewOf(snapshot: Snapshot): Promise<BranchView>;
  /** @throws StagegateError `policy` when the changed policy names another registry */
  read(view: BranchView): Promise<Rules>;
  readonly checkout: Checkout;
  /** Null for a server. */
  readonly location: ManifestLocation | null;
}

/** The branch's rules at the commit of each attempt. */
function branchRules({ first, viewOf, read, ...told }: BranchRulesOptions): RulesSource {
  let last = first;
  return {
    for: async (snapshot) => {
      // the checkout's head, read before our own commit moves it
      await told.checkout.head();
      const view = await viewOf(snapshot);
      if (view === last.view) return last.rules;
      const rules = await read(view);
      last = { view, rules };
      return rules;
    },
    notices: () => describeAge(last.view, told),
  };
}

/** A notice if the checkout is not the branch's head. None if only the registry's own files differ. */
async function describeAge(
  view: BranchView,
  { checkout, location }: Pick<BranchRulesOptions, 'checkout' | 'location'>,
): Promise<readonly string[]> {
  const head = await checkout.head();
  if (head === null || head.commit === view.id) return [];
  const lead = await view.leadOver(head.commit);
  if (lead?.files?.every((file) => isRegistryFile(file, view, location)) === true) return [];
  const count = (await lead?.countCommits()) ?? null;
  if (count === 0) return [];
  const behind = count === null ? 'not at the head of' : `${count} commit${count === 1 ? '' : 's'} behind`;
  return [
    `this checkout (${head.commit.slice(0, SHORT)} of ${await checkout.dateOf(head.commit)}) is ${behind} ${view.branch} ` +
      `(${view.id.slice(0, SHORT)}), whose policy counts`,
  ];
}

/** Whether a file belongs to the registry: an earlier promotion in the same job commits such files. */
function isRegistryFile(file: string, view: BranchView, location: ManifestLocation | null): boolean {
  if (location === null) return false;
  const path = view.inRepository(location.path);
  if (location.kind === 'folder') return file.startsWith(`${path}/`);
  const history = historyPath(path);
  return file === path || file === history || file.startsWith(segmentFolder(history));
}
