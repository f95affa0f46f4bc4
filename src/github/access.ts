import { StagegateError } from '../errors.js';
// Several parts that are loaded on demand need this module. Without this import, the bundle would have a copy for each.
import './failure.js';
import type { GitHub } from './client.js';
import type { Environment } from '../model/run-context.js';

const DEFAULT_API = 'https://api.github.com';

/** Access to GitHub, if this run has a token and a repository. The client is loaded on first use. */
export interface GitHubAccess {
  /** Whether there is a token and a repository. */
  readonly isThere: boolean;
  /**
   * @param purpose what needs GitHub, for the error: `the gate "checks"`
   * @throws StagegateError `input` without a token or a repository
   */
  open(purpose: string): Promise<GitHub>;
}

interface GitHubAccessOptions {
  /** The action's input; else GITHUB_TOKEN, else GH_TOKEN. */
  readonly token: string | undefined;
  readonly env: Environment;
  /** Called before a wait, with a message for people that says what it waits for. */
  readonly onWait: (message: string) => void;
}

/** Reads token, repository and address from the workflow's variables, which a person may also set by hand. */
export function accessGitHub({ token: given, env, onWait }: GitHubAccessOptions): GitHubAccess {
  const token = given || env['GITHUB_TOKEN'] || env['GH_TOKEN'] || '';
  const repository = env['GITHUB_REPOSITORY'] ?? '';
  const apiUrl = (env['GITHUB_API_URL'] || DEFAULT_API).replace(/\/+$/, '');
  let opened: Promise<GitHub> | undefined;
  return {
    isThere: token !== '' && repository !== '',
    open: async (purpose) => {
      const need = (what: string, hint: string) =>
        new StagegateError('input', `${purpose} needs ${what}`, { hint });
      if (token === '')
        throw need('a GitHub token, but none is set', 'Give the action its token, or set GITHUB_TOKEN.');
      if (!/^[^/\s]+\/[^/\s]+$/.test(repository))
        throw need(
          'a GitHub repository, but GITHUB_REPOSITORY is not owner/name',
          'Set GITHUB_REPOSITORY to owner/name.',
        );
      if (!URL.canParse(apiUrl))
        throw need(
          "GitHub's address, but GITHUB_API_URL is not a URL",
          'Set GITHUB_API_URL to the address of the API: https://api.github.com',
        );
      opened ??= import('./client.js').then(({ openGitHub }) =>
        openGitHub({ token, apiUrl, repository, onWait }),
      );
      return opened;
    },
  };
}
