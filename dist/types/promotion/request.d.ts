/** What is asked for: nothing of GitHub or of files in it. */
export interface PromotionRequest {
    readonly model: string;
    /** A version number, `latest` or `@alias`. */
    readonly version: string;
    /** As asked; matched against the policy's stages. */
    readonly stage: string;
    readonly reason: string | null;
    readonly force: boolean;
    /** Let a version return to a stage that it was taken out of; needs a reason. */
    readonly allowTakenOut?: boolean | undefined;
}
export interface RollbackRequest {
    readonly model: string;
    /** Null for the version that held the stage before. */
    readonly version: string | null;
    readonly stage: string;
    readonly reason: string | null;
}
export interface RegisterRequest {
    readonly model: string;
    /** Null for the next number. */
    readonly version: string | null;
    readonly source: string | null;
    readonly sha256: string | null;
    readonly tags: Readonly<Record<string, string>>;
    readonly aliases: readonly string[];
    readonly reason: string | null;
}
/** @throws StagegateError `input` when it can't be a registered model's name */
export declare function parseModelName(name: string): string;
/**
 * A model and a version in one word, as MLflow's URIs and other tools have them: `models:/churn/4`, `churn@champion`,
 * `churn:4`. Null for anything else. Names may hold these characters, so this only explains a name that isn't found.
 */
export declare function splitReference(text: string): {
    model: string;
    version: string;
} | null;
/**
 * For a name that the registry doesn't have.
 * @returns the model and version that were meant, in words, or null when the registry doesn't have that model either
 */
export declare function explainReference(text: string, models: readonly string[]): string | null;
/** @throws StagegateError `input` when a new model would get a name that means a version of a registered one */
export declare function refuseReference(text: string, models: readonly string[]): void;
/** The reason as recorded, or null. @throws StagegateError `input` when it is longer than a history should hold */
export declare function parseReason(reason: string | undefined): string | null;
/** @throws StagegateError `input` when something that overrides a gate comes without a reason */
export declare function requireReasonToOverride({ force, allowTakenOut, reason }: PromotionRequest): void;
