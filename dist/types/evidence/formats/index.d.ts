/** Those that are known by their shape; what none of them knows is `plain`. */
export declare const FORMATS: readonly [{
    readonly name: "lm-eval";
    readonly lacks: (value: import("../python-json.js").JsonValue) => string | null;
    readonly nearly: (value: import("../python-json.js").JsonValue) => boolean;
    readonly read: (value: import("../python-json.js").JsonValue) => import("./format.js").Reading;
}, {
    readonly name: "inspect";
    readonly lacks: (value: import("../python-json.js").JsonValue) => "has no \"status\" of an evaluation" | "has no \"eval\" with its task" | "has no \"plan\" of an evaluation" | null;
    readonly read: (value: import("../python-json.js").JsonValue) => import("./format.js").Reading;
}, {
    readonly name: "model-index";
    readonly lacks: (value: import("../python-json.js").JsonValue) => "has no \"model-index\" of results" | null;
    readonly read: (value: import("../python-json.js").JsonValue) => import("./format.js").Reading;
}, {
    readonly name: "eval-results";
    readonly lacks: (value: import("../python-json.js").JsonValue) => string | null;
    readonly nearly: (value: import("../python-json.js").JsonValue) => boolean;
    readonly read: (value: import("../python-json.js").JsonValue) => import("./format.js").Reading;
}, {
    readonly name: "sklearn";
    readonly lacks: (value: import("../python-json.js").JsonValue) => string | null;
    readonly nearly: (value: import("../python-json.js").JsonValue) => boolean;
    readonly read: (value: import("../python-json.js").JsonValue) => import("./format.js").Reading;
}, {
    readonly name: "dvc";
    readonly lacks: (value: import("../python-json.js").JsonValue) => string | null;
    readonly read: (value: import("../python-json.js").JsonValue) => import("./format.js").Reading;
}, {
    readonly name: "mlflow-evaluate";
    readonly lacks: (value: import("../python-json.js").JsonValue) => "holds no object of metrics" | "has no \"example_count\" beside a score, and no \"…/variance\" beside a \"…/mean\"" | null;
    readonly read: (value: import("../python-json.js").JsonValue) => import("./format.js").Reading;
}, {
    readonly name: "hf-trainer";
    readonly lacks: (value: import("../python-json.js").JsonValue) => "holds no object of metrics" | "has no \"…_runtime\" beside a \"…_samples_per_second\"" | null;
    readonly read: (value: import("../python-json.js").JsonValue) => import("./format.js").Reading;
}, {
    readonly name: "evidently";
    readonly judges: true;
    readonly lacks: (value: import("../python-json.js").JsonValue) => "has no list of \"metrics\" or \"tests\"" | "has an entry in \"metrics\" without its name and value" | "has an entry in \"tests\" without its status" | "has metrics or tests alone, and no \"version\" or \"summary\"" | null;
    readonly read: (value: import("../python-json.js").JsonValue) => import("./format.js").Reading;
}, {
    readonly name: "deepchecks";
    readonly judges: true;
    readonly lacks: (value: import("../python-json.js").JsonValue) => "has no \"check\"" | "has no \"type\" that is SuiteResult or CheckResult" | "has no list of \"results\"" | null;
    readonly read: (value: import("../python-json.js").JsonValue) => import("./format.js").Reading;
}, {
    readonly name: "great-expectations";
    readonly judges: true;
    readonly lacks: (value: import("../python-json.js").JsonValue) => "has no \"success\" that is true or false" | "has no results with the statistics of their expectations" | null;
    readonly read: (value: import("../python-json.js").JsonValue) => import("./format.js").Reading;
}, {
    readonly name: "promptfoo";
    readonly judges: true;
    readonly lacks: (value: import("../python-json.js").JsonValue) => "has no \"results\" with their \"stats\"" | "has no list of results in its \"results\"" | null;
    readonly read: (value: import("../python-json.js").JsonValue) => import("./format.js").Reading;
}];
/** What the policy's `format:` may say. */
export type FormatChoice = 'auto' | 'plain' | (typeof FORMATS)[number]['name'];
export declare const FORMAT_CHOICES: readonly FormatChoice[];
