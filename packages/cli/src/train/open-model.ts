import { InvalidOptionError, meanSquaredError, type LossSpec } from "@lockstep/core";
import { openOnnxModel, type OnnxModel, type OnnxModelOptions } from "@lockstep/onnx";
import { fitsPattern } from "./name-pattern.ts";
import type { OpenedFile } from "./opened-file.ts";

/** What of a file is trained, as the flags say. */
export interface ModelSelection {
  /** Patterns of the parameters that are trained; undefined for all. */
  readonly trainable: readonly string[] | undefined;
  /** Patterns of those that are not, for all that. */
  readonly freeze: readonly string[];
  readonly output: string | undefined;
  readonly dimensions: Readonly<Record<string, number>>;
}

/** A file that was looked at, before a loss is chosen. */
export interface InspectedModel {
  /** With all of its parameters trained. */
  readonly all: OnnxModel;
  /** Names of the parameters that are trained. */
  readonly trained: readonly string[];
}

/**
 * Finds the parameters of a file and those that the flags choose.
 *
 * @throws {LockstepError} if the file cannot be trained, a pattern fits nothing, or nothing is left to train.
 */
export function inspectModel(file: OpenedFile, selection: ModelSelection): InspectedModel {
  // Any output will do for this loss: what is looked at does not depend on it.
  const open = (trainable?: readonly string[]): OnnxModel =>
    openOnnxModel(file.bytes, onnxOptions(file, selection, meanSquaredError(), trainable));
  const all = open();
  const candidates = (selection.trainable === undefined ? all : open(selection.trainable)).parameters;
  const names = candidates.map(({ name }) => name);
  for (const pattern of selection.freeze) {
    if (names.some((name) => fitsPattern(name, pattern))) continue;
    throw new InvalidOptionError({
      subject: "--freeze",
      rule: "must fit a parameter that would be trained",
      received: pattern,
      remedy: `They are ${listed(names)}.`,
    });
  }
  const trained = names.filter((name) => !selection.freeze.some((pattern) => fitsPattern(name, pattern)));
  if (trained.length > 0) return { all, trained };
  throw new InvalidOptionError({
    subject: "--freeze",
    rule: "must leave a parameter to train",
    received: selection.freeze.join(),
    remedy: `Without it these are trained: ${listed(names)}.`,
  });
}

/** How a file is opened, here and by an engine. */
export function onnxOptions(
  file: OpenedFile,
  { output, dimensions }: Pick<ModelSelection, "output" | "dimensions">,
  loss: LossSpec,
  trainable?: readonly string[],
): OnnxModelOptions {
  return {
    loss,
    externalData: file.externalData,
    dimensions,
    ...(output === undefined ? {} : { output }),
    ...(trainable === undefined ? {} : { trainable }),
  };
}

function listed(names: readonly string[]): string {
  return names.slice(0, 20).join(", ") + (names.length > 20 ? ", ..." : "");
}
