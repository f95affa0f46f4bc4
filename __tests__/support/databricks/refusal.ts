/** An answer that is an error, as Databricks' APIs give it. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

export function invalid(message: string): Refusal {
  return new Refusal(400, 'INVALID_PARAMETER_VALUE', message);
}

export function missing(message: string): Refusal {
  return new Refusal(404, 'RESOURCE_DOES_NOT_EXIST', message);
}

export function taken(message: string): Refusal {
  return new Refusal(400, 'RESOURCE_ALREADY_EXISTS', message);
}

/** A request that no client of this API should send. The stand-in refuses and records it. */
export class Violation extends Refusal {
  constructor(message: string, { status = 400, code = 'MALFORMED_REQUEST' } = {}) {
    super(status, code, message);
  }
}
