import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import { InvalidOptionError } from "@lockstep/core";
import { requireOneOf } from "@lockstep/core/engine";
import { parseCount } from "../../options/parse-count.ts";
import { parseSet } from "../../options/parse-set.ts";
import { requireWritable } from "../../terminal/whole-file.ts";
import { WORKLOAD_NAMES } from "../workload-facts.ts";
import type { WorkloadName } from "../workload.ts";
import { DEFAULTS, GROWTH_DEFAULTS, QUICK_DEFAULTS } from "./bench-defaults.ts";
import type { BenchFlags } from "./bench-flags.ts";
import type { BenchOptions, GrowthOptions } from "./bench-options.ts";

const FOLDER_REMEDY = "Create the folder around it first, or choose another one.";

/**
 * Checks every flag before any work.
 *
 * @throws {InvalidOptionError} naming the value and what to do.
 */
export function resolveBenchOptions(flags: BenchFlags): BenchOptions {
  const { quick = false, json = null, report = null } = flags;
  const defaults = quick ? QUICK_DEFAULTS : DEFAULTS;
  const workloads = parseWorkloads(flags.only);
  const rounds =
    flags.rounds === undefined
      ? defaults.rounds
      : parseCount("--rounds", flags.rounds, "Every contestant has its turn once a round; 9 are usual.");
  const growth = resolveGrowth(flags);
  if (json !== null) requireWritable("--json", json, "Create the folder first, or choose another one.");
  if (report !== null) requireReportFolder(report);
  return { ...defaults, workloads, quick, rounds, growth, json, report };
}

/** In the order in which they run, whatever the order of the flag. */
function parseWorkloads(only: string | undefined): readonly WorkloadName[] {
  if (only === undefined) return WORKLOAD_NAMES;
  const wanted = parseSet("--only", only, "training-step,masks").map((name) =>
    requireOneOf("--only", name, WORKLOAD_NAMES),
  );
  return WORKLOAD_NAMES.filter((name) => wanted.includes(name));
}

function resolveGrowth({ growth = true, quick = false, steps }: BenchFlags): GrowthOptions | null {
  const count = steps === undefined ? GROWTH_DEFAULTS.steps : parseCount("--steps", steps, "10000 are usual.");
  if (growth && !quick) return { ...GROWTH_DEFAULTS, steps: count };
  if (steps === undefined) return null;
  throw new InvalidOptionError({
    subject: "--steps",
    rule: `is of the growth of memory, which ${growth ? "--quick" : "--no-growth"} leaves out`,
    received: steps,
    remedy: "Leave out one of the two.",
  });
}

/** A folder that is there, or one that can be made. */
function requireReportFolder(folder: string): void {
  const isThere = folder !== "" && existsSync(folder);
  if (isThere && !statSync(folder).isDirectory()) {
    throw new InvalidOptionError({
      subject: "--report",
      rule: "must be a folder, not a file",
      received: folder,
      remedy: "--json writes a single file.",
    });
  }
  requireWritable("--report", isThere ? join(folder, "README.md") : folder.replace(/\/+$/, ""), FOLDER_REMEDY);
}
