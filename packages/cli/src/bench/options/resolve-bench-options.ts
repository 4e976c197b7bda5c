import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import { InvalidOptionError } from "@lockstep/core";
import { requireOneOf } from "@lockstep/core/engine";
import { parseCount } from "../../options/parse-count.ts";
import { parseSet } from "../../options/parse-set.ts";
import { requireWritable } from "../../terminal/whole-file.ts";
import { WORKLOAD_NAMES } from "../workload-facts.ts";
import type { WorkloadName } from "../workload.ts";
import { DEFAULTS, FULL_DEFAULTS, GROWTH_DEFAULTS, QUICK_DEFAULTS } from "./bench-defaults.ts";
import type { BenchFlags } from "./bench-flags.ts";
import type { BenchOptions, GrowthOptions } from "./bench-options.ts";

const FOLDER_REMEDY = "Create the folder around it first, or choose another one.";

/**
 * Checks every flag before any work.
 *
 * @throws {InvalidOptionError} naming the value and what to do.
 */
export function resolveBenchOptions(flags: BenchFlags): BenchOptions {
  const { quick = false, full = false, json = null, report = null } = flags;
  if (quick && full) throw contradiction("--full", "cannot go together with --quick", full);
  const defaults = quick ? QUICK_DEFAULTS : full ? FULL_DEFAULTS : DEFAULTS;
  const workloads = parseWorkloads(flags.only);
  const rounds =
    flags.rounds === undefined
      ? defaults.rounds
      : parseCount("--rounds", flags.rounds, "Every contestant has its turn once a round; 3 are usual, 9 with --full.");
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

function resolveGrowth({ full, growth = full ?? false, quick = false, steps }: BenchFlags): GrowthOptions | null {
  if (growth && quick) throw contradiction("--growth", "takes minutes, which --quick leaves out", growth);
  const count = steps === undefined ? GROWTH_DEFAULTS.steps : parseCount("--steps", steps, "10000 are usual.");
  if (growth) return { ...GROWTH_DEFAULTS, steps: count };
  if (steps === undefined) return null;
  throw new InvalidOptionError({
    subject: "--steps",
    rule: "is of the growth of memory, which only --growth and --full show",
    received: steps,
    remedy: "Add --growth, or leave it out.",
  });
}

function contradiction(subject: string, rule: string, received: unknown): InvalidOptionError {
  return new InvalidOptionError({ subject, rule, received, remedy: "Leave out one of the two." });
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
