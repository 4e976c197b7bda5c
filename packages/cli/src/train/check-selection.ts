import { InvalidOptionError } from "@lockstep/core";
import { fitsPattern } from "./name-pattern.ts";
import type { ModelSelection } from "./open-model.ts";
import type { OpenedFile } from "./opened-file.ts";

/**
 * Checks that the flags name what the file has, so that messages speak of flags.
 *
 * @throws {InvalidOptionError} for an axis without a length, and for a value or an axis that is not there.
 */
export function checkSelection({ content, name }: OpenedFile, { output, dimensions }: ModelSelection): void {
  const [input] = content.inputs;
  const axes = (input?.dims ?? []).filter((length) => typeof length === "string");
  const unknown = Object.keys(dimensions).find((axis) => !axes.includes(axis));
  if (unknown !== undefined) {
    throw new InvalidOptionError({
      subject: "--dimension",
      rule: `must name an axis of the input of ${name}`,
      received: unknown,
      remedy: `Its names: ${axes.join(", ") || "none"}.`,
    });
  }
  const open = (input?.dims ?? []).slice(1).find((length) => typeof length === "string" && !(length in dimensions));
  if (open !== undefined) {
    throw new InvalidOptionError({
      subject: "--dimension",
      rule: `is needed for the axis ${open} of the input of ${name}, whose length the file leaves open`,
      remedy: `Write --dimension ${open}=128 with the length in your data.`,
    });
  }
  if (output === undefined || content.nodes.some(({ outputs }) => outputs.includes(output))) return;
  throw new InvalidOptionError({
    subject: "--output-name",
    rule: `must be a value that ${name} computes`,
    received: output,
    remedy: `Its outputs: ${content.outputs.map((value) => value.name).join(", ")}.`,
  });
}

/**
 * Checks that each pattern fits a name.
 *
 * @param option the flag.
 * @param others names that count if they are given in full.
 * @throws {InvalidOptionError} for one that does not.
 */
export function requireFits(
  option: string,
  patterns: readonly string[],
  names: readonly string[],
  others: { has(name: string): boolean },
): void {
  const idle = patterns.find((pattern) => !others.has(pattern) && !names.some((name) => fitsPattern(name, pattern)));
  if (idle === undefined) return;
  const listed = names.slice(0, 20).join(", ") + (names.length > 20 ? ", ..." : "");
  throw new InvalidOptionError({
    subject: option,
    rule: "must fit a parameter",
    received: idle,
    remedy: `They are ${listed}.`,
  });
}
