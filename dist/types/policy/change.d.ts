/** What a pull request would change about the policy that it is judged by. */
export interface PolicyChange {
    readonly file: string;
    /** Hunks of a unified diff from the base's text to the checkout's, cut where they get long. Foreign text. */
    readonly diff: string;
}
/** @param own the checkout's text; null when it has none */
export declare function describeChange(file: string, base: string, own: string | null): PolicyChange | null;
