import { LineCounter, type Document } from 'yaml';
import { type ErrorCode, type Place } from './errors.js';
export type DataPath = readonly (string | number)[];
/** A YAML (or JSON) text with the places of its parts, for errors that say file, line and column. */
export declare class YamlSource {
    readonly file: string;
    readonly document: Document.Parsed;
    readonly lines: LineCounter;
    private constructor();
    /**
     * @param code the error code for a text that can't be parsed
     * @throws StagegateError for a syntax error, a duplicate key, several documents, an unknown tag or alias
     */
    static parse(file: string, text: string, code: ErrorCode): YamlSource;
    /** The data, aliases resolved: an alias bomb is refused. */
    toData(code: ErrorCode): unknown;
    /** Where the value at a path begins, or the nearest parent that is there. */
    placeOf(path: DataPath): Place;
    /** Where a key of the map at a path is written. */
    placeOfKey(path: DataPath, key: string): Place;
    /** The first `<<`; an alias in it may hide what is wrong. */
    private placeOfMerge;
    private nodeAt;
    private place;
}
