/** Where a manifest is: one file for all models, or a folder with a file a model. Paths are the workspace's. */
export type ManifestLocation = {
    readonly kind: 'file';
    readonly path: string;
} | {
    readonly kind: 'folder';
    readonly path: string;
};
/**
 * @param setting the `registry` as given: a file by its ending, else a folder
 * @throws StagegateError `input` for an empty one
 */
export declare function locateManifest(setting: string): ManifestLocation;
/** `models.yaml` → `models.history.jsonl`, beside it. */
export declare function historyPath(manifest: string): string;
/**
 * A model's file in a folder, without its ending: the name, encoded so that it stays one file in this folder.
 * @throws StagegateError `input` for a name that is too long for a file
 */
export declare function modelFileStem(model: string): string;
/** A file's name without its folder and ending. */
export declare function fileStem(path: string): string;
/** The names in a folder that are manifests. */
export declare function manifestFiles(names: readonly string[]): string[];
/** The files among a folder's that hold a model: at most one, or the folder is wrong. */
export declare function filesOfModel(names: readonly string[], model: string): string[];
