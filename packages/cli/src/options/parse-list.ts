import { InvalidOptionError } from "@lockstep/core";

/**
 * The parts of a comma-separated list. One comma at the end is allowed.
 *
 * @throws {InvalidOptionError} for an empty list or an empty part.
 */
export function parseList(option: string, text: string, example: string): readonly string[] {
  const parts = text
    .replace(/,\s*$/, "")
    .split(",")
    .map((part) => part.trim());
  if (parts.every((part) => part !== "")) return parts;
  throw new InvalidOptionError({
    subject: option,
    rule: "must be a comma-separated list without gaps",
    received: text,
    remedy: `Write it like ${example}.`,
  });
}
