import { existsSync } from "node:fs";
import { join, parse } from "node:path";
import { InvalidOptionError } from "@lockstep/core";
import { outputTarget, type OutputTarget } from "../terminal/output-target.ts";
import { requireWritable } from "../terminal/whole-file.ts";
import type { FileOnDisk } from "./open-file.ts";
import type { TrainFlags } from "./train-flags.ts";

/** Where results go. */
export interface TrainFiles {
  /** The trained model. */
  readonly out: string;
  readonly json: string | null;
  readonly plot: string | null;
  readonly checkpoint: string | null;
}

/** A file with what messages call it. */
interface Taken {
  readonly name: string;
  readonly target: OutputTarget;
}

const REMEDY = "Create the folder first, or choose another one.";

/**
 * Where the files of a run go.
 *
 * @throws {InvalidOptionError} if one could not be written at the end, two are the same, one is the model itself or another
 * file that is read, or a trained model is there already and `--force` is not given.
 */
export function resolveTrainFiles(model: Pick<FileOnDisk, "path" | "externalPaths">, flags: TrainFlags): TrainFiles {
  const { dir, name } = parse(model.path);
  const out = flags.out ?? join(dir, `${name}.trained.onnx`);
  const files = { out, json: flags.json ?? null, plot: flags.plot ?? null, checkpoint: flags.checkpoint ?? null };
  const targets = readTargets(model, flags);
  for (const [key, path] of Object.entries(files)) {
    if (path === null) continue;
    const option = `--${key}`;
    requireWritable(option, path, REMEDY);
    const target = outputTarget(path);
    const same = targets.find(({ name: other, target: taken }) => isSameFile(taken, target) && !goesOn(option, other));
    if (same !== undefined) {
      throw new InvalidOptionError({
        subject: option,
        rule: `must be another file than ${same.name}`,
        received: path,
        remedy: "Give it a name of its own.",
      });
    }
    targets.push({ name: option, target });
  }
  if (flags.force !== true && isThere(out)) {
    throw new InvalidOptionError({
      subject: out,
      rule: "exists already",
      remedy: "--force replaces it, --out names another file.",
    });
  }
  return files;
}

/** The files that a run reads: none of its results may take their place. */
function readTargets({ path, externalPaths }: Pick<FileOnDisk, "path" | "externalPaths">, flags: TrainFlags): Taken[] {
  const { data, inputs, targets, validation, resume } = flags;
  const read: readonly (readonly [string, string | undefined])[] = [
    ["the model", path],
    ...externalPaths.map((external) => ["a file that holds the model's tensors", external] as const),
    ["--data", data],
    ["--inputs", inputs],
    ["--targets", targets],
    ["--validation", validation],
    ["--resume", resume],
  ];
  // A share, the name of an image set and a path that is wrong are no files; whoever reads them says so.
  return read.flatMap(([name, file]) =>
    file === undefined || !existsSync(file) ? [] : [{ name, target: outputTarget(file) }],
  );
}

/** A run that goes on may keep its checkpoints where the first one is. */
function goesOn(option: string, other: string): boolean {
  return option === "--checkpoint" && other === "--resume";
}

/** Pipes and devices may take several. */
function isSameFile(a: OutputTarget, b: OutputTarget): boolean {
  return a.kind === "file" && b.kind === "file" && a.path === b.path;
}

function isThere(path: string): boolean {
  const target = outputTarget(path);
  return target.kind === "file" && existsSync(target.path);
}
