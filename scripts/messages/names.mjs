import ts from 'typescript';
import { bare } from './project.mjs';
import { isForeignNode } from './syntax.mjs';

/** Whether a text has no letter and no digit besides its holes. */
export function isHole(text) {
  return text !== null && !/[\p{L}\d]/u.test(text.replaceAll(/‹[^›]*›/gu, ''));
}

export function hole(name) {
  return `‹${name}›`;
}

export function isWords(node) {
  const name = nameText(bare(node));
  return /^(?:message|hint|reason|why|words|problem|what|absence)$|^(?:why|tell|describe|explain)/i.test(
    name,
  );
}

export function nameOfWords(node) {
  const name = humanize(nameText(bare(node)));
  return name === 'message' ? 'cause' : name.replace(/^(tell|describe|explain) /, '');
}

export function nameText(node) {
  if (ts.isIdentifier(node)) return node.text;
  if (ts.isPropertyAccessExpression(node)) return node.name.text;
  if (ts.isCallExpression(node)) return nameText(bare(node.expression));
  return '';
}

/** A name for what fills a hole. */
export function nameOf(node, checker) {
  node = bare(node);
  if (ts.isIdentifier(node)) return humanize(node.text);
  if (ts.isPropertyAccessExpression(node)) {
    const name = node.name.text;
    if (name === 'length' || name === 'size') return `number of ${nameOf(node.expression, checker)}`;
    if (['name', 'text', 'value', 'message'].includes(name)) {
      const of = bare(node.expression);
      const owner = ts.isIdentifier(of) || ts.isPropertyAccessExpression(of) ? nameOf(of, checker) : '';
      if (name === 'message') return /error|cause|failure/.test(owner) || owner === '' ? 'cause' : owner;
      return owner === '' || owner === 'this' ? humanize(name) : owner;
    }
    return humanize(name);
  }
  if (ts.isElementAccessExpression(node)) return nameOf(node.expression, checker);
  if (ts.isCallExpression(node)) {
    const callee = bare(node.expression);
    const method = ts.isPropertyAccessExpression(callee) ? callee.name.text : '';
    const isBuiltin = method !== '' && isForeign(node, checker);
    if (isBuiltin && !callee.getText().startsWith('JSON.')) {
      const of = bare(callee.expression);
      if (!(ts.isIdentifier(of) && /^[A-Z]/.test(of.text))) return nameOf(of, checker);
    }
    if (node.arguments.length > 0) {
      const name = nameOf(node.arguments[0], checker);
      if (name !== '…') return name;
    }
    return humanize(method || nameText(callee));
  }
  if (ts.isTemplateExpression(node)) return nameOf(node.templateSpans[0].expression, checker);
  if (ts.isBinaryExpression(node)) return nameOf(node.left, checker);
  if (ts.isConditionalExpression(node)) return nameOf(node.whenTrue, checker);
  if (ts.isArrayLiteralExpression(node) && node.elements.length > 0) {
    const [first] = node.elements;
    return nameOf(ts.isSpreadElement(first) ? first.expression : first, checker);
  }
  return '…';
}

/** A method of JavaScript's own. */
export function isForeign(call, checker) {
  const declaration = checker.getResolvedSignature(call)?.declaration;
  return declaration === undefined || isForeignNode(declaration);
}

export function humanize(name) {
  return name
    .replaceAll(/([a-z\d])([A-Z])/g, '$1 $2')
    .replaceAll('_', ' ')
    .toLowerCase();
}
