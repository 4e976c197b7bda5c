import { InvalidOptionError } from "@lockstep/core";
import { outputTarget, type OutputTarget } from "../terminal/output-target.ts";
import { requireWritable } from "../terminal/whole-file.ts";
import { SHARED_DEFAULTS } from "./compare-defaults.ts";
import type { CompareFlags } from "./compare-flags.ts";
import type { CompareOptions } from "./compare-options.ts";

const REMEDY = "Create the folder first, or choose another one.";

/**
 * Where the figures and the picture go.
 *
 * @param only the one table that is asked for; null for both.
 * @throws {InvalidOptionError} if a file could not be written at the end, or both are the same.
 */
export function resolveFiles(
  flags: Pick<CompareFlags, "json" | "picture">,
  only: "remedies" | "engines" | null,
): Pick<CompareOptions, "json" | "picture"> {
  const json = flags.json ?? null;
  const picture = only === "engines" || flags.picture === false ? null : (flags.picture ?? SHARED_DEFAULTS.picture);
  if (json !== null) requireWritable("--json", json, REMEDY);
  if (picture !== null) requireWritable("--picture", picture, `${REMEDY} With --no-picture none is drawn.`);
  if (json !== null && picture !== null && isSameFile(outputTarget(json), outputTarget(picture))) {
    throw new InvalidOptionError({
      subject: "--json",
      rule: "must be another file than the picture",
      received: json,
      remedy: "Give --picture its own name.",
    });
  }
  return { json, picture };
}

/** Pipes and devices may take both. */
function isSameFile(a: OutputTarget, b: OutputTarget): boolean {
  return a.kind === "file" && b.kind === "file" && a.path === b.path;
}
