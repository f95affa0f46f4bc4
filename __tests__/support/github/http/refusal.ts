export interface FieldError {
  readonly resource: string;
  readonly field?: string;
  readonly code: string;
  readonly message?: string;
  /** Of a deployment: the checks that keep it from being made. */
  readonly contexts?: readonly { readonly context: string; readonly state: string }[];
}

interface RefusalOptions {
  readonly errors?: readonly FieldError[];
  readonly headers?: Readonly<Record<string, string>>;
}

/** An answer that is an error, as GitHub's REST API words it. */
export class Refusal extends Error {
  readonly errors: readonly FieldError[] | undefined;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    readonly status: number,
    message: string,
    { errors, headers = {} }: RefusalOptions = {},
  ) {
    super(message);
    this.errors = errors;
    this.headers = headers;
  }

  get body(): object {
    return {
      message: this.message,
      ...(this.errors === undefined ? {} : { errors: this.errors }),
      documentation_url: 'https://docs.github.com/rest',
      status: String(this.status),
    };
  }
}

export function notFound(message = 'Not Found'): Refusal {
  return new Refusal(404, message);
}

export function unprocessable(message: string): Refusal {
  return new Refusal(422, message);
}

/** "Validation Failed" with what is wrong. */
export function invalid(...errors: readonly FieldError[]): Refusal {
  return new Refusal(422, 'Validation Failed', { errors });
}
