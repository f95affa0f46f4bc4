/** How a changed manifest gets back to where others see it. */
export type CommitMode = 'none' | 'push' | 'api' | 'pull-request';
/** A mode, or `auto`: by where it runs. */
export type CommitSetting = CommitMode | 'auto';
