import { formatCount, formatEpochs } from "../render/number-format.ts";
import type { LossName } from "./loss-name.ts";
import type { ModelFacts } from "./model-facts.ts";
import type { PreparedTraining } from "./prepare-training.ts";
import { describeScaling } from "./scale-inputs.ts";
import type { TrainSettings } from "./train-settings.ts";

/** `4 of 6 parameters (118 of 320 numbers)` */
export function describeTrained({ parameters }: Pick<ModelFacts, "parameters">): string {
  const trained = parameters.filter((parameter) => parameter.trained);
  const numbers = (of: ModelFacts["parameters"]): number => of.reduce((sum, { count }) => sum + count, 0);
  return (
    `${trained.length} of ${formatCount(parameters.length)} parameters ` +
    `(${formatCount(numbers(trained))} of ${formatCount(numbers(parameters))} numbers)`
  );
}

/** Whether a part of the model is frozen, and a batch norm takes the batch's statistics. */
function movesFrozenParts({ parameters, batchNorms }: ModelFacts): boolean {
  return batchNorms.training > 0 && parameters.some(({ trained }) => !trained);
}

/** What is about to be trained, on what and how: one sentence after the other. */
export function describeTraining(training: PreparedTraining, settings: TrainSettings): readonly string[] {
  const { facts, data, dataName, batchSize, classes } = training;
  const { epochs, learningRate, momentum, weightDecay, clipNorm, patience, seed } = settings;
  const rows = [
    `${formatCount(data.training.rowCount)} training`,
    ...(data.validation === null ? [] : [`${formatCount(data.validation.rowCount)} validation`]),
    ...(data.test === null ? [] : [`${formatCount(data.test.rowCount)} test`]),
  ];
  const scaling = describeScaling(data.scaling);
  const watched = data.validation === null ? "training loss" : "validation loss";
  return [
    `${dataName}: ${joined(rows)} rows.${scaling === null ? "" : ` Inputs are ${scaling}.`}`,
    ...(classes === null ? [] : [`Classes: ${classes.map((name, index) => `${index} = ${name}`).join(", ")}.`]),
    describeLoss(training),
    `Trained: ${describeTrained(facts)}.`,
    ...(movesFrozenParts(facts)
      ? [
          "Batch norms move their running statistics in the frozen parts too: export those parts in eval mode to keep them.",
        ]
      : []),
    `Batches of ${batchSize}, learning rate ${learningRate}, momentum ${momentum}` +
      (weightDecay === 0 ? "" : `, weight decay ${weightDecay}`) +
      (clipNorm === null ? "" : `, gradients clipped to norm ${clipNorm}`) +
      `, at most ${formatEpochs(epochs)}, patience ${patience} on ${watched}, seed ${seed}.`,
  ];
}

const LOSS_WORDS: Readonly<Record<LossName, string>> = {
  "cross-entropy": "cross-entropy",
  mse: "mean squared error",
  l1: "mean absolute error",
  bce: "binary cross-entropy",
};

function describeLoss({ loss, skipped, facts }: PreparedTraining): string {
  const reason = loss.reason === null ? "" : `, since ${loss.reason}`;
  const logits = skipped === null ? "" : `, taken of the logits before the final ${skipped.activation}`;
  const value = facts.outputs.includes(facts.output) || skipped !== null ? "" : `, taken of ${facts.output}`;
  return `Loss: ${LOSS_WORDS[loss.name]}${reason}${logits}${value}.`;
}

/** `a, b and c` */
function joined(parts: readonly string[]): string {
  return parts.length === 1 ? parts[0]! : `${parts.slice(0, -1).join(", ")} and ${parts.at(-1)}`;
}
