import ts from 'typescript';
import { isHole } from './names.mjs';
import { functionOf } from './project.mjs';
import { Texts } from './texts.mjs';
import { ROOT } from './values.mjs';

/*
 * Finds what the project can say to people, wherever it is in the sources: errors by their class, gate reasons and
 * warnings by their types, notices by their property.
 */

const ERROR = 'StagegateError';
/** The most steps for following texts, so that one place can't take forever. */
const FUEL = 150_000;
const HINT_FUEL = 20_000;
const MOST_HINTS = 8;
/** How many alternatives within a text are written out: fewer, where that makes too many messages. */
const WITHIN = [14, 3, 1];
const MOST_TEXTS = 16;

export class Messages {
  constructor(project) {
    this.project = project;
    this.texts = new Texts(project);
    /** Places whose text could not be found. */
    this.unresolved = [];
  }

  /** All that the project can say. */
  all() {
    return [
      ...this.errors(),
      ...this.gates(),
      ...this.notices(),
      ...this.others(),
      ...this.inner(),
      ...this.parts(),
    ];
  }

  /** Every error: code, message, hints. One that only passes another error's message on adds nothing. */
  errors() {
    const { texts } = this;
    return this.errorCalls().flatMap((call) => {
      const [code, message, details] = call.arguments;
      const known = this.runs(
        () => {
          texts.carrier = null;
          return { code: texts.text(code), message: texts.text(message), carrier: texts.carrier };
        },
        ({ message: text }) => text,
      );
      if (known.length === 0 && !texts.passesOn(message)) this.unresolved.push(this.project.placeOf(call));
      return known.map(({ value, memo }) => ({
        ...{
          kind: 'error',
          code: value.code,
          text: value.message,
          hints: this.hints(details, value.carrier, memo),
        },
        ...{ cause: causeOf(call), file: this.project.fileOf(call) },
      }));
    });
  }

  /** The calls that make one of the project's errors, also as the base of a class of errors. */
  errorCalls() {
    const { project } = this;
    const isError = ({ parent }) => parent.name?.text === ERROR;
    return project
      .constructors()
      .filter(isError)
      .flatMap((fn) => project.callsOf(fn));
  }

  /** Every text of one place, with fewer alternatives spelled out where they multiply. */
  runs(work, textIn) {
    const { texts } = this;
    let best = [];
    for (const most of WITHIN) {
      texts.most = most;
      texts.fuel = FUEL;
      texts.known.clear();
      const runs = readable(texts.runs(work), textIn);
      // with fewer, there may be no word left
      if (
        best.length === 0 ||
        (runs.length > 0 && runs.every(({ value }) => wordsIn(textIn?.(value) ?? value) > 2))
      )
        best = runs;
      if (best.length <= MOST_TEXTS) break;
    }
    return best;
  }

  hints(details, carrier, memo) {
    const { texts } = this;
    texts.fuel = HINT_FUEL;
    const own = carrier === null ? [] : texts.runs(() => textOf(texts, carrier, 'hint'), memo, MOST_HINTS);
    const found =
      own.some(({ value }) => value !== null) || details === undefined
        ? own
        : texts.runs(() => texts.textOfProperty(details, 'hint'), memo, MOST_HINTS);
    return [...new Set(found.map(({ value }) => value?.trim()))].filter((text) => text && !isHole(text));
  }

  /** Why a gate doesn't pass: kind of gate, verdicts, reason. */
  gates() {
    const { texts } = this;
    texts.apart = ['reason'];
    const rows = this.propertiesOf('GateResult', 'reason').flatMap((property) => {
      const literal = { node: property.parent, env: ROOT };
      const runs = this.runs(() => textOf(texts, literal, 'reason'));
      return runs.flatMap(({ value, memo }) => {
        texts.fuel = HINT_FUEL;
        const every = (name) => [
          ...new Set(texts.runs(() => textOf(texts, literal, name), memo, 20).map((run) => run.value)),
        ];
        const verdicts = every('verdict').filter((verdict) => verdict !== null);
        if (verdicts.length === 1 && verdicts[0] === 'pass') return [];
        const [gate = null] = every('gate').filter((name) => name !== null && !isHole(name));
        return [
          {
            ...{
              kind: 'gate',
              gate,
              verdicts: verdicts.filter((verdict) => !isHole(verdict)).sort(),
              text: value,
            },
            ...{ hints: [], cause: null, file: this.project.fileOf(property) },
          },
        ];
      });
    });
    texts.apart = [];
    return rows;
  }

  /** What is said beside an outcome. */
  notices() {
    const { texts } = this;
    texts.apart = ['notices', 'message'];
    const lists = [
      ...(this.project.properties.get('notices') ?? []).flatMap((each) =>
        ts.isPropertyAssignment(each) ? [each.initializer] : [each.name],
      ),
      ...this.project.lists.filter((list) => !isNotices(list.parent) && addsNotices(list)),
    ];
    const rows = lists.flatMap((list) => {
      const runs = this.runs(
        () => {
          const elements = texts.elements(list, ROOT);
          const { node, env } = elements[texts.choose(`notice of ${list.pos}`, elements.length)];
          return { text: texts.text(node, env), node };
        },
        ({ text }) => text,
      );
      return runs.map(({ value }) => ({
        ...{
          kind: 'notice',
          text: value.text,
          hints: [],
          cause: null,
          file: this.project.fileOf(value.node),
        },
      }));
    });
    texts.apart = [];
    return rows;
  }

  /** Messages of other types: warnings, problems of reports, findings of verify. */
  others() {
    const { texts } = this;
    texts.apart = ['message'];
    const rows = (this.project.properties.get('message') ?? []).flatMap((property) => {
      const owner = this.ownerOf(property);
      if (owner === null || owner === ERROR) return [];
      const literal = { node: property.parent, env: ROOT };
      const runs = this.runs(() => textOf(texts, literal, 'message'));
      return runs.map(({ value, memo }) => {
        texts.fuel = HINT_FUEL;
        const hints = texts
          .runs(() => textOf(texts, literal, 'hint'), memo, MOST_HINTS)
          .map((run) => run.value);
        return {
          ...{
            kind: 'other',
            owner,
            text: value,
            hints: [...new Set(hints)].filter((hint) => hint && !isHole(hint)),
          },
          ...{ cause: null, file: this.project.fileOf(property) },
        };
      });
    });
    texts.apart = [];
    return rows;
  }

  /** What holes of the other messages can stand for, where those don't spell it out. */
  parts() {
    return [...this.texts.sets].flatMap(([name, texts]) =>
      [...texts]
        .filter((text) => wordsIn(text) > 2 && text === text.trim())
        .map((text) => ({ kind: 'part', owner: name, text, hints: [], cause: null, file: null })),
    );
  }

  /** Errors of other classes: they don't leave the program, and something else passes their words on. */
  inner() {
    const { texts, project } = this;
    const isInner = ({ parent }) => {
      const base = parent.heritageClauses?.[0]?.types[0]?.getText() ?? '';
      return (
        parent.name !== undefined && parent.name.text !== ERROR && base !== ERROR && base.endsWith('Error')
      );
    };
    return project
      .constructors()
      .filter(isInner)
      .flatMap((fn) => {
        const at = fn.parameters.findIndex(({ name }) => /message|words|text/.test(name.getText()));
        return project.callsOf(fn).flatMap((call) => {
          const argument = call.arguments?.[at];
          if (argument === undefined) return [];
          return this.runs(() => texts.text(argument)).map(({ value }) => ({
            ...{ kind: 'other', owner: fn.parent.name.text, text: value, hints: [], cause: causeOf(call) },
            ...{ file: project.fileOf(call) },
          }));
        });
      });
  }

  /** The interface of the project whose message a property is. */
  ownerOf(property) {
    for (const declaration of this.project.declarationsOf(property)) {
      const owner = ts.findAncestor(
        declaration,
        (node) => ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node),
      );
      if (owner !== undefined && this.project.sources.includes(owner.getSourceFile())) return owner.name.text;
    }
    const isWarning = (node) => ts.isPropertyAssignment(node) && node.name.getText() === 'warnings';
    return ts.findAncestor(property, isWarning) === undefined ? null : 'Warning';
  }

  propertiesOf(type, name) {
    return (this.project.properties.get(name) ?? []).filter((property) =>
      this.project
        .declarationsOf(property)
        .some(({ parent }) => ts.isInterfaceDeclaration(parent) && parent.name.text === type),
    );
  }
}

/** Runs with a text that says something. */
function readable(runs, textIn = (value) => value) {
  const known = runs.filter(({ value }) => {
    const text = textIn(value);
    return text !== null && !isHole(text);
  });
  const whole = known.filter(({ value }) => textIn(value) === textIn(value).trim());
  return whole.length > 0 ? whole : known;
}

function wordsIn(text) {
  return (text ?? '').replaceAll(/‹[^›]*›/gu, ' ').match(/\p{L}{2,}/gu)?.length ?? 0;
}

function textOf(texts, literal, name) {
  const found = texts.pickFromLiteral(literal, name);
  return found.node === undefined ? null : texts.text(found.node, found.env);
}

function isNotices(node) {
  return ts.isPropertyAssignment(node) && node.name.getText() === 'notices';
}

/** Whether a list takes in the notices of something else. */
function addsNotices(list) {
  return list.elements.some(
    (each) =>
      ts.isSpreadElement(each) &&
      ts.isPropertyAccessExpression(each.expression) &&
      each.expression.name.text === 'notices',
  );
}

/** What the comment above a throwing statement, or above a function that only makes this error, says. */
function causeOf(call) {
  const statement = ts.findAncestor(
    call,
    (node) => ts.isThrowStatement(node) || ts.isReturnStatement(node) || ts.isIfStatement(node),
  );
  const source = call.getSourceFile();
  for (let node = statement; node !== undefined && node !== functionOf(call)?.body; node = node.parent) {
    const [comment] = (ts.getLeadingCommentRanges(source.text, node.getFullStart()) ?? []).slice(-1);
    if (comment !== undefined) return sentence(source.text.slice(comment.pos, comment.end));
  }
  return null;
}

function sentence(comment) {
  const text = comment
    .replaceAll(/^\/\*\*?|\*\/$|^\s*(?:\/\/|\*)/gm, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
  return text === '' || text.startsWith('@') ? null : text.replace(/ @\w+ .*$/, '');
}
