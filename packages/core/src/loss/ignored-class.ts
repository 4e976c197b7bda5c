import { requireInteger } from "../errors/check-option.ts";

/** An option of losses over classes. */
export interface IgnoredClass {
  /** A target whose rows count for nothing: they weigh 0 in every sum. @default none */
  readonly ignoreIndex?: number;
}

/** Checks the option; absent where there is none. */
export function ignoredClass(subject: string, ignoreIndex: unknown): IgnoredClass {
  if (ignoreIndex === undefined) return {};
  return { ignoreIndex: requireInteger(`${subject}: ignoreIndex`, ignoreIndex, { min: -(2 ** 31), max: 2 ** 31 - 1 }) };
}
