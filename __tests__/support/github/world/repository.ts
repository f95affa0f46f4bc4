import type { BareRepository } from '../git/bare-repository.js';
import type { Protection, Ruleset } from './protection.js';
import type { CheckRun, Comment, Deployment, Pull, Review, Status, WorkflowRun } from './records.js';
import type { User } from './users.js';

export type Role = 'read' | 'triage' | 'write' | 'maintain' | 'admin';

export interface Settings {
  /** "Allow GitHub Actions to create and approve pull requests". Off on github.com unless somebody turns it on. */
  actionsMayOpenPulls: boolean;
  allowMergeCommit: boolean;
  allowSquashMerge: boolean;
  allowRebaseMerge: boolean;
  deleteBranchOnMerge: boolean;
  archived: boolean;
}

interface Identity {
  readonly id: number;
  readonly owner: User;
  readonly name: string;
  readonly private: boolean;
  readonly createdAt: string;
  readonly git: BareRepository;
  readonly parent: Repository | null;
}

/** A repository as GitHub holds it: git's objects and refs are in `git`, everything else here. */
export class Repository {
  readonly id: number;
  readonly owner: User;
  readonly name: string;
  readonly private: boolean;
  readonly createdAt: string;
  readonly git: BareRepository;
  readonly parent: Repository | null;
  readonly defaultBranch = 'main';
  readonly settings: Settings = {
    actionsMayOpenPulls: false,
    allowMergeCommit: true,
    allowSquashMerge: true,
    allowRebaseMerge: true,
    deleteBranchOnMerge: false,
    archived: false,
  };
  /** By login, besides the owner. */
  readonly collaborators = new Map<string, Role>();
  readonly pulls: Pull[] = [];
  /** Numbers of issues that are no pull requests. */
  readonly issues: number[] = [];
  readonly reviews: Review[] = [];
  readonly comments: Comment[] = [];
  readonly checkRuns: CheckRun[] = [];
  readonly statuses: Status[] = [];
  readonly deployments: Deployment[] = [];
  readonly runs: WorkflowRun[] = [];
  /** By branch. */
  readonly protections = new Map<string, Protection>();
  readonly rulesets: Ruleset[] = [];
  /** Commits that GitHub signed. */
  readonly signed = new Set<string>();
  /** What changes refs goes one after the other. */
  private turn: Promise<unknown> = Promise.resolve();

  constructor(identity: Identity) {
    this.id = identity.id;
    this.owner = identity.owner;
    this.name = identity.name;
    this.private = identity.private;
    this.createdAt = identity.createdAt;
    this.git = identity.git;
    this.parent = identity.parent;
  }

  get fullName(): string {
    return `${this.owner.login}/${this.name}`;
  }

  /** The number of the next issue or pull request. */
  nextNumber(): number {
    const numbers = [...this.pulls.map(({ number }) => number), ...this.issues];
    return Math.max(0, ...numbers) + 1;
  }

  pull(number: number): Pull | undefined {
    return this.pulls.find((pull) => pull.number === number);
  }

  roleOf(user: User): Role | null {
    if (user.login === this.owner.login) return 'admin';
    return this.collaborators.get(user.login) ?? (this.private ? null : 'read');
  }

  /** Runs what moves refs while nothing else does. */
  inTurn<T>(action: () => Promise<T>): Promise<T> {
    const result = this.turn.then(action);
    this.turn = result.catch(() => undefined);
    return result;
  }
}
