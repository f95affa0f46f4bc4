import * as z from 'zod/mini';
import { formatPlace as formatKnownPlace, type Place } from '../errors.js';
import type { HistoryLine } from '../model/history-entry.js';
import { parseMoment } from '../history/select.js';
import { stagesAfter as stagesAfterLines } from '../history/replay.js';
import { parsePolicy as parseWholePolicy } from '../policy/load.js';
import type { Outcome } from '../promotion/outcome.js';
import { toOutputs as toOutputsOf, type Outputs } from '../render/outputs.js';
import { ARGUMENTS, HISTORY, readArgument, type Option } from './inputs.js';
import type { Policy } from './types.js';

/* The pure parts, for programs: the same functions, with their arguments checked. */

const PLACE = z.looseObject({ file: z.string() });
const LINES = z.array(z.looseObject({ entry: z.looseObject({ time: z.string(), version: z.string() }) }));
const OUTCOME = z.looseObject({
  decision: z.string(),
  gates: z.array(z.unknown()),
  notices: z.array(z.string()),
});

/** @throws StagegateError `policy` with the place of whatever is wrong in it */
export function parsePolicy(file: string, text: string): Policy {
  const read = (name: string, value: unknown) =>
    readArgument('parsePolicy', name, { option: ARGUMENTS.text, value });
  const policy = parseWholePolicy(read('the file', file), read('the text', text));
  return { file: policy.file, sha256: policy.sha256, stages: policy.stages, content: { ...policy.content } };
}

/**
 * The stage of each version after the whole history, or after its lines up to a moment. A version without an entry is
 * in `None`.
 * @throws StagegateError `input`
 */
export function stagesAfter(history: readonly HistoryLine[], until?: Date | string): Map<string, string> {
  const lines = check('stagesAfter', 'the history', {
    value: history,
    schema: LINES,
    takes: 'lines of history()',
  });
  const at = readArgument('stagesAfter', 'the time', { option: HISTORY.at, value: until });
  return stagesAfterLines(lines, typeof at === 'string' ? parseMoment(at) : at);
}

/** An outcome under the names of the action's outputs. @throws StagegateError `input` */
export function toOutputs(outcome: Outcome): Outputs {
  const takes = 'what promote, check, rollback, confirm or register resolved to';
  return toOutputsOf(check('toOutputs', 'the outcome', { value: outcome, schema: OUTCOME, takes }));
}

/** `file:line:column`, as editors and GitHub understand it. @throws StagegateError `input` */
export function formatPlace(place: Place): string {
  return formatKnownPlace(
    check('formatPlace', 'the place', { value: place, schema: PLACE, takes: "an error's place" }),
  );
}

/** Checks the value's shape and returns the value itself, not a copy. */
function check<T>(
  call: string,
  name: string,
  { value, schema, takes }: { value: T; schema: z.ZodMiniType; takes: string },
): T {
  const option: Option<unknown> = { schema, takes, optional: false };
  readArgument(call, name, { option, value });
  return value;
}
