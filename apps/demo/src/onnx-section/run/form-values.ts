import { TRAIN_DEFAULTS, type LossName, type TrainFlags } from "lockstep/train";
import type { OrtBackendName } from "../worker/onnx-worker-api.ts";

/** What stands in the fields, as it was typed. */
export interface FormValues {
  readonly backend: OrtBackendName;
  readonly epochs: string;
  readonly batchSize: string;
  readonly learningRate: string;
  readonly momentum: string;
  readonly patience: string;
  readonly seed: string;
  /** Per cent of the rows that are set aside. */
  readonly validation: string;
  readonly loss: LossName | "auto";
  /** A table's target column; null for the one that is found. */
  readonly label: string | null;
  /** Whether a table's columns are scaled to mean 0 and deviation 1. */
  readonly standardize: boolean;
  /** What images' bytes are multiplied by. */
  readonly scale: string;
  /** Of each channel, separated by commas; empty for none. */
  readonly mean: string;
  readonly std: string;
}

/** What the fields begin with: the command line's defaults. */
export const FORM_DEFAULTS: FormValues = {
  backend: "ort-wasm",
  epochs: String(TRAIN_DEFAULTS.epochs),
  batchSize: String(TRAIN_DEFAULTS.batchSize),
  learningRate: String(TRAIN_DEFAULTS.learningRate),
  momentum: String(TRAIN_DEFAULTS.momentum),
  patience: String(TRAIN_DEFAULTS.patience),
  seed: String(TRAIN_DEFAULTS.seed),
  validation: String(100 * TRAIN_DEFAULTS.validationShare),
  loss: "auto",
  label: null,
  standardize: false,
  scale: "1/255",
  mean: "",
  std: "",
};

/** Mean and deviation of ImageNet's channels, as torchvision's models were trained with. */
export const IMAGENET_SCALING = { scale: "1/255", mean: "0.485, 0.456, 0.406", std: "0.229, 0.224, 0.225" } as const;

/**
 * The fields as options of the command line.
 *
 * @param fixedRows the batch size that the file fixes; null for any.
 */
export function flagsOf(form: FormValues, data: "table" | "images", fixedRows: number | null): TrainFlags {
  const { epochs, learningRate, momentum, patience, seed, validation, loss, standardize, scale, mean, std } = form;
  const images = data === "images";
  return {
    epochs,
    learningRate,
    momentum,
    patience,
    seed,
    validation: `${validation}%`,
    ...(fixedRows === null ? { batchSize: form.batchSize } : {}),
    ...(loss === "auto" ? {} : { loss }),
    ...(images && scale.trim() !== "" ? { scale } : {}),
    ...(images && mean.trim() !== "" ? { mean } : {}),
    ...(images && std.trim() !== "" ? { std } : {}),
    ...(!images && standardize ? { standardize } : {}),
  };
}
