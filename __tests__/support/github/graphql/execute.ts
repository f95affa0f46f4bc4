import {
  execute,
  parse,
  validate,
  type DocumentNode,
  type GraphQLError,
  type GraphQLFieldResolver,
} from 'graphql';
import type { Caller } from '../http/route.js';
import type { World } from '../world/world.js';
import { Failure, Unserved } from './failure.js';
import { rootOf } from './root.js';
import { githubSchema } from './schema.js';

export interface GraphqlContext {
  readonly world: World;
  readonly caller: Caller;
}

export interface GraphqlAnswer {
  readonly body: object;
  /** What does not fit GitHub's schema, or is not served here. */
  readonly violations: readonly string[];
}

interface Asked {
  readonly query?: unknown;
  readonly variables?: Record<string, unknown> | null;
  readonly operationName?: string | null;
}

/** Runs a query or mutation against GitHub's own schema. */
export async function answerGraphql(context: GraphqlContext, asked: Asked): Promise<GraphqlAnswer> {
  if (typeof asked.query !== 'string') {
    return wrong('A query attribute must be specified and must be a string.');
  }
  const schema = githubSchema();
  let document: DocumentNode;
  try {
    document = parse(asked.query);
  } catch (error) {
    return wrong((error as Error).message);
  }
  const invalid = validate(schema, document);
  if (invalid.length > 0) {
    return {
      body: { errors: invalid.map(({ message, locations }) => ({ path: ['query'], locations, message })) },
      violations: invalid.map(({ message }) => message),
    };
  }
  const result = await execute({
    schema,
    document,
    rootValue: rootOf(context),
    contextValue: context,
    variableValues: asked.variables ?? {},
    operationName: asked.operationName ?? null,
    fieldResolver: serveField,
  });
  const errors = result.errors ?? [];
  const { data } = result as { readonly data?: unknown };
  return {
    body: {
      ...(data === undefined ? {} : { data }),
      ...(errors.length === 0 ? {} : { errors: errors.map(showError) }),
    },
    // A variable of the wrong type, or a fault of ours.
    violations: errors.filter(({ originalError }) => !(originalError instanceof Failure)).map(explain),
  };
}

function wrong(message: string): GraphqlAnswer {
  return { body: { errors: [{ message }] }, violations: [message] };
}

function explain(error: GraphQLError): string {
  const { originalError: cause } = error;
  if (cause === undefined || cause instanceof Unserved) return error.message;
  return `${error.message} ${cause.stack ?? ''}`;
}

function showError({ originalError, path, locations, message }: GraphQLError): object {
  const type = originalError instanceof Failure ? { type: originalError.type } : {};
  return { ...type, ...(path === undefined ? {} : { path }), locations, message };
}

/** Objects here have a value or a function for each field that they serve. */
const serveField: GraphQLFieldResolver<unknown, GraphqlContext> = (source, args, context, info) => {
  const fields = source as Record<string, unknown>;
  const { fieldName, parentType } = info;
  if (!(fieldName in fields)) throw new Unserved(`${parentType.name}.${fieldName}`);
  const value = fields[fieldName];
  return typeof value === 'function' ? (value as (given: unknown) => unknown)(args) : value;
};
