/** How a pull request changes the policy that it is judged by. */
export interface PolicyChange {
    readonly file: string;
    /** Hunks of a unified diff from the base's text to the checkout's, cut where they get long. Untrusted text. */
    readonly diff: string;
}
/** Null when nothing changes. @param own the checkout's text; null when it has no policy */
export declare function describeChange(file: string, base: string, own: string | null): PolicyChange | null;
