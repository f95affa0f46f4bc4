import type { ModelServer, Repeatable } from '../api/server.js';

/** What a run that is changing a model needs of a server. */
export type Writer = Pick<
  ModelServer,
  | 'label'
  | 'features'
  | 'version'
  | 'setVersionTag'
  | 'deleteVersionTag'
  | 'deleteVersion'
  | 'setAlias'
  | 'deleteAlias'
  | 'transition'
>;

export interface Guard {
  /** Whether there is still time to write. */
  readonly mayWrite: () => boolean;
  /** What is thrown when there is none. */
  readonly refuse: () => Error;
}

/** A server to which nothing is written, for the first time or again, once the time for it is over. */
export function guardWrites(server: Writer, { mayWrite, refuse }: Guard): Writer {
  const inTime = async <T>(write: (options: Repeatable) => Promise<T>): Promise<T> => {
    if (!mayWrite()) throw refuse();
    return write({ mayRepeat: mayWrite });
  };
  return {
    label: server.label,
    features: server.features,
    version: (at) => server.version(at),
    setVersionTag: (at, tag) => inTime((options) => server.setVersionTag(at, tag, options)),
    deleteVersionTag: (at, key) => inTime((options) => server.deleteVersionTag(at, key, options)),
    deleteVersion: (at) => inTime((options) => server.deleteVersion(at, options)),
    setAlias: (at, alias) => inTime((options) => server.setAlias(at, alias, options)),
    deleteAlias: (name, alias) => inTime((options) => server.deleteAlias(name, alias, options)),
    transition: (at, to) => inTime((options) => server.transition(at, to, options)),
  };
}
