import { getOctokit } from '@actions/github';
type Octokit = ReturnType<typeof getOctokit>;
/** The one way to GitHub: nothing else sends it requests. All that it throws is a GitHubFailure. */
export interface GitHub {
    readonly owner: string;
    readonly repo: string;
    /** REST by name, `github.rest.issues.createComment({...})`: reads are sent again when they break, writes never. */
    readonly rest: Octokit['rest'];
    /** All pages of a list. */
    readonly paginate: Octokit['paginate'];
    /** A GraphQL query: it changes nothing, so it is sent again when it breaks. */
    query<T>(text: string, variables: Readonly<Record<string, unknown>>): Promise<T>;
    /** A GraphQL mutation: sent once. */
    mutate<T>(text: string, variables: Readonly<Record<string, unknown>>): Promise<T>;
}
export interface GitHubOptions {
    readonly token: string;
    /** As GITHUB_API_URL has it, without a slash at its end: https://api.github.com, https://ghe.example.com/api/v3 */
    readonly apiUrl: string;
    /** owner/name */
    readonly repository: string;
    /** Told, for people, what is waited for. */
    readonly onWait: (message: string) => void;
}
/**
 * Octokit as `@actions/github` makes it, so that proxies and enterprise servers are as in other actions. What was
 * refused for a limit waits as long as GitHub says, in bounds.
 */
export declare function openGitHub({ token, apiUrl, repository, onWait }: GitHubOptions): GitHub;
export {};
