import type { OnnxModel } from "@lockstep/onnx";
import type { OpenedFile } from "./opened-file.ts";

/** A parameter of the file. */
interface ParameterFacts {
  readonly name: string;
  readonly shape: readonly number[];
  /** How many numbers it has. */
  readonly count: number;
  readonly trained: boolean;
}

/** What a file holds and what of it is trained; plain data, for print and for `--json`. */
export interface ModelFacts {
  readonly path: string;
  readonly bytes: number;
  readonly producer: string | null;
  readonly operatorSet: number;
  /** The input with the lengths that the file gives: numbers, names, or null. */
  readonly input: { readonly name: string; readonly shape: readonly (number | string | null)[] };
  readonly outputs: readonly string[];
  /** Name of the value that the loss is taken of. */
  readonly output: string;
  /** Of one row. */
  readonly inputShape: readonly number[];
  /** Of one row. */
  readonly outputShape: readonly number[];
  /** The number of rows of every batch, where the file fixes it. */
  readonly fixedRows: number | null;
  /** Inputs are ids below this number, where they are ids. */
  readonly ids: number | null;
  readonly parameters: readonly ParameterFacts[];
  readonly dropouts: readonly { readonly name: string | null; readonly rate: number | null }[];
  /** Batch norms that take the batch's statistics and move the running ones, and those that keep the stored ones. */
  readonly batchNorms: { readonly training: number; readonly fixed: number };
}

/**
 * What of a file is trained.
 *
 * @param all the file with all of its parameters trained.
 * @param chosen the file with those that are.
 */
export function modelFacts(file: OpenedFile, all: OnnxModel, chosen: OnnxModel, output: string): ModelFacts {
  const { content } = file;
  const input = content.inputs[0]!;
  const trained = new Set(chosen.parameters.map(({ name }) => name));
  const extra = chosen.parameters.filter(({ name }) => !all.parameters.some((parameter) => parameter.name === name));
  const norms = content.nodes.filter(({ operator }) => operator === "BatchNormalization").length;
  const moving = content.nodes.filter(({ operator, attributes }) => {
    const mode = attributes.get("training_mode");
    return operator === "BatchNormalization" && mode?.type === "int" && mode.value === 1;
  }).length;
  return {
    path: file.path,
    bytes: file.bytes.length,
    producer: content.producer === "" ? null : content.producer,
    operatorSet: content.operatorSet,
    input: { name: input.name, shape: (input.dims ?? []).map((length) => length ?? null) },
    outputs: content.outputs.map(({ name }) => name),
    output,
    inputShape: [...chosen.inputShape],
    outputShape: [...chosen.outputShape],
    fixedRows: chosen.rows ?? null,
    ids: chosen.inputIds ?? null,
    parameters: [...all.parameters, ...extra].map(({ name, shape }) => ({
      name,
      shape: [...shape],
      count: shape.reduce((product, length) => product * length, 1),
      trained: trained.has(name),
    })),
    dropouts: dropoutsOf(file, chosen),
    batchNorms: { training: moving, fixed: norms - moving },
  };
}

/** Sites come in the order of the nodes; those that the output does not depend on have none. */
function dropoutsOf({ content }: OpenedFile, { randomSites }: OnnxModel): ModelFacts["dropouts"] {
  const nodes = content.nodes.filter(({ operator }) => operator === "Dropout");
  return randomSites.map((site, index) => ({
    name: nodes.length === randomSites.length ? nodes[index]!.name : null,
    rate: "rate" in site && typeof site.rate === "number" ? Number(site.rate.toPrecision(6)) : null,
  }));
}
