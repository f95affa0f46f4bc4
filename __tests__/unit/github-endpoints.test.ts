import { getOctokit } from '@actions/github';
import { expect, test } from '@jest/globals';
import { restEndpointMethods, ROUTES } from '../../src/github/endpoints.js';

type Method = { readonly endpoint: { readonly DEFAULTS: Record<string, unknown> } };
type Methods = Readonly<Record<string, Readonly<Record<string, Method>>>>;

test("every endpoint is asked as octokit's own method asks it", () => {
  const octokit = getOctokit('a token');
  const theirs = octokit.rest as unknown as Methods;
  const ours = restEndpointMethods(octokit).rest as Methods;
  for (const [scope, routes] of Object.entries(ROUTES)) {
    for (const name of Object.keys(routes)) {
      const [own, other] = [ours[scope]?.[name], theirs[scope]?.[name]];
      expect({ name, defaults: own?.endpoint.DEFAULTS }).toEqual({
        name,
        defaults: other?.endpoint.DEFAULTS,
      });
    }
  }
});
