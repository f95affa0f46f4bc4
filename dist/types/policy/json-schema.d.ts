/** The policy's JSON Schema (draft 2020-12), published as `schema/policy.schema.json` for editors. */
export declare function policyJsonSchema(): object;
