import * as z from 'zod/mini';
import { ServerFailure } from './server.js';

/*
 * What MLflow's answers are made of. Empty texts and empty lists stand for absent ones: MLflow leaves out the
 * lists and sends the texts. 64-bit integers come as numbers or as strings.
 */

export const text = z.pipe(
  z.nullish(z.string()),
  z.transform((given) => (given === undefined || given === '' ? null : given)),
);

export const integer = z.pipe(
  z.union([z.int(), z.string().check(z.regex(/^-?\d{1,15}$/, 'is no integer'))]),
  z.transform(Number),
);

/** Milliseconds since 1970. */
export const optionalTime = z.pipe(
  z.nullish(integer),
  z.transform((given) => given ?? null),
);

export const tag = z.object({ key: z.string(), value: z.nullish(z.string()) });

export function listOf<T extends z.ZodMiniType>(item: T): z.ZodMiniType<z.output<T>[]> {
  return z.pipe(
    z.nullish(z.array(item)),
    z.transform((given) => given ?? []),
  );
}

/** @param readKey our key for a tag's key as the server keeps it */
export function toRecord(
  tags: readonly z.output<typeof tag>[],
  readKey: (key: string) => string,
): Record<string, string> {
  return Object.fromEntries(tags.map(({ key, value }) => [readKey(key), value ?? '']));
}

/**
 * @param expected for people: `model version`
 * @throws ServerFailure not definite, when the answer has another shape
 */
export function parseAnswer<T extends z.ZodMiniType>(
  schema: T,
  answer: unknown,
  { label, expected }: { label: string; expected: string },
): z.output<T> {
  const parsed = schema.safeParse(answer);
  if (parsed.success) return parsed.data;
  const path = parsed.error.issues[0]?.path.join('.') ?? '';
  throw refuseAnswer(label, `what is no ${expected}${path === '' ? '' : `: look at ${path}`}`);
}

/** For what has the right shape and can't be: the answer to another question, a list that leads in a circle. */
export function refuseAnswer(label: string, told: string): ServerFailure {
  return new ServerFailure(`${label} answered ${told}`, {
    status: 200,
    errorCode: null,
    definite: false,
    hint: 'Is it the address of an MLflow server, and does nothing on the way change its answers (a gateway, a page to log in)?',
  });
}
