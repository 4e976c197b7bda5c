import type { SgdStep } from "@lockstep/core";
import type { GradientInputNames, SgdInputNames } from "@lockstep/onnx";
import { scalarTensor, type HostTensor } from "./host-tensor.ts";
import { drawFeeds } from "./staged-draw.ts";
import type { StagedMicroBatch } from "./staged-step.ts";

/** What to feed a graph with gradients, for a micro-batch of an optimiser batch that weighs `totalWeight`. */
export function microBatchFeeds(
  inputs: GradientInputNames,
  { batch, draws }: StagedMicroBatch,
  totalWeight: number,
): Record<string, HostTensor> {
  return {
    [inputs.inputs]: batch.inputs,
    [inputs.targets]: batch.targets,
    [inputs.weights]: batch.weights,
    [inputs.totalWeight]: scalarTensor(totalWeight),
    ...drawFeeds(inputs.draws, draws),
  };
}

/** What to feed for the optimiser's numbers. */
export function updateFeeds(inputs: SgdInputNames, update: SgdStep): Record<string, HostTensor> {
  const { momentum } = inputs;
  return {
    [inputs.learningRate]: scalarTensor(update.learningRate),
    ...(inputs.weightDecay === undefined ? {} : { [inputs.weightDecay]: scalarTensor(update.weightDecay) }),
    ...(momentum === undefined
      ? {}
      : {
          [momentum.factor]: scalarTensor(update.momentum),
          [momentum.gradientScale]: scalarTensor(update.gradientScale),
        }),
    ...(inputs.clipLimit === undefined ? {} : { [inputs.clipLimit]: scalarTensor(update.clip!.limit) }),
    ...(inputs.maxNorm === undefined ? {} : { [inputs.maxNorm]: scalarTensor(update.maxNorm!) }),
  };
}
