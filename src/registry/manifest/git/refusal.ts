import { StagegateError } from '../../../errors.js';
import { makeWordsSafe } from '../../../git/command.js';

const PERMISSION = 'Give the job "permissions: {contents: write}".';
const CREDENTIALS =
  'Give the job "permissions: {contents: write}" and let actions/checkout keep its credentials (persist-credentials: true, its default).';

/** What a remote or git says, and how to mend it; the first that matches counts. */
const HINTS: readonly (readonly [RegExp, string])[] = [
  [
    /GH006|GH013|protected branch|rule violations/i,
    'The branch is protected: use commit: pull-request, which proposes the change instead. Or let a GitHub App bypass the rule, and check out with its token.',
  ],
  [/shallow update not allowed/i, 'Check out the whole history: actions/checkout with fetch-depth: 0.'],
  [
    /aborted by hook/i,
    "The checkout's own hook reference-transaction refused it: its own words above say why.",
  ],
  [
    /certificate (?:problem|verif)|certificate verification failed|self[- ]signed|unable to get local issuer/i,
    "Git doesn't trust the server's certificate: set GIT_SSL_CAINFO (or git config http.sslCAInfo) to a PEM file with the certificate of the authority that signed it. NODE_EXTRA_CA_CERTS doesn't reach git: it is for the requests to GitHub's API and to MLflow.",
  ],
  [/hook declined/i, 'A hook of the remote refused the change: its own words above say why.'],
  [/write access|denied to|permission denied|error: 403|HTTP 403|access denied/i, PERMISSION],
  [
    /authentication failed|could not read (?:username|password)|error: 401|terminal prompts disabled|publickey/i,
    CREDENTIALS,
  ],
  [
    /repository .*not found|does not exist|does not appear to be a git repository|error: 404/i,
    `Check the remote's address (git remote -v). ${CREDENTIALS}`,
  ],
  [
    /could not resolve|unable to access|timed out|connection|network|hung up|early EOF|low speed/i,
    'Check the connection to the remote, then run this again.',
  ],
  [
    /no space|disk full|unpacker error|unable to create temporary/i,
    "The remote could not store the change: check its disk and its folder's permissions.",
  ],
];

/** @param words git's output, as it is: it is made safe here */
export function explainRefusal(
  doing: 'read' | 'push to',
  at: { remote: string; branch: string },
  words: string,
): StagegateError {
  const place = `branch ${JSON.stringify(at.branch)} of remote ${JSON.stringify(at.remote)}`;
  return new StagegateError('unavailable', `cannot ${doing} ${place}: ${makeWordsSafe(words)}`, {
    hint:
      HINTS.find(([pattern]) => pattern.test(words))?.[1] ??
      'Run the same git command by hand to see what the remote needs.',
  });
}
