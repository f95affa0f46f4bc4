/**
 * Time, and waiting. Code that waits or writes a time takes a clock as an argument, so that tests can pass their own.
 */
export interface Clock {
  /** The time of day: for what is written, and for comparisons with dates. */
  now(): Date;
  /** Milliseconds from some start, never going back: for measuring how long something takes. */
  elapsed(): number;
  sleep(milliseconds: number): Promise<void>;
}
