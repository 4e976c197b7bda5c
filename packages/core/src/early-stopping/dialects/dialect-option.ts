import { requireBoolean, requireInteger, requireNumber, requireOneOf } from "../../errors/check-option.ts";
import type { CommonSettings } from "./dialect.ts";

/** Returns an option's value if it is allowed, and the library's default if it is not given. */
type OptionCheck<Value> = (name: string, value: unknown) => Value;

/** One for each option of a dialect's own; of the common ones, those that the library restricts or offers. */
export type OptionChecks<Settings> = {
  readonly [Name in Exclude<keyof Settings, keyof CommonSettings>]: OptionCheck<Settings[Name]>;
} & { readonly restoreBest?: OptionCheck<boolean>; readonly mode?: OptionCheck<"min" | "max"> };

/** An integer of at least `min`; without a fallback it has to be given. */
export function integer(fallback?: number, min = 0): OptionCheck<number> {
  return (name, value = fallback) => requireInteger(name, value, { min });
}

/** A finite number of at least `min`. */
export function number(fallback: number, min: number = -Infinity): OptionCheck<number> {
  return (name, value = fallback) => requireNumber(name, value, { min });
}

/** A finite number, or null for none. */
export function limit(name: string, value: unknown = null): number | null {
  return value === null ? null : requireNumber(name, value);
}

/** True or false. */
export function flag(fallback: boolean): OptionCheck<boolean> {
  return (name, value = fallback) => requireBoolean(name, value);
}

/** One of these; the first is the default. */
export function oneOf<Choice extends string>(...choices: readonly [Choice, ...Choice[]]): OptionCheck<Choice> {
  return (name, value = choices[0]) => requireOneOf(name, value, choices);
}
