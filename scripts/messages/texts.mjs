import ts from 'typescript';
import { Lists } from './lists.mjs';
import { hole, isHole, isWords, nameOf, nameOfWords, nameText } from './names.mjs';
import { bare, propertyOf } from './project.mjs';
import { isEmptyText, isLiteral, isNothing, isOfErrors, keyOf } from './syntax.mjs';
import { ABSENT, ROOT, UNKNOWN } from './values.mjs';

const MOST_NESTED = 5;
const MOST_TRIED = 60;
const SAME_TEXT = ['replace', 'replaceAll', 'trim', 'trimEnd', 'trimStart', 'toString', 'normalize'];

/**
 * Follows expressions to the texts that they can become. What isn't constant is a hole: `there is no model ‹model›`.
 */
export class Texts extends Lists {
  constructor(project) {
    super(project);
    this.nested = 0;
    this.known = new Map();
    /** How many alternatives within a text are written out one by one. */
    this.most = Infinity;
    /** What a hole can stand for, where that is too much to write out each time. */
    this.sets = new Map();
  }

  onSet(name, words) {
    const known = this.sets.get(name) ?? new Set();
    for (const each of words) known.add(each);
    this.sets.set(name, known);
  }

  /** Every text that an expression can become, with the choices that lead to it. */
  all(node, env = ROOT, fixed = this.memo) {
    return this.runs(() => this.text(node, env), fixed);
  }

  /** The text of an expression by the choices of this run; null without one. */
  text(node, env = ROOT) {
    node = bare(node);
    if (ts.isStringLiteralLike(node)) return node.text;
    if (ts.isNumericLiteral(node)) return node.text.replaceAll('_', '');
    if (ts.isTemplateExpression(node))
      return node.templateSpans.reduce(
        (text, { expression, literal }) => `${text}${this.within(expression, env)}${literal.text}`,
        node.head.text,
      );
    if (ts.isBinaryExpression(node)) {
      const kind = node.operatorToken.kind;
      if (kind === ts.SyntaxKind.PlusToken && this.isText(node))
        return `${this.within(node.left, env)}${this.within(node.right, env)}`;
      if (kind === ts.SyntaxKind.QuestionQuestionToken && isEmptyText(node.right))
        return this.text(node.left, env);
    }
    if (ts.isCallExpression(node)) {
      const text = this.textOfCall(node, env);
      if (text !== undefined) return text;
    }
    if (isNothing(node)) return null;
    const head = this.value(node, env);
    if (head === ABSENT) return null;
    if (head === UNKNOWN || head.node === node)
      return this.literalType(node) ?? hole(nameOf(node, this.checker));
    if (isNothing(head.node)) return null;
    if (ts.isArrowFunction(head.node) || ts.isFunctionExpression(head.node))
      return this.text(this.oneReturn(head.node, null, head.env).node, head.env);
    if (isLiteral(head.node)) return hole(nameOf(node, this.checker));
    const text = this.text(head.node, head.env);
    return isHole(text) && text !== '' ? hole(nameOf(node, this.checker)) : text;
  }

  /** The text of a property of an expression's value; null without one. */
  textOfProperty(node, name, env = ROOT) {
    const source = this.value(node, env);
    if (source === ABSENT) return null;
    const found = this.pick(source, name, node);
    return found === UNKNOWN || found === ABSENT ? null : this.text(found.node, found.env);
  }

  /** Whether a text is another error's message, as it is or shortened. */
  passesOn(node) {
    node = bare(node);
    if (ts.isIdentifier(node)) {
      const declaration = this.project.symbolOf(node)?.declarations?.[0];
      if (declaration === undefined) return false;
      if (ts.isVariableDeclaration(declaration) && declaration.initializer !== undefined)
        return this.passesOn(declaration.initializer);
      if (!ts.isBindingElement(declaration) || !ts.isObjectBindingPattern(declaration.parent)) return false;
      const type = this.checker.getTypeAtLocation(declaration.parent);
      return isOfErrors(propertyOf(this.checker, type, (declaration.propertyName ?? declaration.name).text));
    }
    if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression))
      return this.passesOn(node.expression.expression);
    return ts.isPropertyAccessExpression(node) && isOfErrors(this.checker.getSymbolAtLocation(node.name));
  }

  /** What is typed as one text is that text, even if it can't be followed. */
  literalType(node) {
    const type = this.checker.getTypeAtLocation(node);
    return type.isStringLiteral() ? type.value : undefined;
  }

  isText(node) {
    return (this.checker.getTypeAtLocation(node).flags & ts.TypeFlags.StringLike) !== 0;
  }

  /** Calls that make a text of others; undefined for any other call. */
  textOfCall(node, env) {
    const { expression: callee } = node;
    if (callee.getText() === 'JSON.stringify') {
      return `"${this.quoted(node.arguments[0])}"`;
    }
    if (callee.getText() === 'String') return this.text(node.arguments[0], env);
    if (!ts.isPropertyAccessExpression(callee)) return undefined;
    const method = callee.name.text;
    if (method === 'join') return this.joined(callee.expression, node.arguments[0], env);
    if (SAME_TEXT.includes(method) && this.isText(callee.expression))
      return this.text(callee.expression, env);
    return undefined;
  }

  /** A list of parts written one after another, as far as they are known; else a hole. */
  joined(list, separator, env) {
    let node = bare(list);
    while (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
      if (!['filter', 'flat'].includes(node.expression.name.text)) break;
      node = bare(node.expression.expression);
    }
    const between = separator === undefined ? ',' : (this.text(separator, env) ?? '');
    const head = this.value(node, env);
    const isPlain = head !== ABSENT && head !== UNKNOWN && ts.isArrayLiteralExpression(head.node);
    if (!isPlain) return hole(nameOf(node, this.checker));
    const all = head.node.elements;
    const parts = all.map((each) => {
      if (!ts.isSpreadElement(each)) return this.within(each, head.env);
      // further elements of a list, of which there may be none
      return all.length > 1 && isMapped(each.expression, this)
        ? null
        : this.spread(each.expression, head.env);
    });
    const text = parts.filter((part) => part !== null && part !== '').join(between);
    return text === '' ? hole(nameOf(node, this.checker)) : text;
  }

  /** A name: only what is typed as one text is that text. */
  quoted(node) {
    const inner = bare(node);
    const isElse =
      ts.isBinaryExpression(inner) && inner.operatorToken.kind === ts.SyntaxKind.QuestionQuestionToken;
    const name = isElse ? inner.left : inner;
    return this.literalType(name) ?? hole(nameOf(name, this.checker));
  }

  /** What is spread into a list of parts: nothing, or one of them. */
  spread(node, env) {
    const elements = this.elements(node, env);
    if (elements.length === 0) return hole(nameOf(bare(node), this.checker));
    const { node: each, env: inner } =
      elements[this.choose(`part ${keyOf(node)} ${env.id}`, elements.length)];
    return this.text(each, inner);
  }

  /** A text within another one. Names and numbers are holes: only words are followed. */
  within(node, env) {
    const name = hole(isWords(node) ? nameOfWords(node) : nameOf(bare(node), this.checker));
    if (this.apart.includes(nameText(bare(node)))) return name;
    const texts = this.textsWithin(node, env);
    if (texts.size >= MOST_TRIED) {
      if (isWords(node)) this.onSet(name, [...texts]);
      return name;
    }
    const words = [...texts].filter((text) => !isHole(text) || text === '');
    if (texts.size === 1) return [...texts][0] || name;
    if (words.every((text) => text === '')) return name;
    if (words.length < texts.size && !isWords(node)) return name;
    const isShort = words.every((text) => text !== '' && text.length < 22 && !text.includes('‹'));
    if (isShort && words.length > 2) return words.length > 6 ? name : `‹${words.sort().join(' | ')}›`;
    if (words.length <= this.most) return this.text(node, env) ?? '';
    if (isWords(node)) this.onSet(name, words);
    return name;
  }

  /** The texts that an expression within another text can become; a name that isn't constant ends the search. */
  textsWithin(node, env) {
    const key = `${keyOf(node)} ${env.id}`;
    const known = this.known.get(key);
    if (known !== undefined) return known;
    if (this.nested >= MOST_NESTED || this.fuel < 0) return new Set();
    const wasDepending = this.depends;
    this.depends = false;
    this.nested += 1;
    const isEnough = (text) => text !== null && text !== '' && isHole(text) && !isWords(node);
    const found = this.runs(() => this.text(node, env), this.memo, MOST_TRIED, isEnough);
    const texts = new Set(found.map(({ value }) => value ?? ''));
    this.nested -= 1;
    if (this.fuel < 0) return new Set();
    if (!this.depends) this.known.set(key, texts);
    this.depends ||= wasDepending;
    return texts;
  }
}

/** A list that is made of another one, or a name for it. */
function isMapped(node, texts) {
  const head = texts.value(node, ROOT);
  const inner = bare(head.node ?? node);
  return ts.isCallExpression(inner) && /\.(?:map|flatMap)$/.test(inner.expression.getText());
}
