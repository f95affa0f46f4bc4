import { ServerFailure, type ServerModel } from './server.js';

/*
 * MLflow keeps prompts as registered models with a tag. Its searches for versions leave out a model as soon as
 * one of its versions has the tag, so that whoever may tag versions could make a model's history disappear.
 */

const PROMPT_TAG = 'mlflow.prompt.is_prompt';

/** Finds the versions that hide all versions of their model from every other search. */
export const HIDING = `tags.\`${PROMPT_TAG}\` = 'true'`;

export function isPrompt({ tags }: Pick<ServerModel, 'tags'>): boolean {
  return tags[PROMPT_TAG]?.toLowerCase() === 'true';
}

/** For a model that is no prompt, and one of whose versions says that it is. */
export function refuseHidden(label: string, name: string, version: string): ServerFailure {
  return new ServerFailure(
    `${label} keeps back the versions of ${name}: version ${version} is marked as a prompt`,
    {
      status: 200,
      errorCode: null,
      definite: true,
      hint: `Take the tag ${PROMPT_TAG} off that version, and find out who put it there.`,
    },
  );
}
