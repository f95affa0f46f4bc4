/**
 * Statuses that GitHub answers with and that its description leaves out. Each has its reason; any other that is not
 * described is a fault of the stand-in.
 */
interface Undocumented {
  /** As the description names it; `*` for all. */
  readonly operation: string;
  readonly status: number;
  readonly reason: string;
}

const REPOSITORY = '/repos/{owner}/{repo}';

const UNDOCUMENTED: readonly Undocumented[] = [
  { operation: '*', status: 400, reason: 'a body that is no JSON: "Problems parsing JSON"' },
  { operation: '*', status: 401, reason: 'a token that does not hold: "Bad credentials"' },
  { operation: '*', status: 403, reason: 'a permission that is missing, or a limit' },
  { operation: '*', status: 404, reason: 'what the token cannot see is not there' },
  { operation: '*', status: 429, reason: 'a limit' },
  { operation: '*', status: 422, reason: 'fields that are missing, of another type or too long' },
  {
    operation: `POST ${REPOSITORY}/deployments`,
    status: 409,
    reason: 'described without a body, but told with a message',
  },
];

export function isUndocumented(operation: string, status: number): boolean {
  return UNDOCUMENTED.some(
    (one) => (one.operation === '*' || one.operation === operation) && one.status === status,
  );
}
