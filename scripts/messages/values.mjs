import ts from 'typescript';
import { Choices, DEAD } from './choices.mjs';
import { bare, functionOf, propertyOf, returnsOf } from './project.mjs';
import { isForeignNode, isNothing, keyOf, scopeOf, textOf } from './syntax.mjs';

export const ABSENT = Symbol('a property that is not given');
export const UNKNOWN = Symbol('a value that can not be followed');

/** Limits for code that calls itself. */
export const MOST_CALLS = 6;
export const MOST_STEPS = 150;

export const RECEIVERS = [
  'filter',
  'slice',
  'sort',
  'toSorted',
  'reverse',
  'toReversed',
  'catch',
  'finally',
  'values',
];
const PICKS = ['find', 'findLast', 'at', 'pop', 'shift'];
const LOOPS = ['map', 'flatMap', 'find', 'findLast', 'filter', 'some', 'every', 'forEach'];

/** The surroundings of code whose callers aren't known. */
export const ROOT = { id: '', fn: null, call: null, caller: null, parent: null, depth: 0 };

/** Follows expressions to where their values are written, as far as constants, parameters and returns lead. */
export class Values extends Choices {
  constructor(project) {
    super();
    this.project = project;
    this.checker = project.checker;
    /** The literal that the last message of a type was taken from. */
    this.carrier = null;
  }

  /** Follows an expression to where its value is written. */
  value(node, env) {
    node = bare(node);
    this.steps += 1;
    this.fuel -= 1;
    if (this.steps > MOST_STEPS || this.fuel < 0) return { node, env };
    try {
      return this.step(node, env);
    } finally {
      this.steps -= 1;
    }
  }

  step(node, env) {
    if (ts.isIdentifier(node)) return this.valueOfName(node, env);
    if (ts.isConditionalExpression(node)) {
      const branch = this.choose(`if ${textOf(node.condition)} ${scopeOf(node)} ${env.id}`, 2);
      return this.value(branch === 0 ? node.whenTrue : node.whenFalse, env);
    }
    if (ts.isBinaryExpression(node)) {
      const { kind } = node.operatorToken;
      if (kind === ts.SyntaxKind.AmpersandAmpersandToken) return this.value(node.right, env);
      if (kind === ts.SyntaxKind.QuestionQuestionToken || kind === ts.SyntaxKind.BarBarToken) {
        const branch = this.choose(`else ${keyOf(node)} ${env.id}`, 2);
        if (branch === 1) return this.value(node.right, env);
        const left = this.value(node.left, env);
        if (left === ABSENT || (left !== UNKNOWN && isNothing(left.node))) throw DEAD;
        return left;
      }
    }
    if (ts.isPropertyAccessExpression(node)) return this.property(node.expression, node.name.text, node, env);
    if (ts.isElementAccessExpression(node)) {
      const index = bare(node.argumentExpression);
      if (ts.isStringLiteralLike(index)) return this.property(node.expression, index.text, node, env);
      return this.member(node.expression, index, node, env);
    }
    if (ts.isCallExpression(node)) return this.valueOfCall(node, env);
    return { node, env };
  }

  valueOfName(node, env) {
    const symbol = this.project.symbolOf(node);
    const declaration = symbol?.declarations?.[0];
    if (declaration === undefined) return { node, env };
    if (ts.isVariableDeclaration(declaration)) return this.valueOfVariable(declaration, symbol, node, env);
    if (ts.isBindingElement(declaration)) return this.valueOfBinding(declaration, env) ?? { node, env };
    if (ts.isParameter(declaration)) return this.argument(declaration, env) ?? { node, env };
    return { node, env };
  }

  valueOfVariable(declaration, symbol, node, env) {
    if (ts.isForOfStatement(declaration.parent.parent)) {
      const elements = this.elements(declaration.parent.parent.expression, env);
      if (elements.length === 0) return { node, env };
      const each = elements[this.choose(`of ${keyOf(declaration)} ${env.id}`, elements.length)];
      return this.value(each.node, each.env);
    }
    const isConstant = (declaration.parent.flags & ts.NodeFlags.Const) !== 0;
    const values = [
      ...(declaration.initializer === undefined ? [] : [declaration.initializer]),
      ...(isConstant ? [] : (this.project.assigned.get(symbol) ?? [])),
    ];
    if (values.length === 0) return { node, env };
    return this.value(values[this.choose(`set ${keyOf(declaration)} ${env.id}`, values.length)], env);
  }

  valueOfBinding(declaration, env) {
    const pattern = declaration.parent;
    const owner = pattern.parent;
    let source;
    if (ts.isVariableDeclaration(owner)) {
      if (ts.isForOfStatement(owner.parent.parent))
        source = this.valueOfVariable(owner, undefined, owner, env);
      else source = owner.initializer === undefined ? null : this.value(owner.initializer, env);
    } else if (ts.isParameter(owner)) source = this.argument(owner, env);
    else source = this.valueOfBinding(owner, env);
    if (source === null || source === undefined) source = { node: owner, env };
    if (source === ABSENT) return ABSENT;
    const found = ts.isObjectBindingPattern(pattern)
      ? this.pick(source, (declaration.propertyName ?? declaration.name).text, owner)
      : this.pickAt(source, pattern.elements.indexOf(declaration), declaration, env);
    if (found === UNKNOWN) return null;
    if (found === ABSENT && declaration.initializer !== undefined)
      return this.value(declaration.initializer, env);
    return found;
  }

  /** What a parameter stands for; null where no call tells. */
  argument(parameter, env) {
    const fn = parameter.parent;
    const index = fn.parameters.filter(({ name }) => name.getText() !== 'this').indexOf(parameter);
    const looped = this.loopedOver(fn, index, env);
    if (looped !== undefined) return looped;
    const bound = this.binding(fn, env);
    if (bound === null) return null;
    const given = bound.call.arguments?.[index];
    if (given === undefined || ts.isSpreadElement(given))
      return parameter.initializer === undefined ? ABSENT : this.value(parameter.initializer, env);
    return this.value(given, bound.caller);
  }

  /** An element of the list that a callback gets; undefined for any other function. */
  loopedOver(fn, index, env) {
    const { parent: call } = fn;
    if (!ts.isCallExpression(call) || !ts.isPropertyAccessExpression(call.expression)) return undefined;
    if (!LOOPS.includes(call.expression.name.text) || call.arguments[0] !== fn) return undefined;
    if (index !== 0) return null;
    const elements = this.elements(call.expression.expression, env);
    if (elements.length === 0) return null;
    const each = elements[this.choose(`each ${keyOf(fn)} ${env.id}`, elements.length)];
    return this.value(each.node, each.env);
  }

  /** The call to take a function's parameters from: the one that led to it, else any of its calls. */
  binding(fn, env) {
    for (let at = env; at !== null; at = at.parent) if (at.fn === fn) return at.call === null ? null : at;
    const calls = this.project.callsOf(fn).filter((call) => functionOf(call) !== fn);
    if (calls.length === 0 || env.depth >= MOST_CALLS) return null;
    const call = calls[this.choose(`call ${keyOf(fn)} ${env.id}`, calls.length)];
    const caller = { ...ROOT, id: `${env.id}<${keyOf(call)}`, depth: env.depth + 1 };
    return { ...ROOT, fn, call, caller };
  }

  property(of, name, access, env) {
    const source = this.value(of, env);
    if (source === ABSENT) return ABSENT;
    const found = this.pick(source, name, of);
    return found === UNKNOWN ? { node: access, env } : found;
  }

  /** A property of a value: as its object literal has it, else as any literal of its type may. */
  pick(source, name, of) {
    if (source !== UNKNOWN && ts.isObjectLiteralExpression(source.node)) {
      const found = this.pickFromLiteral(source, name);
      if (found !== UNKNOWN && name === 'message') this.carrier = source;
      if (found !== UNKNOWN) return found;
    }
    if (source !== UNKNOWN && isNothing(source.node)) throw DEAD;
    const where = source === UNKNOWN ? of : source.node;
    const type = this.checker.getTypeAtLocation(where);
    const symbol = propertyOf(this.checker, type, name);
    const own = (symbol?.declarations ?? []).filter((each) => !isForeignNode(each));
    if (own.length === 0) return UNKNOWN;
    // a literal that has a message is chosen by it, so that its hint goes with it
    const anchor =
      ['message', 'reason'].find((each) => propertyOf(this.checker, type, each) !== undefined) ?? name;
    const declared = anchor === name ? own : (propertyOf(this.checker, type, anchor)?.declarations ?? []);
    const values = this.project.valuesOf(declared, anchor);
    if (values.length === 0) return UNKNOWN;
    const id = `${source === UNKNOWN ? '' : source.env.id}.${keyOf(where)}${anchor === name ? name : ''}`;
    const depth = (source === UNKNOWN ? 0 : source.env.depth) + 1;
    if (depth > MOST_CALLS) return UNKNOWN;
    const each = values[this.choose(`any ${id}`, values.length)];
    const env = { ...ROOT, id: `${id}=${keyOf(each)}`, depth };
    if (anchor === 'message') this.carrier = { node: each.parent, env };
    return anchor === name
      ? this.valueOfProperty(each, env)
      : this.pickFromLiteral({ node: each.parent, env }, name);
  }

  pickFromLiteral({ node, env }, name) {
    for (const each of [...node.properties].reverse()) {
      if (ts.isSpreadAssignment(each)) {
        const inner = this.value(each.expression, env);
        const type = this.checker.getTypeAtLocation(each.expression);
        if (propertyOf(this.checker, type, name) === undefined) continue;
        const found = inner === ABSENT ? ABSENT : this.pick(inner, name, each.expression);
        if (found !== ABSENT) return found;
      } else if (each.name !== undefined && textOf(each.name).replaceAll(/^['"]|['"]$/g, '') === name)
        return this.valueOfProperty(each, env);
    }
    return ABSENT;
  }

  valueOfProperty(property, env) {
    if (ts.isPropertyAssignment(property)) return this.value(property.initializer, env);
    if (ts.isShorthandPropertyAssignment(property)) return this.valueOfName(property.name, env);
    return { node: property, env };
  }

  pickAt(source, index, declaration, env) {
    if (source === UNKNOWN || source === ABSENT) return UNKNOWN;
    if (!ts.isArrayLiteralExpression(source.node)) {
      if (declaration === undefined || declaration.dotDotDotToken !== undefined) return UNKNOWN;
      const elements = this.elements(source.node, source.env);
      if (elements.length === 0) return UNKNOWN;
      const each = elements[this.choose(`first ${keyOf(declaration)} ${env.id}`, elements.length)];
      return this.value(each.node, each.env);
    }
    const each = source.node.elements[index];
    if (each === undefined) return ABSENT;
    if (each.dotDotDotToken !== undefined) return UNKNOWN;
    return ts.isSpreadElement(each) ? UNKNOWN : this.value(each, source.env);
  }

  /** What stands at an index or under a key that isn't constant: any of all. */
  member(of, index, access, env) {
    const source = this.value(of, env);
    if (source === ABSENT || source === UNKNOWN) return { node: access, env };
    if (ts.isNumericLiteral(index)) {
      const found = this.pickAt(source, Number(index.text));
      return found === UNKNOWN ? { node: access, env } : found;
    }
    const members = ts.isObjectLiteralExpression(source.node)
      ? source.node.properties.filter((each) => !ts.isSpreadAssignment(each))
      : ts.isArrayLiteralExpression(source.node)
        ? source.node.elements
        : [];
    if (members.length === 0) return { node: access, env };
    const each = members[this.choose(`in ${keyOf(access)} ${env.id}`, members.length)];
    return ts.isExpression(each) ? this.value(each, source.env) : this.valueOfProperty(each, source.env);
  }

  valueOfCall(node, env) {
    const callee = bare(node.expression);
    if (ts.isPropertyAccessExpression(callee)) {
      const method = callee.name.text;
      if (RECEIVERS.includes(method)) return this.value(callee.expression, env);
      if (callee.getText() === 'Promise.resolve' && node.arguments.length > 0)
        return this.value(node.arguments[0], env);
      if (PICKS.includes(method)) {
        const elements = this.elements(callee.expression, env);
        if (elements.length === 0) return { node, env };
        const each = elements[this.choose(`pick ${keyOf(node)} ${env.id}`, elements.length)];
        return this.value(each.node, each.env);
      }
    }
    const fn = this.functionOfCall(node, callee, env);
    if (fn === null || env.depth >= MOST_CALLS) return { node, env };
    const inner = {
      ...{ id: `${env.id}>${keyOf(node)}`, fn: fn.node, call: node, caller: env },
      ...{ parent: fn.env, depth: env.depth + 1 },
    };
    const found = this.oneReturn(fn.node, inner, env);
    return found === null ? { node, env } : this.value(found.node, found.env);
  }

  /** The function that a call calls, with its body. */
  functionOfCall(node, callee, env) {
    const declaration = this.checker.getResolvedSignature(node)?.declaration;
    if (declaration !== undefined && ts.isFunctionLike(declaration) && declaration.body !== undefined)
      return ts.isConstructorDeclaration(declaration) ? null : { node: declaration, env };
    const head = this.value(callee, env);
    if (head === ABSENT || head === UNKNOWN) return null;
    return ts.isFunctionLike(head.node) && head.node.body !== undefined ? head : null;
  }

  oneReturn(fn, inner, env) {
    const bound = inner ?? { ...ROOT, id: `${env.id}()${keyOf(fn)}`, fn, parent: env, depth: env.depth + 1 };
    const returns = returnsOf(fn);
    if (returns.length === 0) return null;
    return { node: returns[this.choose(`return ${bound.id}`, returns.length)], env: bound };
  }
}
