import ts from 'typescript';
import { bare, returnsOf } from './project.mjs';
import { keyOf } from './syntax.mjs';
import { ABSENT, MOST_CALLS, MOST_STEPS, RECEIVERS, ROOT, UNKNOWN, Values } from './values.mjs';

/** Follows lists to the elements that they can have. */
export class Lists extends Values {
  constructor(project) {
    super(project);
    /** Properties whose values are looked at for themselves, so that they aren't followed from other places. */
    this.apart = [];
  }

  /** The elements that a list can have. */
  elements(node, env) {
    node = bare(node);
    if (this.steps > MOST_STEPS) return [];
    this.steps += 1;
    try {
      return this.elementsOf(node, env);
    } finally {
      this.steps -= 1;
    }
  }

  elementsOf(node, env) {
    if (ts.isArrayLiteralExpression(node))
      return node.elements.flatMap((each) =>
        ts.isSpreadElement(each) ? this.elements(each.expression, env) : [{ node: each, env }],
      );
    if (ts.isConditionalExpression(node))
      return [...this.elements(node.whenTrue, env), ...this.elements(node.whenFalse, env)];
    if (ts.isBinaryExpression(node))
      return [...this.elements(node.left, env), ...this.elements(node.right, env)];
    if (ts.isIdentifier(node)) {
      const symbol = this.project.symbolOf(node);
      const pushed = symbol === undefined ? [] : (this.project.assigned.get(symbol) ?? []);
      const head = this.value(node, env);
      const own =
        head === ABSENT || head === UNKNOWN || head.node === node ? [] : this.elements(head.node, head.env);
      return [
        ...own,
        ...pushed.flatMap((each) =>
          ts.isSpreadElement(each) ? this.elements(each.expression, env) : [{ node: each, env }],
        ),
      ];
    }
    if (ts.isCallExpression(node)) return this.elementsOfCall(node, env);
    if (ts.isPropertyAccessExpression(node)) {
      if (this.apart.includes(node.name.text)) return [];
      const head = this.value(node, env);
      return head === ABSENT || head === UNKNOWN || head.node === node
        ? []
        : this.elements(head.node, head.env);
    }
    return [];
  }

  elementsOfCall(node, env) {
    const callee = bare(node.expression);
    if (ts.isPropertyAccessExpression(callee)) {
      const method = callee.name.text;
      if (method === 'map' || method === 'flatMap') {
        const fn = bare(node.arguments[0]);
        const made = ts.isIdentifier(fn) ? this.value(fn, env) : { node: fn, env };
        const { node: body } = made;
        const isFunction = body !== undefined && ts.isFunctionLike(body);
        const declared = isFunction
          ? body
          : this.checker.getTypeAtLocation(fn).getCallSignatures()[0]?.declaration;
        if (declared?.body === undefined) return [];
        const inner = {
          ...ROOT,
          ...{ id: `${env.id}*${keyOf(node)}`, fn: declared, parent: env, depth: env.depth + 1 },
        };
        const returned = returnsOf(declared);
        return method === 'map'
          ? returned.map((each) => ({ node: each, env: inner }))
          : returned.flatMap((each) => this.elements(each, inner));
      }
      if (RECEIVERS.includes(method) || method === 'flat' || method === 'concat')
        return [callee.expression, ...(method === 'concat' ? node.arguments : [])].flatMap((each) =>
          this.elements(each, env),
        );
    }
    const fn = this.functionOfCall(node, callee, env);
    if (fn === null || env.depth >= MOST_CALLS) return [];
    const inner = {
      ...{ id: `${env.id}>${keyOf(node)}`, fn: fn.node, call: node, caller: env },
      ...{ parent: fn.env, depth: env.depth + 1 },
    };
    return returnsOf(fn.node).flatMap((each) => this.elements(each, inner));
  }
}
