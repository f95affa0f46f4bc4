import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSchema, type GraphQLSchema } from 'graphql';
import { PROJECT } from '../../project.js';

let schema: GraphQLSchema | null = null;

/** GitHub's own GraphQL schema, read when it is first asked for: building it takes a good part of a second. */
export function githubSchema(): GraphQLSchema {
  const file = join(PROJECT, 'node_modules', '@octokit', 'graphql-schema', 'schema.graphql');
  schema ??= buildSchema(readFileSync(file, 'utf8'), { assumeValid: true });
  return schema;
}
