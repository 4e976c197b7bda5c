import { formatCount, formatEpochs, formatShare } from "../render/number-format.ts";
import type { AgreementOptions, DatasetFacts, RemediesOptions, TrainingOptions } from "./compare-options.ts";
import type { LabelKind } from "./remedy.ts";

/** The settings of the first table in a few sentences. */
export function remediesCaption(dataset: DatasetFacts, { engine, seeds, training }: RemediesOptions): string {
  const weights = "With stopping, a run ends with its best weights, otherwise with its last.";
  const subject = seeds.length === 1 ? `Seed ${seeds[0]}.` : `Means over the seeds ${seeds.join(", ")}.`;
  return `${trainingCaption(dataset, training)} ${weights} Engine ${engine}. ${subject}`;
}

/** The settings of the learning curves. */
export function pictureCaption(dataset: DatasetFacts, { engine, seeds, training }: RemediesOptions): string {
  const subject = seeds.length === 1 ? `Seed ${seeds[0]}.` : `A line for each of the seeds ${seeds.join(", ")}.`;
  return `${trainingCaption(dataset, training)} Engine ${engine}. ${subject}`;
}

/** The settings of the second table in a few sentences. */
export function agreementCaption(dataset: DatasetFacts, { seed, training }: AgreementOptions): string {
  return `${trainingCaption(dataset, training)} Dropout and early stopping on, seed ${seed}.`;
}

/** What the rows of one kind of labels are called. */
export function labelsHeading(labels: LabelKind, { labelNoise }: RemediesOptions): string {
  return labels === "clean" ? "Clean labels" : `${formatShare(labelNoise, 0)} label noise`;
}

/** What was done to the labels. */
export function labelsCaption(labels: LabelKind): string {
  if (labels === "clean") return "All labels as they come.";
  return (
    "Each training label became another class with that probability, and training accuracy is by those labels; " +
    "validation and test labels are clean."
  );
}

function trainingCaption({ name, features, classes, scaling }: DatasetFacts, training: TrainingOptions): string {
  const { sizes, hidden, epochs, batchSize, learningRate, momentum, rate, monitor, patience } = training;
  const network = [features, ...hidden, classes].join("-");
  const rows = `${formatCount(sizes.training)} training, ${formatCount(sizes.validation)} validation and ${formatCount(sizes.test)} test rows`;
  const scaled = scaling === "standardised" ? ", columns standardised by the training rows" : "";
  return (
    `${name}, ${rows}${scaled}. Network ${network}, relu, batches of ${batchSize}, learning rate ${learningRate}, ` +
    `momentum ${momentum}, dropout rate ${rate}, patience ${patience} on ${monitor}, at most ${formatEpochs(epochs)}.`
  );
}
