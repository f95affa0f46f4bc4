import type { Workspace, WorkspaceOptions } from '../../support/workspace.js';

/** What a person gets wrong, and what they are told. */
export interface BadInput {
  /** What is wrong, for the table's reader. */
  readonly name: string;
  /** Done to a workspace with the model churn before the command runs. */
  readonly arrange?: (workspace: Workspace) => void | Promise<void>;
  /** Split at spaces; `''` stands for an empty argument. */
  readonly args: string;
  readonly git?: WorkspaceOptions['git'];
  readonly env?: Readonly<Record<string, string>>;
  /** A shell script that runs the command (`"$@"`) in a place that refuses. */
  readonly shell?: string;
  readonly exit: 1 | 2 | 3;
  /** Parts of what is told: the thing, where it is, and the mend. */
  readonly says: readonly string[];
}

/** For `arrange`: writes a file. */
export const write =
  (file: string, text: string | Uint8Array) =>
  (workspace: Workspace): void =>
    workspace.write(file, text);

/** YAML whose aliases stand for 10⁸ values, under a key. */
export const bomb = (key: string): string =>
  [
    `${key}:`,
    '  a: &a [x, x, x, x, x, x, x, x, x, x]',
    ...['b', 'c', 'd', 'e', 'f', 'g', 'h'].map(
      (name, at) =>
        `  ${name}: &${name} [${Array.from({ length: 10 }, () => `*${'abcdefg'[at] ?? ''}`).join(', ')}]`,
    ),
    '',
  ].join('\n');
