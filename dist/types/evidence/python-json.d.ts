/** Objects are Maps, so that a key such as `__proto__` is a key like any other. Numbers may be NaN or infinite. */
export type JsonValue = null | boolean | number | string | JsonValue[] | Map<string, JsonValue>;
/** Deeper than any tool's report, and far from the end of the stack. */
export declare const MAX_DEPTH = 200;
/** @throws UnreadableReport with the position of the first thing that is not JSON */
export declare function parsePythonJson(text: string): JsonValue;
