import { resolve } from "node:path";
import { InvalidOptionError } from "@lockstep/core";
import { requireWritable } from "../terminal/whole-file.ts";
import { SHARED_DEFAULTS } from "./compare-defaults.ts";
import type { CompareFlags } from "./compare-flags.ts";
import type { CompareOptions } from "./compare-options.ts";

/**
 * Where the figures and the picture go.
 *
 * @param only the one table that is asked for; null for both.
 * @throws {InvalidOptionError} if a file could not be written at the end, or there is no table to draw.
 */
export function resolveFiles(
  flags: Pick<CompareFlags, "json" | "picture">,
  only: "remedies" | "engines" | null,
): Pick<CompareOptions, "json" | "picture"> {
  if (only === "engines" && flags.picture !== undefined) {
    throw new InvalidOptionError({
      subject: "--picture",
      rule: "shows the first table, which --only engines leaves out",
      received: flags.picture,
      remedy: "Leave out one of the two.",
    });
  }
  const json = flags.json ?? null;
  const picture = only === "engines" ? null : (flags.picture ?? SHARED_DEFAULTS.picture);
  if (json !== null) requireWritable("--json", json);
  if (picture !== null) requireWritable("--picture", picture);
  if (json !== null && picture !== null && resolve(json) === resolve(picture)) {
    throw new InvalidOptionError({
      subject: "--json",
      rule: "must be another file than the picture",
      received: json,
      remedy: "Give --picture its own name.",
    });
  }
  return { json, picture };
}
