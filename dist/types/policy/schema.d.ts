import * as z from 'zod/mini';
declare const metricGate: z.ZodMiniObject<{
    metric: z.ZodMiniString<string>;
    min: z.ZodMiniOptional<z.ZodMiniNumber<number>>;
    max: z.ZodMiniOptional<z.ZodMiniNumber<number>>;
    'max-regression': z.ZodMiniOptional<z.ZodMiniUnion<readonly [z.ZodMiniNumber<number>, z.ZodMiniString<string>]>>;
    'min-improvement': z.ZodMiniOptional<z.ZodMiniUnion<readonly [z.ZodMiniNumber<number>, z.ZodMiniString<string>]>>;
    goal: z.ZodMiniOptional<z.ZodMiniEnum<{
        higher: "higher";
        lower: "lower";
    }>>;
    scale: z.ZodMiniOptional<z.ZodMiniLiteral<"any">>;
    'min-samples': z.ZodMiniOptional<z.ZodMiniInt>;
    samples: z.ZodMiniOptional<z.ZodMiniUnion<readonly [z.ZodMiniString<string>, z.ZodMiniInt]>>;
    'too-few': z.ZodMiniOptional<z.ZodMiniEnum<{
        fail: "fail";
        skip: "skip";
        warn: "warn";
    }>>;
    stderr: z.ZodMiniOptional<z.ZodMiniUnion<readonly [z.ZodMiniString<string>, z.ZodMiniNumber<number>]>>;
    stdev: z.ZodMiniOptional<z.ZodMiniUnion<readonly [z.ZodMiniString<string>, z.ZodMiniNumber<number>]>>;
    confidence: z.ZodMiniOptional<z.ZodMiniString<string>>;
    paired: z.ZodMiniOptional<z.ZodMiniObject<{
        file: z.ZodMiniString<string>;
        key: z.ZodMiniString<string>;
        score: z.ZodMiniString<string>;
    }, z.core.$strict>>;
    inconclusive: z.ZodMiniOptional<z.ZodMiniEnum<{
        warn: "warn";
        block: "block";
        allow: "allow";
    }>>;
}, z.core.$strict>;
declare const testsGate: z.ZodMiniObject<{
    tests: z.ZodMiniUnion<readonly [z.ZodMiniString<string>, z.ZodMiniArray<z.ZodMiniString<string>>]>;
}, z.core.$strict>;
/** A check that is more than its name. */
export declare const pinnedCheck: z.ZodMiniObject<{
    name: z.ZodMiniString<string>;
    app: z.ZodMiniOptional<z.ZodMiniString<string>>;
    allow: z.ZodMiniOptional<z.ZodMiniArray<z.ZodMiniEnum<{
        skipped: "skipped";
        neutral: "neutral";
    }>>>;
}, z.core.$strict>;
declare const checksGate: z.ZodMiniObject<{
    checks: z.ZodMiniArray<z.ZodMiniUnion<readonly [z.ZodMiniString<string>, z.ZodMiniObject<{
        name: z.ZodMiniString<string>;
        app: z.ZodMiniOptional<z.ZodMiniString<string>>;
        allow: z.ZodMiniOptional<z.ZodMiniArray<z.ZodMiniEnum<{
            skipped: "skipped";
            neutral: "neutral";
        }>>>;
    }, z.core.$strict>]>>;
    wait: z.ZodMiniOptional<z.ZodMiniString<string>>;
}, z.core.$strict>;
declare const approvalsGate: z.ZodMiniObject<{
    approvals: z.ZodMiniInt;
}, z.core.$strict>;
declare const anyOfGate: z.ZodMiniObject<{
    'any-of': z.ZodMiniArray<z.ZodMiniUnion<readonly [z.ZodMiniObject<{
        metric: z.ZodMiniString<string>;
        min: z.ZodMiniOptional<z.ZodMiniNumber<number>>;
        max: z.ZodMiniOptional<z.ZodMiniNumber<number>>;
        'max-regression': z.ZodMiniOptional<z.ZodMiniUnion<readonly [z.ZodMiniNumber<number>, z.ZodMiniString<string>]>>;
        'min-improvement': z.ZodMiniOptional<z.ZodMiniUnion<readonly [z.ZodMiniNumber<number>, z.ZodMiniString<string>]>>;
        goal: z.ZodMiniOptional<z.ZodMiniEnum<{
            higher: "higher";
            lower: "lower";
        }>>;
        scale: z.ZodMiniOptional<z.ZodMiniLiteral<"any">>;
        'min-samples': z.ZodMiniOptional<z.ZodMiniInt>;
        samples: z.ZodMiniOptional<z.ZodMiniUnion<readonly [z.ZodMiniString<string>, z.ZodMiniInt]>>;
        'too-few': z.ZodMiniOptional<z.ZodMiniEnum<{
            fail: "fail";
            skip: "skip";
            warn: "warn";
        }>>;
        stderr: z.ZodMiniOptional<z.ZodMiniUnion<readonly [z.ZodMiniString<string>, z.ZodMiniNumber<number>]>>;
        stdev: z.ZodMiniOptional<z.ZodMiniUnion<readonly [z.ZodMiniString<string>, z.ZodMiniNumber<number>]>>;
        confidence: z.ZodMiniOptional<z.ZodMiniString<string>>;
        paired: z.ZodMiniOptional<z.ZodMiniObject<{
            file: z.ZodMiniString<string>;
            key: z.ZodMiniString<string>;
            score: z.ZodMiniString<string>;
        }, z.core.$strict>>;
        inconclusive: z.ZodMiniOptional<z.ZodMiniEnum<{
            warn: "warn";
            block: "block";
            allow: "allow";
        }>>;
    }, z.core.$strict>, z.ZodMiniObject<{
        tests: z.ZodMiniUnion<readonly [z.ZodMiniString<string>, z.ZodMiniArray<z.ZodMiniString<string>>]>;
    }, z.core.$strict>]>>;
}, z.core.$strict>;
/** The gate kinds by the key that tells them apart. */
export declare const gateKinds: {
    readonly metric: z.ZodMiniObject<{
        metric: z.ZodMiniString<string>;
        min: z.ZodMiniOptional<z.ZodMiniNumber<number>>;
        max: z.ZodMiniOptional<z.ZodMiniNumber<number>>;
        'max-regression': z.ZodMiniOptional<z.ZodMiniUnion<readonly [z.ZodMiniNumber<number>, z.ZodMiniString<string>]>>;
        'min-improvement': z.ZodMiniOptional<z.ZodMiniUnion<readonly [z.ZodMiniNumber<number>, z.ZodMiniString<string>]>>;
        goal: z.ZodMiniOptional<z.ZodMiniEnum<{
            higher: "higher";
            lower: "lower";
        }>>;
        scale: z.ZodMiniOptional<z.ZodMiniLiteral<"any">>;
        'min-samples': z.ZodMiniOptional<z.ZodMiniInt>;
        samples: z.ZodMiniOptional<z.ZodMiniUnion<readonly [z.ZodMiniString<string>, z.ZodMiniInt]>>;
        'too-few': z.ZodMiniOptional<z.ZodMiniEnum<{
            fail: "fail";
            skip: "skip";
            warn: "warn";
        }>>;
        stderr: z.ZodMiniOptional<z.ZodMiniUnion<readonly [z.ZodMiniString<string>, z.ZodMiniNumber<number>]>>;
        stdev: z.ZodMiniOptional<z.ZodMiniUnion<readonly [z.ZodMiniString<string>, z.ZodMiniNumber<number>]>>;
        confidence: z.ZodMiniOptional<z.ZodMiniString<string>>;
        paired: z.ZodMiniOptional<z.ZodMiniObject<{
            file: z.ZodMiniString<string>;
            key: z.ZodMiniString<string>;
            score: z.ZodMiniString<string>;
        }, z.core.$strict>>;
        inconclusive: z.ZodMiniOptional<z.ZodMiniEnum<{
            warn: "warn";
            block: "block";
            allow: "allow";
        }>>;
    }, z.core.$strict>;
    readonly tests: z.ZodMiniObject<{
        tests: z.ZodMiniUnion<readonly [z.ZodMiniString<string>, z.ZodMiniArray<z.ZodMiniString<string>>]>;
    }, z.core.$strict>;
    readonly checks: z.ZodMiniObject<{
        checks: z.ZodMiniArray<z.ZodMiniUnion<readonly [z.ZodMiniString<string>, z.ZodMiniObject<{
            name: z.ZodMiniString<string>;
            app: z.ZodMiniOptional<z.ZodMiniString<string>>;
            allow: z.ZodMiniOptional<z.ZodMiniArray<z.ZodMiniEnum<{
                skipped: "skipped";
                neutral: "neutral";
            }>>>;
        }, z.core.$strict>]>>;
        wait: z.ZodMiniOptional<z.ZodMiniString<string>>;
    }, z.core.$strict>;
    readonly approvals: z.ZodMiniObject<{
        approvals: z.ZodMiniInt;
    }, z.core.$strict>;
    readonly 'any-of': z.ZodMiniObject<{
        'any-of': z.ZodMiniArray<z.ZodMiniUnion<readonly [z.ZodMiniObject<{
            metric: z.ZodMiniString<string>;
            min: z.ZodMiniOptional<z.ZodMiniNumber<number>>;
            max: z.ZodMiniOptional<z.ZodMiniNumber<number>>;
            'max-regression': z.ZodMiniOptional<z.ZodMiniUnion<readonly [z.ZodMiniNumber<number>, z.ZodMiniString<string>]>>;
            'min-improvement': z.ZodMiniOptional<z.ZodMiniUnion<readonly [z.ZodMiniNumber<number>, z.ZodMiniString<string>]>>;
            goal: z.ZodMiniOptional<z.ZodMiniEnum<{
                higher: "higher";
                lower: "lower";
            }>>;
            scale: z.ZodMiniOptional<z.ZodMiniLiteral<"any">>;
            'min-samples': z.ZodMiniOptional<z.ZodMiniInt>;
            samples: z.ZodMiniOptional<z.ZodMiniUnion<readonly [z.ZodMiniString<string>, z.ZodMiniInt]>>;
            'too-few': z.ZodMiniOptional<z.ZodMiniEnum<{
                fail: "fail";
                skip: "skip";
                warn: "warn";
            }>>;
            stderr: z.ZodMiniOptional<z.ZodMiniUnion<readonly [z.ZodMiniString<string>, z.ZodMiniNumber<number>]>>;
            stdev: z.ZodMiniOptional<z.ZodMiniUnion<readonly [z.ZodMiniString<string>, z.ZodMiniNumber<number>]>>;
            confidence: z.ZodMiniOptional<z.ZodMiniString<string>>;
            paired: z.ZodMiniOptional<z.ZodMiniObject<{
                file: z.ZodMiniString<string>;
                key: z.ZodMiniString<string>;
                score: z.ZodMiniString<string>;
            }, z.core.$strict>>;
            inconclusive: z.ZodMiniOptional<z.ZodMiniEnum<{
                warn: "warn";
                block: "block";
                allow: "allow";
            }>>;
        }, z.core.$strict>, z.ZodMiniObject<{
            tests: z.ZodMiniUnion<readonly [z.ZodMiniString<string>, z.ZodMiniArray<z.ZodMiniString<string>>]>;
        }, z.core.$strict>]>>;
    }, z.core.$strict>;
};
export declare const freezeWindow: z.ZodMiniObject<{
    from: z.ZodMiniString<string>;
    to: z.ZodMiniString<string>;
    timezone: z.ZodMiniString<string>;
    reason: z.ZodMiniOptional<z.ZodMiniString<string>>;
    rollbacks: z.ZodMiniOptional<z.ZodMiniBoolean<boolean>>;
}, z.core.$strict>;
export declare const stagePolicy: z.ZodMiniObject<{
    from: z.ZodMiniOptional<z.ZodMiniUnion<readonly [z.ZodMiniString<string>, z.ZodMiniArray<z.ZodMiniString<string>>]>>;
    soak: z.ZodMiniOptional<z.ZodMiniString<string>>;
    refs: z.ZodMiniOptional<z.ZodMiniUnion<readonly [z.ZodMiniString<string>, z.ZodMiniArray<z.ZodMiniString<string>>]>>;
    'archive-existing': z.ZodMiniOptional<z.ZodMiniBoolean<boolean>>;
    'allow-force': z.ZodMiniOptional<z.ZodMiniBoolean<boolean>>;
    'taken-out': z.ZodMiniOptional<z.ZodMiniEnum<{
        block: "block";
        allow: "allow";
    }>>;
    'when-empty': z.ZodMiniOptional<z.ZodMiniEnum<{
        skip: "skip";
        compare: "compare";
    }>>;
    'gate-rollbacks': z.ZodMiniOptional<z.ZodMiniBoolean<boolean>>;
    gates: z.ZodMiniOptional<z.ZodMiniArray<z.ZodMiniUnion<readonly [z.ZodMiniObject<{
        metric: z.ZodMiniString<string>;
        min: z.ZodMiniOptional<z.ZodMiniNumber<number>>;
        max: z.ZodMiniOptional<z.ZodMiniNumber<number>>;
        'max-regression': z.ZodMiniOptional<z.ZodMiniUnion<readonly [z.ZodMiniNumber<number>, z.ZodMiniString<string>]>>;
        'min-improvement': z.ZodMiniOptional<z.ZodMiniUnion<readonly [z.ZodMiniNumber<number>, z.ZodMiniString<string>]>>;
        goal: z.ZodMiniOptional<z.ZodMiniEnum<{
            higher: "higher";
            lower: "lower";
        }>>;
        scale: z.ZodMiniOptional<z.ZodMiniLiteral<"any">>;
        'min-samples': z.ZodMiniOptional<z.ZodMiniInt>;
        samples: z.ZodMiniOptional<z.ZodMiniUnion<readonly [z.ZodMiniString<string>, z.ZodMiniInt]>>;
        'too-few': z.ZodMiniOptional<z.ZodMiniEnum<{
            fail: "fail";
            skip: "skip";
            warn: "warn";
        }>>;
        stderr: z.ZodMiniOptional<z.ZodMiniUnion<readonly [z.ZodMiniString<string>, z.ZodMiniNumber<number>]>>;
        stdev: z.ZodMiniOptional<z.ZodMiniUnion<readonly [z.ZodMiniString<string>, z.ZodMiniNumber<number>]>>;
        confidence: z.ZodMiniOptional<z.ZodMiniString<string>>;
        paired: z.ZodMiniOptional<z.ZodMiniObject<{
            file: z.ZodMiniString<string>;
            key: z.ZodMiniString<string>;
            score: z.ZodMiniString<string>;
        }, z.core.$strict>>;
        inconclusive: z.ZodMiniOptional<z.ZodMiniEnum<{
            warn: "warn";
            block: "block";
            allow: "allow";
        }>>;
    }, z.core.$strict>, z.ZodMiniObject<{
        tests: z.ZodMiniUnion<readonly [z.ZodMiniString<string>, z.ZodMiniArray<z.ZodMiniString<string>>]>;
    }, z.core.$strict>, z.ZodMiniObject<{
        checks: z.ZodMiniArray<z.ZodMiniUnion<readonly [z.ZodMiniString<string>, z.ZodMiniObject<{
            name: z.ZodMiniString<string>;
            app: z.ZodMiniOptional<z.ZodMiniString<string>>;
            allow: z.ZodMiniOptional<z.ZodMiniArray<z.ZodMiniEnum<{
                skipped: "skipped";
                neutral: "neutral";
            }>>>;
        }, z.core.$strict>]>>;
        wait: z.ZodMiniOptional<z.ZodMiniString<string>>;
    }, z.core.$strict>, z.ZodMiniObject<{
        approvals: z.ZodMiniInt;
    }, z.core.$strict>, z.ZodMiniObject<{
        'any-of': z.ZodMiniArray<z.ZodMiniUnion<readonly [z.ZodMiniObject<{
            metric: z.ZodMiniString<string>;
            min: z.ZodMiniOptional<z.ZodMiniNumber<number>>;
            max: z.ZodMiniOptional<z.ZodMiniNumber<number>>;
            'max-regression': z.ZodMiniOptional<z.ZodMiniUnion<readonly [z.ZodMiniNumber<number>, z.ZodMiniString<string>]>>;
            'min-improvement': z.ZodMiniOptional<z.ZodMiniUnion<readonly [z.ZodMiniNumber<number>, z.ZodMiniString<string>]>>;
            goal: z.ZodMiniOptional<z.ZodMiniEnum<{
                higher: "higher";
                lower: "lower";
            }>>;
            scale: z.ZodMiniOptional<z.ZodMiniLiteral<"any">>;
            'min-samples': z.ZodMiniOptional<z.ZodMiniInt>;
            samples: z.ZodMiniOptional<z.ZodMiniUnion<readonly [z.ZodMiniString<string>, z.ZodMiniInt]>>;
            'too-few': z.ZodMiniOptional<z.ZodMiniEnum<{
                fail: "fail";
                skip: "skip";
                warn: "warn";
            }>>;
            stderr: z.ZodMiniOptional<z.ZodMiniUnion<readonly [z.ZodMiniString<string>, z.ZodMiniNumber<number>]>>;
            stdev: z.ZodMiniOptional<z.ZodMiniUnion<readonly [z.ZodMiniString<string>, z.ZodMiniNumber<number>]>>;
            confidence: z.ZodMiniOptional<z.ZodMiniString<string>>;
            paired: z.ZodMiniOptional<z.ZodMiniObject<{
                file: z.ZodMiniString<string>;
                key: z.ZodMiniString<string>;
                score: z.ZodMiniString<string>;
            }, z.core.$strict>>;
            inconclusive: z.ZodMiniOptional<z.ZodMiniEnum<{
                warn: "warn";
                block: "block";
                allow: "allow";
            }>>;
        }, z.core.$strict>, z.ZodMiniObject<{
            tests: z.ZodMiniUnion<readonly [z.ZodMiniString<string>, z.ZodMiniArray<z.ZodMiniString<string>>]>;
        }, z.core.$strict>]>>;
    }, z.core.$strict>]>>>;
    evidence: z.ZodMiniOptional<z.ZodMiniObject<{
        'max-age': z.ZodMiniOptional<z.ZodMiniString<string>>;
        version: z.ZodMiniOptional<z.ZodMiniLiteral<"required">>;
        commit: z.ZodMiniOptional<z.ZodMiniLiteral<"required">>;
    }, z.core.$strict>>;
    freeze: z.ZodMiniOptional<z.ZodMiniArray<z.ZodMiniObject<{
        from: z.ZodMiniString<string>;
        to: z.ZodMiniString<string>;
        timezone: z.ZodMiniString<string>;
        reason: z.ZodMiniOptional<z.ZodMiniString<string>>;
        rollbacks: z.ZodMiniOptional<z.ZodMiniBoolean<boolean>>;
    }, z.core.$strict>>>;
}, z.core.$strict>;
export declare const modelPolicy: z.ZodMiniObject<{
    report: z.ZodMiniOptional<z.ZodMiniUnion<readonly [z.ZodMiniString<string>, z.ZodMiniArray<z.ZodMiniString<string>>]>>;
    format: z.ZodMiniOptional<z.ZodMiniEnum<{
        deepchecks: "deepchecks";
        dvc: "dvc";
        "eval-results": "eval-results";
        evidently: "evidently";
        "great-expectations": "great-expectations";
        plain: "plain";
        "hf-trainer": "hf-trainer";
        inspect: "inspect";
        "lm-eval": "lm-eval";
        "mlflow-evaluate": "mlflow-evaluate";
        "model-index": "model-index";
        promptfoo: "promptfoo";
        sklearn: "sklearn";
        auto: "auto";
    }>>;
    stages: z.ZodMiniRecord<z.ZodMiniString<string>, z.ZodMiniObject<{
        from: z.ZodMiniOptional<z.ZodMiniUnion<readonly [z.ZodMiniString<string>, z.ZodMiniArray<z.ZodMiniString<string>>]>>;
        soak: z.ZodMiniOptional<z.ZodMiniString<string>>;
        refs: z.ZodMiniOptional<z.ZodMiniUnion<readonly [z.ZodMiniString<string>, z.ZodMiniArray<z.ZodMiniString<string>>]>>;
        'archive-existing': z.ZodMiniOptional<z.ZodMiniBoolean<boolean>>;
        'allow-force': z.ZodMiniOptional<z.ZodMiniBoolean<boolean>>;
        'taken-out': z.ZodMiniOptional<z.ZodMiniEnum<{
            block: "block";
            allow: "allow";
        }>>;
        'when-empty': z.ZodMiniOptional<z.ZodMiniEnum<{
            skip: "skip";
            compare: "compare";
        }>>;
        'gate-rollbacks': z.ZodMiniOptional<z.ZodMiniBoolean<boolean>>;
        gates: z.ZodMiniOptional<z.ZodMiniArray<z.ZodMiniUnion<readonly [z.ZodMiniObject<{
            metric: z.ZodMiniString<string>;
            min: z.ZodMiniOptional<z.ZodMiniNumber<number>>;
            max: z.ZodMiniOptional<z.ZodMiniNumber<number>>;
            'max-regression': z.ZodMiniOptional<z.ZodMiniUnion<readonly [z.ZodMiniNumber<number>, z.ZodMiniString<string>]>>;
            'min-improvement': z.ZodMiniOptional<z.ZodMiniUnion<readonly [z.ZodMiniNumber<number>, z.ZodMiniString<string>]>>;
            goal: z.ZodMiniOptional<z.ZodMiniEnum<{
                higher: "higher";
                lower: "lower";
            }>>;
            scale: z.ZodMiniOptional<z.ZodMiniLiteral<"any">>;
            'min-samples': z.ZodMiniOptional<z.ZodMiniInt>;
            samples: z.ZodMiniOptional<z.ZodMiniUnion<readonly [z.ZodMiniString<string>, z.ZodMiniInt]>>;
            'too-few': z.ZodMiniOptional<z.ZodMiniEnum<{
                fail: "fail";
                skip: "skip";
                warn: "warn";
            }>>;
            stderr: z.ZodMiniOptional<z.ZodMiniUnion<readonly [z.ZodMiniString<string>, z.ZodMiniNumber<number>]>>;
            stdev: z.ZodMiniOptional<z.ZodMiniUnion<readonly [z.ZodMiniString<string>, z.ZodMiniNumber<number>]>>;
            confidence: z.ZodMiniOptional<z.ZodMiniString<string>>;
            paired: z.ZodMiniOptional<z.ZodMiniObject<{
                file: z.ZodMiniString<string>;
                key: z.ZodMiniString<string>;
                score: z.ZodMiniString<string>;
            }, z.core.$strict>>;
            inconclusive: z.ZodMiniOptional<z.ZodMiniEnum<{
                warn: "warn";
                block: "block";
                allow: "allow";
            }>>;
        }, z.core.$strict>, z.ZodMiniObject<{
            tests: z.ZodMiniUnion<readonly [z.ZodMiniString<string>, z.ZodMiniArray<z.ZodMiniString<string>>]>;
        }, z.core.$strict>, z.ZodMiniObject<{
            checks: z.ZodMiniArray<z.ZodMiniUnion<readonly [z.ZodMiniString<string>, z.ZodMiniObject<{
                name: z.ZodMiniString<string>;
                app: z.ZodMiniOptional<z.ZodMiniString<string>>;
                allow: z.ZodMiniOptional<z.ZodMiniArray<z.ZodMiniEnum<{
                    skipped: "skipped";
                    neutral: "neutral";
                }>>>;
            }, z.core.$strict>]>>;
            wait: z.ZodMiniOptional<z.ZodMiniString<string>>;
        }, z.core.$strict>, z.ZodMiniObject<{
            approvals: z.ZodMiniInt;
        }, z.core.$strict>, z.ZodMiniObject<{
            'any-of': z.ZodMiniArray<z.ZodMiniUnion<readonly [z.ZodMiniObject<{
                metric: z.ZodMiniString<string>;
                min: z.ZodMiniOptional<z.ZodMiniNumber<number>>;
                max: z.ZodMiniOptional<z.ZodMiniNumber<number>>;
                'max-regression': z.ZodMiniOptional<z.ZodMiniUnion<readonly [z.ZodMiniNumber<number>, z.ZodMiniString<string>]>>;
                'min-improvement': z.ZodMiniOptional<z.ZodMiniUnion<readonly [z.ZodMiniNumber<number>, z.ZodMiniString<string>]>>;
                goal: z.ZodMiniOptional<z.ZodMiniEnum<{
                    higher: "higher";
                    lower: "lower";
                }>>;
                scale: z.ZodMiniOptional<z.ZodMiniLiteral<"any">>;
                'min-samples': z.ZodMiniOptional<z.ZodMiniInt>;
                samples: z.ZodMiniOptional<z.ZodMiniUnion<readonly [z.ZodMiniString<string>, z.ZodMiniInt]>>;
                'too-few': z.ZodMiniOptional<z.ZodMiniEnum<{
                    fail: "fail";
                    skip: "skip";
                    warn: "warn";
                }>>;
                stderr: z.ZodMiniOptional<z.ZodMiniUnion<readonly [z.ZodMiniString<string>, z.ZodMiniNumber<number>]>>;
                stdev: z.ZodMiniOptional<z.ZodMiniUnion<readonly [z.ZodMiniString<string>, z.ZodMiniNumber<number>]>>;
                confidence: z.ZodMiniOptional<z.ZodMiniString<string>>;
                paired: z.ZodMiniOptional<z.ZodMiniObject<{
                    file: z.ZodMiniString<string>;
                    key: z.ZodMiniString<string>;
                    score: z.ZodMiniString<string>;
                }, z.core.$strict>>;
                inconclusive: z.ZodMiniOptional<z.ZodMiniEnum<{
                    warn: "warn";
                    block: "block";
                    allow: "allow";
                }>>;
            }, z.core.$strict>, z.ZodMiniObject<{
                tests: z.ZodMiniUnion<readonly [z.ZodMiniString<string>, z.ZodMiniArray<z.ZodMiniString<string>>]>;
            }, z.core.$strict>]>>;
        }, z.core.$strict>]>>>;
        evidence: z.ZodMiniOptional<z.ZodMiniObject<{
            'max-age': z.ZodMiniOptional<z.ZodMiniString<string>>;
            version: z.ZodMiniOptional<z.ZodMiniLiteral<"required">>;
            commit: z.ZodMiniOptional<z.ZodMiniLiteral<"required">>;
        }, z.core.$strict>>;
        freeze: z.ZodMiniOptional<z.ZodMiniArray<z.ZodMiniObject<{
            from: z.ZodMiniString<string>;
            to: z.ZodMiniString<string>;
            timezone: z.ZodMiniString<string>;
            reason: z.ZodMiniOptional<z.ZodMiniString<string>>;
            rollbacks: z.ZodMiniOptional<z.ZodMiniBoolean<boolean>>;
        }, z.core.$strict>>>;
    }, z.core.$strict>>;
}, z.core.$strict>;
export declare const mlflowRegistry: z.ZodMiniObject<{
    mlflow: z.ZodMiniString<string>;
    mode: z.ZodMiniOptional<z.ZodMiniEnum<{
        auto: "auto";
        stages: "stages";
        aliases: "aliases";
    }>>;
    aliases: z.ZodMiniOptional<z.ZodMiniRecord<z.ZodMiniString<string>, z.ZodMiniString<string>>>;
}, z.core.$strict>;
export declare const policySchema: z.ZodMiniObject<{
    registry: z.ZodMiniOptional<z.ZodMiniUnion<readonly [z.ZodMiniString<string>, z.ZodMiniObject<{
        mlflow: z.ZodMiniString<string>;
        mode: z.ZodMiniOptional<z.ZodMiniEnum<{
            auto: "auto";
            stages: "stages";
            aliases: "aliases";
        }>>;
        aliases: z.ZodMiniOptional<z.ZodMiniRecord<z.ZodMiniString<string>, z.ZodMiniString<string>>>;
    }, z.core.$strict>]>>;
    stages: z.ZodMiniOptional<z.ZodMiniArray<z.ZodMiniString<string>>>;
    models: z.ZodMiniRecord<z.ZodMiniString<string>, z.ZodMiniObject<{
        report: z.ZodMiniOptional<z.ZodMiniUnion<readonly [z.ZodMiniString<string>, z.ZodMiniArray<z.ZodMiniString<string>>]>>;
        format: z.ZodMiniOptional<z.ZodMiniEnum<{
            deepchecks: "deepchecks";
            dvc: "dvc";
            "eval-results": "eval-results";
            evidently: "evidently";
            "great-expectations": "great-expectations";
            plain: "plain";
            "hf-trainer": "hf-trainer";
            inspect: "inspect";
            "lm-eval": "lm-eval";
            "mlflow-evaluate": "mlflow-evaluate";
            "model-index": "model-index";
            promptfoo: "promptfoo";
            sklearn: "sklearn";
            auto: "auto";
        }>>;
        stages: z.ZodMiniRecord<z.ZodMiniString<string>, z.ZodMiniObject<{
            from: z.ZodMiniOptional<z.ZodMiniUnion<readonly [z.ZodMiniString<string>, z.ZodMiniArray<z.ZodMiniString<string>>]>>;
            soak: z.ZodMiniOptional<z.ZodMiniString<string>>;
            refs: z.ZodMiniOptional<z.ZodMiniUnion<readonly [z.ZodMiniString<string>, z.ZodMiniArray<z.ZodMiniString<string>>]>>;
            'archive-existing': z.ZodMiniOptional<z.ZodMiniBoolean<boolean>>;
            'allow-force': z.ZodMiniOptional<z.ZodMiniBoolean<boolean>>;
            'taken-out': z.ZodMiniOptional<z.ZodMiniEnum<{
                block: "block";
                allow: "allow";
            }>>;
            'when-empty': z.ZodMiniOptional<z.ZodMiniEnum<{
                skip: "skip";
                compare: "compare";
            }>>;
            'gate-rollbacks': z.ZodMiniOptional<z.ZodMiniBoolean<boolean>>;
            gates: z.ZodMiniOptional<z.ZodMiniArray<z.ZodMiniUnion<readonly [z.ZodMiniObject<{
                metric: z.ZodMiniString<string>;
                min: z.ZodMiniOptional<z.ZodMiniNumber<number>>;
                max: z.ZodMiniOptional<z.ZodMiniNumber<number>>;
                'max-regression': z.ZodMiniOptional<z.ZodMiniUnion<readonly [z.ZodMiniNumber<number>, z.ZodMiniString<string>]>>;
                'min-improvement': z.ZodMiniOptional<z.ZodMiniUnion<readonly [z.ZodMiniNumber<number>, z.ZodMiniString<string>]>>;
                goal: z.ZodMiniOptional<z.ZodMiniEnum<{
                    higher: "higher";
                    lower: "lower";
                }>>;
                scale: z.ZodMiniOptional<z.ZodMiniLiteral<"any">>;
                'min-samples': z.ZodMiniOptional<z.ZodMiniInt>;
                samples: z.ZodMiniOptional<z.ZodMiniUnion<readonly [z.ZodMiniString<string>, z.ZodMiniInt]>>;
                'too-few': z.ZodMiniOptional<z.ZodMiniEnum<{
                    fail: "fail";
                    skip: "skip";
                    warn: "warn";
                }>>;
                stderr: z.ZodMiniOptional<z.ZodMiniUnion<readonly [z.ZodMiniString<string>, z.ZodMiniNumber<number>]>>;
                stdev: z.ZodMiniOptional<z.ZodMiniUnion<readonly [z.ZodMiniString<string>, z.ZodMiniNumber<number>]>>;
                confidence: z.ZodMiniOptional<z.ZodMiniString<string>>;
                paired: z.ZodMiniOptional<z.ZodMiniObject<{
                    file: z.ZodMiniString<string>;
                    key: z.ZodMiniString<string>;
                    score: z.ZodMiniString<string>;
                }, z.core.$strict>>;
                inconclusive: z.ZodMiniOptional<z.ZodMiniEnum<{
                    warn: "warn";
                    block: "block";
                    allow: "allow";
                }>>;
            }, z.core.$strict>, z.ZodMiniObject<{
                tests: z.ZodMiniUnion<readonly [z.ZodMiniString<string>, z.ZodMiniArray<z.ZodMiniString<string>>]>;
            }, z.core.$strict>, z.ZodMiniObject<{
                checks: z.ZodMiniArray<z.ZodMiniUnion<readonly [z.ZodMiniString<string>, z.ZodMiniObject<{
                    name: z.ZodMiniString<string>;
                    app: z.ZodMiniOptional<z.ZodMiniString<string>>;
                    allow: z.ZodMiniOptional<z.ZodMiniArray<z.ZodMiniEnum<{
                        skipped: "skipped";
                        neutral: "neutral";
                    }>>>;
                }, z.core.$strict>]>>;
                wait: z.ZodMiniOptional<z.ZodMiniString<string>>;
            }, z.core.$strict>, z.ZodMiniObject<{
                approvals: z.ZodMiniInt;
            }, z.core.$strict>, z.ZodMiniObject<{
                'any-of': z.ZodMiniArray<z.ZodMiniUnion<readonly [z.ZodMiniObject<{
                    metric: z.ZodMiniString<string>;
                    min: z.ZodMiniOptional<z.ZodMiniNumber<number>>;
                    max: z.ZodMiniOptional<z.ZodMiniNumber<number>>;
                    'max-regression': z.ZodMiniOptional<z.ZodMiniUnion<readonly [z.ZodMiniNumber<number>, z.ZodMiniString<string>]>>;
                    'min-improvement': z.ZodMiniOptional<z.ZodMiniUnion<readonly [z.ZodMiniNumber<number>, z.ZodMiniString<string>]>>;
                    goal: z.ZodMiniOptional<z.ZodMiniEnum<{
                        higher: "higher";
                        lower: "lower";
                    }>>;
                    scale: z.ZodMiniOptional<z.ZodMiniLiteral<"any">>;
                    'min-samples': z.ZodMiniOptional<z.ZodMiniInt>;
                    samples: z.ZodMiniOptional<z.ZodMiniUnion<readonly [z.ZodMiniString<string>, z.ZodMiniInt]>>;
                    'too-few': z.ZodMiniOptional<z.ZodMiniEnum<{
                        fail: "fail";
                        skip: "skip";
                        warn: "warn";
                    }>>;
                    stderr: z.ZodMiniOptional<z.ZodMiniUnion<readonly [z.ZodMiniString<string>, z.ZodMiniNumber<number>]>>;
                    stdev: z.ZodMiniOptional<z.ZodMiniUnion<readonly [z.ZodMiniString<string>, z.ZodMiniNumber<number>]>>;
                    confidence: z.ZodMiniOptional<z.ZodMiniString<string>>;
                    paired: z.ZodMiniOptional<z.ZodMiniObject<{
                        file: z.ZodMiniString<string>;
                        key: z.ZodMiniString<string>;
                        score: z.ZodMiniString<string>;
                    }, z.core.$strict>>;
                    inconclusive: z.ZodMiniOptional<z.ZodMiniEnum<{
                        warn: "warn";
                        block: "block";
                        allow: "allow";
                    }>>;
                }, z.core.$strict>, z.ZodMiniObject<{
                    tests: z.ZodMiniUnion<readonly [z.ZodMiniString<string>, z.ZodMiniArray<z.ZodMiniString<string>>]>;
                }, z.core.$strict>]>>;
            }, z.core.$strict>]>>>;
            evidence: z.ZodMiniOptional<z.ZodMiniObject<{
                'max-age': z.ZodMiniOptional<z.ZodMiniString<string>>;
                version: z.ZodMiniOptional<z.ZodMiniLiteral<"required">>;
                commit: z.ZodMiniOptional<z.ZodMiniLiteral<"required">>;
            }, z.core.$strict>>;
            freeze: z.ZodMiniOptional<z.ZodMiniArray<z.ZodMiniObject<{
                from: z.ZodMiniString<string>;
                to: z.ZodMiniString<string>;
                timezone: z.ZodMiniString<string>;
                reason: z.ZodMiniOptional<z.ZodMiniString<string>>;
                rollbacks: z.ZodMiniOptional<z.ZodMiniBoolean<boolean>>;
            }, z.core.$strict>>>;
        }, z.core.$strict>>;
    }, z.core.$strict>>;
}, z.core.$strict>;
export type PolicyFile = z.infer<typeof policySchema>;
export type MlflowRegistry = z.infer<typeof mlflowRegistry>;
export type StagePolicy = z.infer<typeof stagePolicy>;
export type MetricGate = z.infer<typeof metricGate>;
export type TestsGate = z.infer<typeof testsGate>;
export type AnyOfGate = z.infer<typeof anyOfGate>;
export type ChecksGate = z.infer<typeof checksGate>;
export type ApprovalsGate = z.infer<typeof approvalsGate>;
export type FreezeEntry = z.infer<typeof freezeWindow>;
export type Gate = NonNullable<StagePolicy['gates']>[number];
export {};
