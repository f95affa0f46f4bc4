import { openGitHub, type GitHub } from '../../../src/github/client.js';
import type { GitHub as TestGitHub } from '../../support/github/github.js';

export interface ClientOptions {
  /** The server's own token by default. */
  readonly token?: string;
  readonly repository?: string;
  readonly onWait?: (message: string) => void;
}

/** The client that stagegate has, for a GitHub of the tests. */
export function openClient(
  github: TestGitHub,
  {
    token = github.token,
    repository = github.repository.fullName,
    onWait = () => undefined,
  }: ClientOptions = {},
): GitHub {
  return openGitHub({ token, apiUrl: github.apiUrl, repository, onWait });
}
