import type { Place } from './place.js';
/** Whether a source is no path: `s3://…`, `models:/…`, `C:\\…`. */
export declare function isUri(source: string): boolean;
/** Where a source as given is looked for, and its name in the registry: by its place in the repository. */
export declare function locateSource(source: string, { place }: {
    readonly place: Place;
}): {
    readonly root: string;
    readonly path: string;
    readonly name: string;
};
/** The files of a source: one, whose name is empty, or all of a folder, by their paths in it. */
export interface SourceFiles {
    readonly isFolder: boolean;
    /** Absolute, by name; sorted by name. */
    readonly files: ReadonlyMap<string, string>;
}
/**
 * The files at a path in the workspace; null where nothing is there.
 * @throws StagegateError `input` for a path that is outside, or holds links or devices
 */
export declare function findSource(root: string, source: string): Promise<SourceFiles | null>;
/** The digest of a source by those of its files: a file's own, or that of a folder's list, as `sha256sum` writes it. */
export declare function combineDigests(isFolder: boolean, digests: ReadonlyMap<string, string>): string | undefined;
/**
 * SHA-256 of a model's files in the workspace: a file's own digest, or for a folder that of the list of its
 * files in the form of `sha256sum`, sorted by path. Null for a source that is no path in the workspace.
 * @throws StagegateError `input` for a path that is outside or holds links
 */
export declare function digestSource(root: string, source: string, digests: FileDigests): Promise<string | null>;
/** The SHA-256 of each file. */
export declare function shasOf(digests: ReadonlyMap<string, FileDigest>): Map<string, string>;
export interface FileDigest {
    /** Of the file that a Git LFS pointer stands for, where it is one. */
    readonly sha256: string;
    /** The id that git gives the file's bytes, where it was asked for. */
    readonly blob: string | null;
}
/** Hashes files as streams, each once as long as it stays as it is. */
export declare class FileDigests {
    private readonly onProgress;
    private readonly known;
    constructor(onProgress: (message: string) => void);
    /**
     * @param like an id of the repository whose ids are wanted as well
     * @throws StagegateError `input` for a file that can't be read
     */
    ofAll(source: string, { files }: SourceFiles, like?: string | null): Promise<ReadonlyMap<string, FileDigest>>;
}
/** Hashes what is given to it piece by piece. Of a Git LFS pointer it gives the digest that the pointer names. */
export declare class ContentHash {
    private readonly hash;
    private head;
    private length;
    update(chunk: Uint8Array): void;
    digest(): string;
}
