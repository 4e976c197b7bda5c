import { InvalidOptionError } from "./lockstep-error.ts";
import { nearestName } from "./nearest-name.ts";

/** Where a number may lie. Bounds are inclusive unless `exclusive` names them. */
export interface NumberRange {
  readonly min?: number;
  readonly max?: number;
  /** Bounds that the value itself must not reach. */
  readonly exclusive?: "min" | "max" | "both";
  readonly remedy?: string;
}

/**
 * Returns `value` if it is a finite number within `range`.
 *
 * @param subject what messages call it.
 * @throws {InvalidOptionError} otherwise, with the range and what was received.
 * @example
 * requireNumber("rate", 0.5, { min: 0, max: 1 }); // 0.5
 * requireNumber("rate", NaN, { min: 0, max: 1 }); // throws InvalidOptionError
 */
export function requireNumber(subject: string, value: unknown, range: NumberRange = {}): number {
  const { min = -Infinity, max = Infinity, exclusive } = range;
  const openMin = exclusive === "min" || exclusive === "both";
  const openMax = exclusive === "max" || exclusive === "both";
  const inside =
    typeof value === "number" &&
    Number.isFinite(value) &&
    (openMin ? value > min : value >= min) &&
    (openMax ? value < max : value <= max);
  if (inside) return value;
  throw new InvalidOptionError({
    subject,
    rule: `must be a ${describeRange("number", min, max, openMin, openMax)}`,
    received: value,
    ...remedyOf(range),
  });
}

/**
 * Returns `value` if it is a safe integer within `range`.
 *
 * @param subject what messages call it.
 * @throws {InvalidOptionError} otherwise, with the range and what was received.
 * @example
 * requireInteger("batchSize", 32, { min: 1 }); // 32
 * requireInteger("batchSize", 0.5, { min: 1 }); // throws InvalidOptionError
 */
export function requireInteger(subject: string, value: unknown, range: Omit<NumberRange, "exclusive"> = {}): number {
  const { min = Number.MIN_SAFE_INTEGER, max = Number.MAX_SAFE_INTEGER } = range;
  if (typeof value === "number" && Number.isSafeInteger(value) && value >= min && value <= max) return value;
  throw new InvalidOptionError({
    subject,
    rule: `must be ${describeRange("an integer", min, max, false, false)}`,
    received: value,
    ...remedyOf(range),
  });
}

/** Returns `value` if it is true or false. */
export function requireBoolean(subject: string, value: unknown): boolean {
  if (typeof value === "boolean") return value;
  throw new InvalidOptionError({ subject, rule: "must be true or false", received: value });
}

/** Returns `value` if it is a function. */
export function requireFunction<Expected>(subject: string, value: Expected): Expected {
  if (typeof value === "function") return value;
  throw new InvalidOptionError({ subject, rule: "must be a function", received: value });
}

/**
 * Returns `value` if it is one of `choices`.
 *
 * @param subject what messages call it.
 * @throws {InvalidOptionError} otherwise, with the choices and the one that was probably meant.
 * @example
 * requireOneOf("mode", "min", ["min", "max"]); // "min"
 * requireOneOf("mode", "minimum", ["min", "max"]); // throws InvalidOptionError
 */
export function requireOneOf<Choice extends string>(
  subject: string,
  value: unknown,
  choices: readonly Choice[],
  remedy?: string,
): Choice {
  const found = choices.find((choice) => choice === value);
  if (found !== undefined) return found;
  const near = typeof value === "string" ? nearestName(value, choices) : undefined;
  const help = [near === undefined ? [] : `Did you mean ${JSON.stringify(near)}?`, remedy ?? []].flat().join(" ");
  throw new InvalidOptionError({
    subject,
    rule: `must be one of ${choices.map((choice) => JSON.stringify(choice)).join(", ")}`,
    received: value,
    ...(help === "" ? {} : { remedy: help }),
  });
}

/**
 * Throws for a key of `options` that is not in `known`: a misspelt option that is silently ignored is the costliest
 * kind of default.
 *
 * @param hints remedies for names that people bring from other libraries.
 * @throws {InvalidOptionError} with the code `UNKNOWN_OPTION` and the option that was probably meant.
 * @example
 * rejectUnknownOptions("sgd", { lerningRate: 0.1 }, ["learningRate"]); // throws InvalidOptionError
 */
export function rejectUnknownOptions(
  subject: string,
  options: unknown,
  known: readonly string[],
  hints: Readonly<Record<string, string>> = {},
): void {
  if (typeof options !== "object" || options === null || Array.isArray(options)) {
    throw new InvalidOptionError({ subject, rule: "takes an options object", received: options });
  }
  for (const name of Object.keys(options)) {
    if (known.includes(name)) continue;
    const near = nearestName(name, known);
    throw new InvalidOptionError(
      {
        subject: `${subject}: ${name}`,
        rule: "is not an option",
        received: (options as Record<string, unknown>)[name],
        remedy:
          hints[name] ??
          (near === undefined ? `Its options are ${known.join(", ")}.` : `Did you mean ${JSON.stringify(near)}?`),
      },
      "UNKNOWN_OPTION",
    );
  }
}

function remedyOf(range: { readonly remedy?: string | undefined }): { remedy: string } | Record<string, never> {
  return range.remedy === undefined ? {} : { remedy: range.remedy };
}

function describeRange(noun: string, min: number, max: number, openMin: boolean, openMax: boolean): string {
  const unboundedMin = min === -Infinity || min === Number.MIN_SAFE_INTEGER;
  const unboundedMax = max === Infinity || max === Number.MAX_SAFE_INTEGER;
  if (unboundedMin && unboundedMax) return noun === "number" ? "finite number" : noun;
  if (unboundedMax) return `${noun} ${openMin ? "greater than" : "of at least"} ${min}`;
  if (unboundedMin) return `${noun} ${openMax ? "less than" : "of at most"} ${max}`;
  return `${noun} in ${openMin ? "(" : "["}${min}, ${max}${openMax ? ")" : "]"}`;
}
