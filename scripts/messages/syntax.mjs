import ts from 'typescript';
import { bare, functionOf } from './project.mjs';

export function isNothing(node) {
  return (
    (ts.isIdentifier(node) && node.text === 'undefined') ||
    node.kind === ts.SyntaxKind.NullKeyword ||
    node.kind === ts.SyntaxKind.FalseKeyword
  );
}

export function isLiteral(node) {
  return (
    ts.isObjectLiteralExpression(node) ||
    ts.isArrayLiteralExpression(node) ||
    ts.isRegularExpressionLiteral(node)
  );
}

export function isEmptyText(node) {
  const inner = bare(node);
  return ts.isStringLiteralLike(inner) && inner.text === '';
}

export function textOf(node) {
  return node.getText().replaceAll(/\s+/g, ' ');
}

export function scopeOf(node) {
  const fn = functionOf(node);
  return fn === undefined ? node.getSourceFile().fileName : keyOf(fn);
}

export function isForeignNode(node) {
  return /[\\/]node_modules[\\/]/.test(node.getSourceFile().fileName);
}

export function isOfErrors(symbol) {
  return symbol?.name === 'message' && (symbol.declarations ?? []).some(isForeignNode);
}

const KEYS = new WeakMap();
let keys = 0;

/** A short name for a node. */
export function keyOf(node) {
  let key = KEYS.get(node);
  if (key === undefined) {
    keys += 1;
    key = keys.toString(36);
    KEYS.set(node, key);
  }
  return key;
}
