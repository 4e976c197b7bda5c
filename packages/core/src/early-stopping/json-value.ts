/** What JSON can carry; every state of a rule is made of it. */
export type JsonValue =
  | null
  | boolean
  | number
  | string
  | readonly JsonValue[]
  | { readonly [name: string]: JsonValue };

/** A number as JSON can carry it: NaN and the infinities as text. `Number` reads it back. */
export type JsonNumber = number | "NaN" | "Infinity" | "-Infinity";

export function jsonNumber(value: number): JsonNumber {
  return Number.isFinite(value) ? value : (String(value) as JsonNumber);
}
