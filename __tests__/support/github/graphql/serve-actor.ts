import { nodeId } from '../rest/show-user.js';
import type { User } from '../world/users.js';
import type { GraphqlContext } from './execute.js';

/** Whoever did something. A bot's login has no `[bot]` here, other than in REST. */
export function serveActor({ world }: GraphqlContext, { login, id, type, name }: User): object {
  const plain = type === 'Bot' ? login.replace('[bot]', '') : login;
  const path = type === 'Bot' ? `/apps/${plain}` : `/${plain}`;
  return {
    __typename: type,
    id: nodeId(type, id),
    databaseId: id,
    login: plain,
    ...(type === 'Bot' ? {} : { name }),
    url: `${world.url}${path}`,
    resourcePath: path,
    avatarUrl: `${world.url}/avatars/${id}`,
  };
}
