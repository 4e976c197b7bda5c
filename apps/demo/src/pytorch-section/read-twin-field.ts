import { InvalidOptionError } from "@lockstep/core";
import { requireInteger, requireNumber } from "@lockstep/core/engine";
import { TWIN_LABELS } from "./twin-labels.ts";
import { LARGEST_TWIN, type TwinSettings } from "./twin-settings.ts";

/** The name of a setting. */
export type TwinField = keyof TwinSettings;

/**
 * Reads what was typed into a field, or stands in the address.
 *
 * @throws {InvalidOptionError} if it is no number of the field's range.
 */
export function readTwinField<Name extends TwinField>(name: Name, text: string): TwinSettings[Name];
export function readTwinField(name: TwinField, text: string): bigint | number {
  if (name === "seed") return readSeed(text.trim());
  const value = text.trim() === "" ? text : Number(text);
  if (name === "rate")
    return requireNumber(TWIN_LABELS.rate, value, { min: 0, max: 1, remedy: "It is the probability to drop." });
  return requireInteger(TWIN_LABELS[name], value, { min: 1, max: LARGEST_TWIN[name] });
}

function readSeed(text: string): bigint {
  const seed = /^[+-]?\d{1,30}$/.test(text) ? BigInt(text.replace("+", "")) : undefined;
  if (seed !== undefined && seed >= -(2n ** 63n) && seed < 2n ** 64n) return seed;
  throw new InvalidOptionError({
    subject: TWIN_LABELS.seed,
    rule: "must be an integer from -2^63 to 2^64 - 1",
    received: text,
    remedy: "Write it in decimal digits, as torch.manual_seed gets it.",
  });
}
