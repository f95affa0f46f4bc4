/** One request to the server, retries included. The base path of the tracking URI is put before `path`. */
export interface ServerRequest {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** `/api/2.0/mlflow/model-versions/get`. */
  readonly path: string;
  /** A list becomes the same key several times. */
  readonly query?: Readonly<Record<string, string | readonly string[] | undefined>> | undefined;
  /** Sent as JSON with its Content-Type. */
  readonly body?: Readonly<Record<string, unknown>> | undefined;
  /**
   * Whether it may be sent again after a failure that leaves open whether the server acted (a lost
   * connection, a timeout, 500, 502, 504): reads and writes that change nothing the second time say `always`.
   * What the server certainly did not do (429, 503, not connected) is sent again unless a function says no.
   */
  readonly repeat: 'always' | 'never' | (() => boolean);
}

/** What sends requests: authentication, TLS, proxies, retries and errors are its matter. */
export interface Transport {
  /** The server's address for people, without credentials. */
  readonly label: string;
  /**
   * @returns the answer's JSON object
   * @throws ServerFailure after the last try
   */
  send(request: ServerRequest): Promise<Readonly<Record<string, unknown>>>;
  /** Ends kept-alive connections, so that the process can end. */
  close(): Promise<void>;
}
