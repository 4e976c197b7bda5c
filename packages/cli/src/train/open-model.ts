import { InvalidOptionError, meanSquaredError, type LossSpec } from "@lockstep/core";
import { openOnnxModel, type OnnxModel, type OnnxModelOptions } from "@lockstep/onnx";
import { checkSelection, requireFits } from "./check-selection.ts";
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
  checkSelection(file, selection);
  // What is looked at does not depend on the loss; this one takes any output.
  const open = (trainable?: readonly string[]): OnnxModel =>
    openOnnxModel(file.bytes, onnxOptions(file, selection, meanSquaredError(), trainable));
  const all = open();
  const { trainable, freeze } = selection;
  if (trainable !== undefined) {
    requireFits("--trainable", trainable, namesOf(all), file.content.initializers);
  }
  const names = namesOf(trainable === undefined ? all : open(trainable));
  requireFits("--freeze", freeze, names, new Set());
  const trained = names.filter((name) => !freeze.some((pattern) => fitsPattern(name, pattern)));
  if (trained.length > 0) return { all, trained };
  throw new InvalidOptionError({
    subject: "--freeze",
    rule: "must leave a parameter to train",
    received: freeze.join(),
    remedy: "Freeze fewer.",
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

function namesOf({ parameters }: OnnxModel): readonly string[] {
  return parameters.map(({ name }) => name);
}
