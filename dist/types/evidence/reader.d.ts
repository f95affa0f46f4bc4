import type { Evidence, Problem, Statement, TestEvidence } from './evidence.js';
import type { Example } from './examples/examples.js';
import type { FormatChoice } from './formats/index.js';
import type { MetricPath } from './path-syntax.js';
/** Whom evidence is about: fills `{model}` and `{version}` in templates. */
export interface Subject {
    readonly model: string;
    readonly version: string;
}
/** The port through which evidence is read; what is missing or unreadable is told, never thrown. */
export interface EvidenceReader {
    /** Whether it takes `RUN_TEMPLATE`; no when it does not say. */
    readonly readsRuns?: boolean | undefined;
    /**
     * @param templates paths or globs, with `{model}` and `{version}`, or `RUN_TEMPLATE`
     * @param wanted the metrics that will be looked for: more than those need not be read
     */
    reports(templates: readonly string[], subject: Subject, format: FormatChoice, wanted?: readonly MetricPath[]): Promise<Evidence>;
    /** The same files as they were at a commit, where there is git; their paths name it. */
    reportsAt?(commit: string, templates: readonly string[], subject: Subject, format: FormatChoice): Promise<Evidence>;
    tests(templates: readonly string[], subject: Subject): Promise<TestEvidence>;
    /** One version's results, example by example. */
    examples(template: string, subject: Subject, columns: ExampleColumns): Promise<Examples | Problem>;
}
/** Where a row has what tells its example from all others, and how it went. */
export interface ExampleColumns {
    readonly key: string;
    readonly score: string;
}
/** A file of results, example by example. */
export interface Examples {
    readonly path: string;
    /** Of the file's bytes, hex. */
    readonly sha256: string;
    /** At least one. */
    readonly rows: readonly Example[];
    readonly statement: Statement;
}
/** No evidence was asked for. */
export declare const NO_EVIDENCE: Evidence;
/** In place of a file: the metrics of the version's run on the MLflow server. A file of that name is `./mlflow`. */
export declare const RUN_TEMPLATE = "mlflow";
/** True when a template names other evidence for each version, so that it can name the champion's own. */
export declare function tellsVersionsApart(template: string): boolean;
export declare function fillTemplate(template: string, subject: Subject): string;
