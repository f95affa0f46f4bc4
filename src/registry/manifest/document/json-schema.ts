/*
 * What editors know of a manifest. document.ts is what counts: it also knows the stages of the policy, and says where a
 * value is and how to correct it.
 */

const text = (description: string, more: object = {}) => ({ type: 'string', description, ...more });
const versionNumber = (description: string) => ({
  description,
  oneOf: [
    { type: 'integer', minimum: 1 },
    { type: 'string', pattern: '^[1-9][0-9]{0,17}$' },
  ],
});
/** Tags and the like are written as text, a number or true and false. */
const scalar = { type: ['string', 'number', 'boolean', 'null'] };
const tags = (whose: string) => ({
  type: ['object', 'null'],
  description: `Tags of the ${whose}, for people`,
  additionalProperties: scalar,
  examples: [{ team: 'risk' }],
});
/** Keys that start with `x-` are the user's. */
const OWN = { '^x-': {} };

const version = {
  title: 'Version',
  description: 'One version of the model',
  type: ['object', 'null'],
  properties: {
    stage: {
      type: ['string', 'null'],
      description:
        'The stage of the version: None (the default), Archived, or a stage of the policy. Upper and lower case are the same.',
      examples: ['None', 'Staging', 'Production', 'Archived'],
    },
    source: text("Where the model's files are: a URI, or a path in the repository", {
      examples: ['s3://models/churn/4', 'models/churn/4.bin'],
    }),
    sha256: text("SHA-256 of the model's files, recorded by `stagegate register`", {
      pattern: '^[0-9A-Fa-f]{64}$',
    }),
    'registered-at': text('When the version was registered, ISO 8601', {
      examples: ['2026-11-01T10:00:00Z'],
    }),
    metrics: {
      type: ['object', 'null'],
      description: 'Numbers that later versions are compared with, by metric path',
      additionalProperties: { type: 'number' },
      examples: [{ accuracy: 0.91 }],
    },
    tags: tags('version'),
    description: text('What is special about the version, for people', {
      examples: ['retrained on the data of October'],
    }),
  },
  patternProperties: OWN,
  additionalProperties: false,
};

const model = {
  title: 'Model',
  description: 'One registered model',
  type: ['object', 'null'],
  properties: {
    description: text('What the model is for', { examples: ['Predicts which customers leave'] }),
    versions: {
      type: ['object', 'null'],
      description: 'The versions, by number: whole numbers from 1 on',
      examples: [{ 4: { stage: 'Production', source: 's3://models/churn/4' } }],
      propertyNames: { pattern: '^[1-9][0-9]{0,17}$' },
      additionalProperties: version,
    },
    aliases: {
      type: ['object', 'null'],
      description: 'The version that each alias stands for, by alias',
      propertyNames: { pattern: '^[\\w-]{1,255}$', not: { enum: ['latest'] } },
      additionalProperties: versionNumber('A version of this model'),
      examples: [{ champion: 2 }],
    },
    tags: tags('model'),
  },
  patternProperties: OWN,
  additionalProperties: false,
};

/** The manifest's JSON Schema (draft 2020-12), published as `schema/manifest.schema.json` for editors. */
export function manifestJsonSchema(): object {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Stagegate registry manifest',
    description: 'Models, their versions and stages: models.yaml',
    type: ['object', 'null'],
    properties: {
      models: {
        type: ['object', 'null'],
        description: 'The registered models, by name',
        examples: [{ churn: { versions: { 4: { stage: 'Production' } } } }],
        propertyNames: { minLength: 1 },
        additionalProperties: model,
      },
    },
    patternProperties: OWN,
    additionalProperties: false,
  };
}
