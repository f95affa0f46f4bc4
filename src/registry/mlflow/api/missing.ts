import { ServerFailure } from './server.js';

/** What was asked for, or null where the server says that there is none. */
export async function unlessMissing<T>(
  ask: () => Promise<T>,
  isMissing: (failure: ServerFailure) => boolean = isAbsent,
): Promise<T | null> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof ServerFailure && isMissing(error)) return null;
    throw error;
  }
}

/** Only by the error's code: a 404 without one is a wrong address, not a missing model. */
function isAbsent({ errorCode }: ServerFailure): boolean {
  return errorCode === 'RESOURCE_DOES_NOT_EXIST';
}
