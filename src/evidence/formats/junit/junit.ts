import { SaxesParser, type SaxesTagPlain } from 'saxes';
import { decodeText, refuseConflictMarkers, unreadableAt } from '../../decode.js';
import { UnreadableReport, type Statement, type TestCounts } from '../../evidence.js';
import { describePlainText, describeText } from '../../file-kind.js';
import { JUnitCounts } from './counts.js';

/** Far deeper than suites nest, and cheap for the parser to keep. */
const MAX_DEPTH = 200;

interface JUnitReading {
  readonly tests: TestCounts;
  /** Only a time: JUnit XML has no place for the rest. */
  readonly statement: Statement;
}

/**
 * Counts a JUnit XML file's test cases by their worst outcome. DTDs are not read, so a declared entity is an error and
 * can't expand.
 * @throws UnreadableReport when it is cut off, malformed or not a JUnit report
 */
export function readJUnit(bytes: Uint8Array): JUnitReading {
  const text = decodeText(bytes);
  if (!/^\s*</.test(text)) {
    refuseConflictMarkers(text);
    throw new UnreadableReport(`${describeText('', text) ?? describePlainText(text)}, not JUnit XML`);
  }
  const parser = new SaxesParser();
  const tally = new JUnitCounts();
  const here = () => ({ line: parser.line, column: parser.column });
  let depth = 0;
  let ended = false;

  parser.on('error', (error) => {
    if (ended) throw unreadableAt('is cut off', here());
    refuseConflictMarkers(text);
    throw unreadableAt(`is not well-formed XML: ${describe(error)}`, here());
  });
  parser.on('opentag', (tag: SaxesTagPlain) => {
    const name = readLocalName(tag.name);
    if (depth === 0) requireJUnitRoot(name, tag.name);
    depth += 1;
    if (depth > MAX_DEPTH) throw unreadableAt(`is nested deeper than ${MAX_DEPTH} levels`, here());
    const complaint = tally.open(name, new Map(Object.entries(tag.attributes)));
    if (complaint !== undefined) throw unreadableAt(complaint, here());
  });
  parser.on('closetag', () => {
    depth -= 1;
    tally.close();
  });

  parser.write(text);
  ended = true;
  parser.close();
  return { tests: tally.counts(), statement: tally.statement() };
}

/** Without its prefix and in lower case: `<Failure>` and `<j:failure>` mean `<failure>`. */
function readLocalName(name: string): string {
  return name.slice(name.lastIndexOf(':') + 1).toLowerCase();
}

function requireJUnitRoot(name: string, written: string): void {
  if (name === 'testsuites' || name === 'testsuite') return;
  throw new UnreadableReport(
    `is not JUnit XML: its root element is <${written.slice(0, 60)}>, not <testsuites> or <testsuite>`,
  );
}

/** The parser's messages start with the position and end with a full stop. */
function describe(error: Error): string {
  return error.message.replace(/^\d+:\d+: /, '').replace(/\.$/, '');
}
