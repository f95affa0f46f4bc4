/** An error in the answer's `errors`, with GitHub's `type` beside its message. */
export class Failure extends Error {
  constructor(
    readonly type: string,
    message: string,
  ) {
    super(message);
  }
}

/** A field of GitHub's schema that the stand-in does not serve: a fault of whoever asked for it here. */
export class Unserved extends Error {
  constructor(field: string) {
    super(`the stand-in does not serve ${field}`);
  }
}
