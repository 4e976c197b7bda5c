import { InvalidOptionError } from "@lockstep/core";

/**
 * The parts of a comma-separated list, each once. A comma at the end is allowed.
 *
 * @throws {InvalidOptionError} for an empty list, an empty part or a part that comes twice.
 */
export function parseList(option: string, text: string, example: string): readonly string[] {
  const parts = text
    .replace(/,\s*$/, "")
    .split(",")
    .map((part) => part.trim());
  if (parts.every((part) => part !== "") && new Set(parts).size === parts.length) return parts;
  throw new InvalidOptionError({
    subject: option,
    rule: "must be a comma-separated list without gaps or repetitions",
    received: text,
    remedy: `Write it like ${example}.`,
  });
}
