import { existsSync } from "node:fs";
import { join, parse } from "node:path";
import { InvalidOptionError } from "@lockstep/core";
import { outputTarget, type OutputTarget } from "../terminal/output-target.ts";
import { requireWritable } from "../terminal/whole-file.ts";
import type { TrainFlags } from "./train-flags.ts";

/** Where results go. */
export interface TrainFiles {
  /** The trained model. */
  readonly out: string;
  readonly json: string | null;
  readonly plot: string | null;
  readonly checkpoint: string | null;
}

const REMEDY = "Create the folder first, or choose another one.";

/**
 * Where the files of a run go.
 *
 * @throws {InvalidOptionError} if one could not be written at the end, two are the same, one is the model itself, or a
 * trained model is there already and `--force` is not given.
 */
export function resolveTrainFiles(model: string, flags: TrainFlags): TrainFiles {
  const { dir, name } = parse(model);
  const out = flags.out ?? join(dir, `${name}.trained.onnx`);
  const files = { out, json: flags.json ?? null, plot: flags.plot ?? null, checkpoint: flags.checkpoint ?? null };
  const targets = new Map<string, OutputTarget>([["the model", outputTarget(model)]]);
  for (const [key, path] of Object.entries(files)) {
    if (path === null) continue;
    const option = `--${key}`;
    requireWritable(option, path, REMEDY);
    const target = outputTarget(path);
    const same = [...targets].find(([, other]) => isSameFile(other, target));
    if (same !== undefined) {
      throw new InvalidOptionError({
        subject: option,
        rule: `must be another file than ${same[0]}`,
        received: path,
        remedy: "Give it a name of its own.",
      });
    }
    targets.set(option, target);
  }
  if (flags.force !== true && isThere(out)) {
    throw new InvalidOptionError({
      subject: "--out",
      rule: "is there already",
      received: out,
      remedy: "Choose another name, or replace it with --force.",
    });
  }
  return files;
}

/** Pipes and devices may take several. */
function isSameFile(a: OutputTarget, b: OutputTarget): boolean {
  return a.kind === "file" && b.kind === "file" && a.path === b.path;
}

function isThere(path: string): boolean {
  const target = outputTarget(path);
  return target.kind === "file" && existsSync(target.path);
}
