/** What is asked for: nothing of GitHub or of files in it. */
export interface PromotionRequest {
    readonly model: string;
    /** A version number, `latest` or `@alias`. */
    readonly version: string;
    /** As asked; matched against the policy's stages. */
    readonly stage: string;
    readonly reason: string | null;
    readonly force: boolean;
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
/** The reason as recorded, or null. @throws StagegateError `input` when it is longer than a history should hold */
export declare function parseReason(reason: string | undefined): string | null;
/** @throws StagegateError `input` when force comes without a reason */
export declare function requireReasonForForce(force: boolean, reason: string | null): void;
