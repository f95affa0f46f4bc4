export interface SiteRequest {
  /** The folder to write to, relative to the current one. */
  readonly out: string;
}

/** What was published. */
export interface SiteResult extends Written {
  /** The folder as it was asked for. */
  readonly out: string;
  readonly models: number;
  readonly versions: number;
  /** Of the history. */
  readonly lines: number;
  /** Whether every model could be read and agrees with its history. */
  readonly verified: boolean;
  /** What the page says on top: by model, why it can't be read or where it differs from its history. */
  readonly problems: readonly { readonly model: string; readonly message: string }[];
}

/** What was written. */
export interface Written {
  readonly files: number;
  readonly bytes: number;
  /** How many files of an earlier site were removed. */
  readonly removed: number;
}
