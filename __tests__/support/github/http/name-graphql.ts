import { Kind, parse } from 'graphql';

/** `graphql createCommitOnBranch`: a GraphQL request by the fields that it asks for at the top. */
export function nameGraphql(body: Buffer): string {
  try {
    const { query } = JSON.parse(body.toString('utf8')) as { readonly query: string };
    const fields = parse(query).definitions.flatMap((definition) =>
      definition.kind === Kind.OPERATION_DEFINITION ? definition.selectionSet.selections : [],
    );
    const names = fields.map((field) => (field.kind === Kind.FIELD ? field.name.value : '…'));
    return `graphql ${[...new Set(names)].join(' ')}`;
  } catch {
    return 'graphql';
  }
}
