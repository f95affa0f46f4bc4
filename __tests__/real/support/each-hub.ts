import { afterEach, beforeEach } from '@jest/globals';
import { StagegateError } from '../../../src/errors.js';
import { openGitHub, type GitHub } from '../../../src/github/client.js';
import { startGitHub, type GitHub as Hub } from '../../support/github/github.js';

/** A GitHub of its own for each test of a file. */
export interface EachHub {
  readonly hub: Hub;
  /** Our client for it, with a token that may do everything unless another is given. */
  client(token?: string): GitHub;
  mainHead(): Promise<string>;
}

export function startHubForEach(): EachHub {
  let hub: Hub;
  beforeEach(async () => {
    hub = await startGitHub({ files: { 'README.md': 'models\n' } });
  });
  afterEach(() => hub.close());
  return {
    get hub() {
      return hub;
    },
    client: (token = hub.token) =>
      openGitHub({
        token,
        apiUrl: hub.apiUrl,
        repository: hub.repository.fullName,
        onWait: () => undefined,
      }),
    mainHead: async () => (await hub.repository.head())!,
  };
}

/** What was thrown for people; anything else fails the test. */
export async function caught(work: Promise<unknown>): Promise<StagegateError> {
  const error: unknown = await work.then(
    () => new Error('it went through'),
    (reason: unknown) => reason,
  );
  if (error instanceof StagegateError) return error;
  throw error;
}
