import {
  arrayDataset,
  earlyStopping,
  sgd,
  tensor,
  type Dataset,
  type FitOptions,
  type EarlyStopping,
} from "../src/index.ts";

/** Seven rows whose loss under the scripted engine is their own number: 0 to 6. */
export function numberedRows(count = 7): Dataset {
  const data = Float32Array.from({ length: count }, (_, row) => row);
  return arrayDataset({ inputs: tensor([count, 1], data), targets: tensor([count, 1], data) });
}

export const data: Dataset = numberedRows();
export const base: FitOptions = {
  epochs: 10,
  batchSize: 3,
  seed: 42,
  optimizer: sgd({ learningRate: 0.1, momentum: 0.9, dampening: 0.5 }),
};
export const patience2: EarlyStopping = earlyStopping({ monitor: "validationLoss", mode: "min", patience: 2 });
/** Optimiser steps of an epoch of them. */
export const STEPS = 3;
