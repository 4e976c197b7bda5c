import { UnsupportedOptionError } from "@lockstep/core";
import type { FileNode } from "../model-file/file-node.ts";
import type { ValueOrigins } from "./value-origins.ts";

/** Inputs of `BatchNormalization` that are running statistics. */
const STATISTICS = [3, 4];

/** Whether a batch norm takes the batch's statistics. */
function trainsStatistics({ operator, attributes }: FileNode): boolean {
  const mode = attributes.get("training_mode");
  return operator === "BatchNormalization" && mode?.type === "int" && mode.value === 1;
}

/**
 * Names of the stored tensors that batch norms in training mode move.
 *
 * @throws {UnsupportedOptionError} if one of them is computed, or is a parameter too.
 */
export function movingStatistics(
  subject: string,
  nodes: readonly FileNode[],
  origins: ValueOrigins,
  trainable: readonly string[],
): readonly string[] {
  const names = nodes.filter(trainsStatistics).flatMap((node) =>
    STATISTICS.map((index) => {
      const [name, ...others] = origins.get(node.inputs[index] ?? "") ?? [];
      if (name !== undefined && others.length === 0 && !trainable.includes(name)) return name;
      throw new UnsupportedOptionError({
        subject: `${subject}: node ${node.name} (BatchNormalization)`,
        rule: "must keep its running statistics in a stored tensor of their own",
        received: node.inputs[index],
        remedy: "Export it with training=TrainingMode.TRAINING and do_constant_folding=False.",
      });
    }),
  );
  return [...new Set(names)];
}
