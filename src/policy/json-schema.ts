import * as z from 'zod/mini';
import { policySchema } from './schema.js';

/** The policy's JSON Schema (draft 2020-12), published as `schema/policy.schema.json` for editors. */
export function policyJsonSchema(): object {
  const schema = z.toJSONSchema(policySchema);
  return {
    $schema: schema.$schema,
    title: 'Stagegate policy',
    description: 'Which evidence a model version needs for a stage: .github/stagegate.yml',
    ...schema,
  };
}
