import { InvalidOptionError } from "@lockstep/core";
import type { FileValue } from "../model-file/file-value.ts";
import type { ModelFile } from "../model-file/model-file.ts";
import type { FilledInput } from "./filled-input.ts";
import { inputShape } from "./input-shape.ts";
import type { OnnxModelOptions } from "./onnx-model-options.ts";

/** The input that takes the data. @throws {InvalidOptionError} if there is none of the name */
export function dataInput(subject: string, { inputs }: ModelFile, wanted: string | undefined): FileValue {
  const found = wanted === undefined ? inputs[0] : inputs.find(({ name }) => name === wanted);
  if (found === undefined) {
    throw new InvalidOptionError({
      subject: `${subject}: input`,
      rule: "must name an input of the graph",
      received: wanted,
      remedy: `Its inputs: ${inputs.map(({ name }) => name).join(", ") || "none"}.`,
    });
  }
  return found;
}

/**
 * The other inputs with their values.
 *
 * @throws {InvalidOptionError} if one has none, or a value is of no input.
 */
export function filledInputs(
  subject: string,
  { inputs }: ModelFile,
  data: FileValue,
  { fill = {}, dimensions }: Pick<OnnxModelOptions, "fill" | "dimensions">,
): readonly FilledInput[] {
  const others = inputs.filter((input) => input !== data);
  const stranger = Object.keys(fill).find((name) => !others.some((input) => input.name === name));
  if (stranger !== undefined) {
    throw new InvalidOptionError({
      subject: `${subject}: fill`,
      rule: `must name inputs other than ${data.name}`,
      received: stranger,
      remedy: `The graph's inputs: ${inputs.map(({ name }) => name).join(", ")}.`,
    });
  }
  return others.map((input) => {
    const value = fill[input.name];
    if (typeof value !== "number") {
      throw new InvalidOptionError({
        subject: `${subject}: input ${input.name}`,
        rule: `needs a value: data go into ${data.name} alone`,
        received: value,
        remedy: `Pass fill: { ${JSON.stringify(input.name)}: 1 } with what it has everywhere, or export the model with one input.`,
      });
    }
    const { fixedRows, rowShape } = inputShape(subject, input, dimensions);
    // A length that is not that of the data's batch is another axis, such as the positions of a mask for all rows.
    const isBatch = fixedRows === undefined || fixedRows === data.dims?.[0];
    const shape = isBatch ? {} : { shape: [fixedRows, ...rowShape] };
    return { name: input.name, elementType: input.elementType, ...shape, rowShape, value };
  });
}

/** The name of the value that the loss is taken of. @throws {InvalidOptionError} if no node computes it */
export function chosenOutput(subject: string, { outputs, nodes }: ModelFile, wanted: string | undefined): string {
  const name = wanted ?? outputs[0]?.name;
  if (name !== undefined && nodes.some((node) => node.outputs.includes(name))) return name;
  throw new InvalidOptionError({
    subject: `${subject}: output`,
    rule: "must name a value that a node computes",
    received: name,
    remedy: `The graph's outputs: ${outputs.map((output) => output.name).join(", ") || "none"}.`,
  });
}
