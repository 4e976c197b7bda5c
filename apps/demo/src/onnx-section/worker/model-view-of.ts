import { REFUSED_OPERATORS, TRAINABLE_OPERATORS, type FileValue } from "@lockstep/onnx";
import { inspectModel, inspectOnly, resolveSettings, type ModelSelection } from "lockstep/train";
import { describeFailure } from "../describe-failure.ts";
import type { ModelView, ValueView } from "../model/model-view.ts";
import { parameterLayers } from "../model/parameter-layers.ts";
import type { ModelOptions } from "./onnx-worker-api.ts";
import type { OpenedModel } from "./open-model-files.ts";

/** The selection of what was chosen on the page. @throws {InvalidOptionError} for a length that is no number */
export function selectionOf(
  { dimensions, output }: ModelOptions,
  trained: readonly string[] | undefined,
): ModelSelection {
  const given = Object.entries(dimensions).filter(([, length]) => length.trim() !== "");
  return {
    trainable: trained,
    freeze: [],
    output: output ?? undefined,
    dimensions: resolveSettings({ dimension: given.map(([name, length]) => `${name}=${length}`) }).dimensions,
  };
}

/** What a file holds, and whether and what of it can be trained. */
export function modelViewOf({ file, externalFiles }: OpenedModel, options: ModelOptions): ModelView {
  const { content } = file;
  const counts = new Map<string, number>();
  for (const { operator } of content.nodes) counts.set(operator, (counts.get(operator) ?? 0) + 1);
  return {
    name: file.name,
    bytes: file.bytes.length,
    operatorSet: content.operatorSet,
    producer: content.producer === "" ? null : content.producer,
    inputs: content.inputs.map(valueView),
    outputs: content.outputs.map(valueView),
    operators: [...counts].toSorted(([, a], [, b]) => b - a),
    withoutGradient: [...counts.keys()]
      .filter((operator) => !TRAINABLE_OPERATORS.includes(operator))
      .map((operator) => {
        const reason = REFUSED_OPERATORS.get(operator);
        return reason === undefined ? operator : `${operator} (${reason})`;
      }),
    openAxes: (content.inputs[0]?.dims ?? []).slice(1).filter((length) => typeof length === "string"),
    externalFiles,
    ...trainable({ file, externalFiles }, options),
  };
}

function trainable(
  { file }: OpenedModel,
  options: ModelOptions,
): Pick<ModelView, "parameters" | "layerNames" | "facts" | "failure"> {
  try {
    const selection = selectionOf(options, undefined);
    const facts = inspectOnly(file, selection);
    const found = inspectModel(file, selection).all.parameters.map(({ name }) => name);
    const layers = parameterLayers(file.content, found);
    const parameters = facts.parameters.map(({ name, shape, count }) => ({
      name,
      shape,
      count,
      layer: layers.layerOf.get(name) ?? 0,
    }));
    return { parameters, layerNames: layers.names, facts, failure: null };
  } catch (error) {
    return { parameters: [], layerNames: [], facts: null, failure: describeFailure(error) };
  }
}

function valueView({ name, elementType, dims }: FileValue): ValueView {
  return { name, type: elementType, shape: (dims ?? []).map((length) => length ?? null) };
}
