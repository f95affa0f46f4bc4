import { StagegateError } from '../errors.js';
import type { GitHub } from './client.js';
import type { Environment } from '../model/run-context.js';

const DEFAULT_API = 'https://api.github.com';

/** GitHub, as far as this run can reach it. Its client is loaded when somebody first asks. */
export interface GitHubAccess {
  /** Whether there is a token and a repository. */
  readonly isThere: boolean;
  /**
   * @param purpose what it is needed for, for the error: `the gate "checks"`
   * @throws StagegateError `input` without a token or a repository
   */
  open(purpose: string): Promise<GitHub>;
}

export interface GitHubAccessOptions {
  /** The action's input; else GITHUB_TOKEN, else GH_TOKEN. */
  readonly token: string | undefined;
  readonly env: Environment;
  /** Told, for people, what is waited for. */
  readonly onWait: (message: string) => void;
}

/** Where GitHub is and as whom: the workflow's own variables, which a person may set by hand. */
export function accessGitHub({ token: given, env, onWait }: GitHubAccessOptions): GitHubAccess {
  const token = given || env['GITHUB_TOKEN'] || env['GH_TOKEN'] || '';
  const repository = env['GITHUB_REPOSITORY'] ?? '';
  const apiUrl = (env['GITHUB_API_URL'] || DEFAULT_API).replace(/\/+$/, '');
  let opened: Promise<GitHub> | undefined;
  return {
    isThere: token !== '' && repository !== '',
    open: async (purpose) => {
      if (token === '') throw missing(purpose, 'a token', 'Give the action its token, or set GITHUB_TOKEN.');
      if (!/^[^/\s]+\/[^/\s]+$/.test(repository))
        throw missing(purpose, 'a repository', 'Set GITHUB_REPOSITORY to owner/name.');
      if (!URL.canParse(apiUrl))
        throw missing(purpose, 'an address', 'GITHUB_API_URL is that of the API: https://api.github.com');
      opened ??= import('./client.js').then(({ openGitHub }) =>
        openGitHub({ token, apiUrl, repository, onWait }),
      );
      return opened;
    },
  };
}

function missing(purpose: string, what: string, hint: string): StagegateError {
  return new StagegateError(
    'input',
    `${purpose} needs GitHub, and there is no ${what.replace(/^a /, '')} for it`,
    {
      hint,
    },
  );
}
