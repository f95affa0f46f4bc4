/** Bytes of one answer: a page of a thousand versions with long tags has a few MiB. */
export const MAX_ANSWER = 64 * 1024 * 1024;

/** What became of one request on the wire. */
export type Outcome = Answer | Broken;

/** The server (or a proxy before it) answered, and its answer came whole. */
export interface Answer {
  readonly kind: 'answer';
  readonly status: number;
  /** Lower case, without parameters: `application/json`; empty without one. */
  readonly contentType: string;
  /** Of `Retry-After`. */
  readonly retryAfter: string | null;
  /** Of a redirect. */
  readonly location: string | null;
  readonly text: string;
  /** Whether the text is all of it: valid UTF-8. */
  readonly utf8: boolean;
}

/** There was no whole answer. */
export interface Broken {
  readonly kind: 'broken';
  /** False when nothing of the request was written to the server. */
  readonly sent: boolean;
  /** Of Node.js, OpenSSL or undici: `ECONNREFUSED`, `UND_ERR_SOCKET`. */
  readonly code: string;
  /** The error's own words. */
  readonly detail: string;
}

/** MLflow's `{error_code, message}`; null fields where there is none. */
export interface ServerWords {
  readonly errorCode: string | null;
  readonly message: string | null;
}

/** The JSON value of a text; undefined when it is no JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What an answer says of an error in MLflow's way. */
export function readWords(answer: Answer): ServerWords {
  const value = parseJson(answer.text);
  if (!isObject(value)) return { errorCode: null, message: null };
  const { error_code: errorCode, message } = value;
  return {
    errorCode: typeof errorCode === 'string' ? errorCode : null,
    message: typeof message === 'string' ? message : null,
  };
}
