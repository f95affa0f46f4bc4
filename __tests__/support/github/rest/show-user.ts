import type { App, User } from '../world/users.js';
import type { World } from '../world/world.js';

/** An id as GraphQL has it: opaque, and another for each kind. */
export function nodeId(kind: string, id: number | string): string {
  return `${kind}_${Buffer.from(String(id)).toString('base64url')}`;
}

export function showUser(world: World, { login, id, type }: User): object {
  const url = `${world.apiUrl}/users/${encodeURIComponent(login)}`;
  const html = type === 'Bot' ? `${world.url}/apps/${login.replace('[bot]', '')}` : `${world.url}/${login}`;
  return {
    login,
    id,
    node_id: nodeId(type, id),
    avatar_url: `${world.url}/avatars/${id}`,
    gravatar_id: '',
    url,
    html_url: html,
    followers_url: `${url}/followers`,
    following_url: `${url}/following{/other_user}`,
    gists_url: `${url}/gists{/gist_id}`,
    starred_url: `${url}/starred{/owner}{/repo}`,
    subscriptions_url: `${url}/subscriptions`,
    organizations_url: `${url}/orgs`,
    repos_url: `${url}/repos`,
    events_url: `${url}/events{/privacy}`,
    received_events_url: `${url}/received_events`,
    type,
    user_view_type: 'public',
    site_admin: false,
  };
}

export function showProfile(world: World, user: User): object {
  return {
    ...showUser(world, user),
    name: user.name,
    company: null,
    blog: '',
    location: null,
    email: null,
    hireable: null,
    bio: null,
    twitter_username: null,
    public_repos: 0,
    public_gists: 0,
    followers: 0,
    following: 0,
    created_at: '2020-01-01T00:00:00Z',
    updated_at: '2020-01-01T00:00:00Z',
  };
}

export function showApp(world: World, app: App): object {
  return {
    id: app.id,
    client_id: `Iv1.${String(app.id).padStart(16, '0')}`,
    slug: app.slug,
    node_id: nodeId('A', app.id),
    owner: showUser(world, world.user('github', 'Organization')),
    name: app.name,
    description: '',
    external_url: `${world.url}/apps/${app.slug}`,
    html_url: `${world.url}/apps/${app.slug}`,
    created_at: '2020-01-01T00:00:00Z',
    updated_at: '2020-01-01T00:00:00Z',
    permissions: { metadata: 'read', contents: 'write', issues: 'write', checks: 'write' },
    events: ['push', 'pull_request'],
  };
}
