import { readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import ts from 'typescript';

const MOST_NAMESAKES = 6;

/** The sources of a folder, parsed and typed, with the indexes that following a text needs. */
export class Project {
  constructor(root, folder = 'src') {
    this.root = root;
    const files = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts') && !name.endsWith('.d.ts'))
      .map((name) => join(root, folder, name))
      .sort();
    const options = {
      ...{ target: ts.ScriptTarget.ES2022, lib: ['lib.es2023.d.ts'], types: ['node'], strict: true },
      ...{ module: ts.ModuleKind.NodeNext, moduleResolution: ts.ModuleResolutionKind.NodeNext },
      ...{ skipLibCheck: true, noUncheckedIndexedAccess: true, noEmit: true },
    };
    const program = ts.createProgram(files, options);
    this.checker = program.getTypeChecker();
    this.sources = files.map((file) => program.getSourceFile(file));
    /** Calls by the name that is called. */
    this.calls = new Map();
    /** Values of properties in object literals, by the property's name. */
    this.properties = new Map();
    /** Assignments to variables, and what is pushed into lists, by the variable. */
    this.assigned = new Map();
    /** All lists that are written out. */
    this.lists = [];
    /** What the compiler was asked before, by node. */
    this.declared = new Map();
    this.valued = new Map();
    this.called = new Map();
    this.symbols = new Map();
    for (const source of this.sources) this.visit(source);
  }

  visit(node) {
    if (ts.isCallExpression(node) || ts.isNewExpression(node)) {
      const callee = bare(node.expression);
      const name = ts.isPropertyAccessExpression(callee) ? callee.name : callee;
      add(this.calls, ts.isIdentifier(name) ? name.text : name.kind, node);
    }
    if (ts.isPropertyAssignment(node) || ts.isShorthandPropertyAssignment(node))
      if (ts.isIdentifier(node.name) || ts.isStringLiteral(node.name))
        add(this.properties, node.name.text, node);
    if (ts.isArrayLiteralExpression(node)) this.lists.push(node);
    const isAssignment =
      ts.isBinaryExpression(node) &&
      [ts.SyntaxKind.EqualsToken, ts.SyntaxKind.PlusEqualsToken].includes(node.operatorToken.kind);
    if (isAssignment && ts.isIdentifier(node.left)) add(this.assigned, this.symbolOf(node.left), node.right);
    if (isPush(node))
      for (const each of node.arguments) add(this.assigned, this.symbolOf(node.expression.expression), each);
    ts.forEachChild(node, (child) => this.visit(child));
  }

  /** The calls of a function, or of a class's constructor. */
  callsOf(fn) {
    return remember(this.called, fn, () => this.findCalls(fn));
  }

  findCalls(fn) {
    const name = ts.isConstructorDeclaration(fn) ? fn.parent.name : (fn.name ?? fn.parent.name);
    const named = name !== undefined && ts.isIdentifier(name) ? (this.calls.get(name.text) ?? []) : [];
    const above = ts.isConstructorDeclaration(fn) ? (this.calls.get(ts.SyntaxKind.SuperKeyword) ?? []) : [];
    return [...named, ...above].filter((call) => this.checker.getResolvedSignature(call)?.declaration === fn);
  }

  /** The constructors of the project's classes. */
  constructors() {
    const found = [];
    const visit = (node) => {
      if (ts.isConstructorDeclaration(node) && node.body !== undefined) found.push(node);
      ts.forEachChild(node, visit);
    };
    for (const source of this.sources) visit(source);
    return found;
  }

  /** What an identifier stands for, through imports and the short form of a property. */
  symbolOf(identifier) {
    return remember(this.symbols, identifier, () => this.findSymbol(identifier));
  }

  findSymbol(identifier) {
    const { parent } = identifier;
    const symbol =
      ts.isShorthandPropertyAssignment(parent) && parent.name === identifier
        ? this.checker.getShorthandAssignmentValueSymbol(parent)
        : this.checker.getSymbolAtLocation(identifier);
    if (symbol === undefined) return undefined;
    return symbol.flags & ts.SymbolFlags.Alias ? this.checker.getAliasedSymbol(symbol) : symbol;
  }

  /** The declarations of a property in an object literal: those of the type that is expected there, else its own. */
  declarationsOf(property) {
    return remember(this.declared, property, () => this.findDeclarations(property));
  }

  findDeclarations(property) {
    const expected = this.checker.getContextualType(property.parent);
    const symbol =
      expected === undefined ? undefined : propertyOf(this.checker, expected, property.name.text);
    return [...(symbol?.declarations ?? []), property];
  }

  /** All values that object literals give to a property of a type. */
  valuesOf(declarations, name) {
    const [first] = declarations;
    const known = remember(this.valued, first, () => []);
    const isSame = (each) => each.name === name && sameNodes(each.declarations, declarations);
    const earlier = known.find(isSame);
    if (earlier !== undefined) return earlier.values;
    const values = this.findValues(declarations, name);
    known.push({ name, declarations, values });
    return values;
  }

  findValues(declarations, name) {
    const wanted = new Set(declarations);
    const named = this.properties.get(name) ?? [];
    const found = named.filter((each) =>
      this.declarationsOf(each).some((declaration) => wanted.has(declaration)),
    );
    // a literal that a callback returns has no expected type: a rare name is enough
    return found.length === 0 && named.length <= MOST_NAMESAKES ? named : found;
  }

  fileOf(node) {
    return relative(this.root, node.getSourceFile().fileName).replaceAll('\\', '/');
  }

  /** `file:line`, for people who have to look at it. */
  placeOf(node) {
    const { line } = node.getSourceFile().getLineAndCharacterOfPosition(node.getStart());
    return `${this.fileOf(node)}:${line + 1}`;
  }
}

/** Each question to the compiler is asked once: the same places are followed thousands of times. */
function remember(known, key, find) {
  if (!known.has(key)) known.set(key, find());
  return known.get(key);
}

function sameNodes(some, others) {
  return some.length === others.length && some.every((node, at) => node === others[at]);
}

export function propertyOf(checker, type, name) {
  const symbol = checker.getNonNullableType(type).getProperty(name);
  if (symbol !== undefined || !type.isUnion()) return symbol;
  const found = type.types.map((each) => each.getProperty(name)).find((each) => each !== undefined);
  return found;
}

function isPush(node) {
  return (
    ts.isCallExpression(node) &&
    ts.isPropertyAccessExpression(node.expression) &&
    ts.isIdentifier(node.expression.expression) &&
    node.expression.name.text === 'push'
  );
}

function add(map, key, value) {
  if (key === undefined) return;
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}

/** The function that a node lies in. */
export function functionOf(node) {
  return ts.findAncestor(node.parent, ts.isFunctionLike);
}

/** What a function returns: its expression, or those of its return statements. */
export function returnsOf(fn) {
  return remember(RETURNS, fn, () => findReturns(fn));
}

const RETURNS = new WeakMap();

function findReturns(fn) {
  if (fn.body === undefined) return [];
  if (!ts.isBlock(fn.body)) return [fn.body];
  const found = [];
  const visit = (node) => {
    if (ts.isFunctionLike(node)) return;
    if (ts.isReturnStatement(node) && node.expression !== undefined) found.push(node.expression);
    ts.forEachChild(node, visit);
  };
  ts.forEachChild(fn.body, visit);
  return found;
}

/** Without parentheses, casts and `await`. */
export function bare(node) {
  while (
    ts.isParenthesizedExpression(node) ||
    ts.isAsExpression(node) ||
    ts.isSatisfiesExpression(node) ||
    ts.isNonNullExpression(node) ||
    ts.isAwaitExpression(node)
  )
    node = node.expression;
  return node;
}
