import { printParagraph } from "../render/page.ts";
import { formatBytes, formatCount } from "../render/number-format.ts";
import { plainTable } from "../render/plain-table.ts";
import type { Output } from "../terminal/output.ts";
import { describeTrained } from "./describe-training.ts";
import type { ModelFacts } from "./model-facts.ts";

/** A transformer has dozens, all of one rate. */
const MOST_DROPOUTS = 3;

/** Prints what a file holds, and what of it would be trained. */
export function printModel(output: Output, facts: ModelFacts): void {
  const { parameters } = facts;
  printParagraph(output, describeFile(facts));
  printParagraph(output, describeShapes(facts));
  output.write(
    `\n${plainTable(
      [["parameter", "shape", "numbers", ""]],
      parameters.map(({ name, shape, count, trained }) => [
        shorten(name, output.columns - 44),
        shape.join(" × "),
        formatCount(count),
        trained ? "trained" : "frozen",
      ]),
    )}\n\n`,
  );
  printParagraph(output, `${describeTrained(facts)} are trained.`);
  printParagraph(output, describeDropouts(facts));
  const norms = describeBatchNorms(facts);
  if (norms !== null) printParagraph(output, norms);
}

function describeFile({ bytes, operatorSet, producer }: ModelFacts): string {
  return `${formatBytes(bytes)}, ONNX operator set ${operatorSet}${producer === null ? "" : `, made by ${producer}`}.`;
}

function describeShapes({ input, outputs, output, inputShape, outputShape, fixedRows, ids }: ModelFacts): string {
  const rows = fixedRows === null ? "rows" : `${fixedRows}`;
  const whole = fixedRows === null ? "" : ` The file fixes batches of ${fixedRows} rows.`;
  const numbers = ids === null ? "" : `, ids below ${formatCount(ids)}`;
  const shape = `[${[rows, ...outputShape].join(", ")}]`;
  const others = outputs.filter((name) => name !== output).join(", ");
  const given = outputs.includes(output)
    ? `Output ${output} ${shape}.${others === "" ? "" : ` Other outputs: ${others}.`}`
    : `Output ${others}. The loss is taken of ${output} ${shape}.`;
  return `Input ${input.name} [${[rows, ...inputShape].join(", ")}]${numbers}. ${given}${whole}`;
}

function describeDropouts({ dropouts }: ModelFacts): string {
  if (dropouts.length === 0) {
    return "No dropout: exporters leave it out unless they export for training (training=TrainingMode.TRAINING in PyTorch).";
  }
  const listed = dropouts
    .slice(0, MOST_DROPOUTS)
    .map(({ name, rate }) => [name, rate === null ? null : `rate ${rate}`].filter((part) => part !== null).join(" "));
  const more = dropouts.length > MOST_DROPOUTS ? ", ..." : "";
  return `${dropouts.length} dropout ${dropouts.length === 1 ? "layer" : "layers"}, on in training: ${listed.join(", ")}${more}.`;
}

function describeBatchNorms({ batchNorms: { training, fixed } }: ModelFacts): string | null {
  const parts = [
    ...(training === 0
      ? []
      : [`${training} with the batch's statistics, which move the stored ones, frozen weights or not`]),
    ...(fixed === 0 ? [] : [`${fixed} with the stored statistics, which stay`]),
  ];
  return parts.length === 0 ? null : `Batch norms: ${parts.join("; ")}.`;
}

/** The end of a name tells more than its beginning. */
function shorten(name: string, width: number): string {
  const room = Math.max(16, width);
  return name.length <= room ? name : `…${name.slice(1 - room)}`;
}
