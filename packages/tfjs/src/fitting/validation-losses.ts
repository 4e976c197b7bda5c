import type { LayersModel, LayersNamespace } from "../namespace/layers-namespace.ts";
import type { DeviceTensor } from "../namespace/tfjs-namespace.ts";
import { batchWeights } from "./batch-weights.ts";
import type { OutputWeights } from "./row-weights.ts";
import { weighLoss, type LossFunction } from "./weigh-loss.ts";

/**
 * Makes the model's `evaluate` right for one set of rows: its losses are the weighted means Σ w·loss / Σ w, and of a model
 * with several outputs each number has its own name. (Stock tfjs adds the outputs' losses up one by one and returns every
 * partial sum, so that its `val_loss` is the first output's, and the names after it are one or more too early.)
 *
 * @param inputs what `evaluate` is called with for these rows; any other call stays as it is.
 * @returns what undoes it.
 */
export function correctEvaluation(
  tf: LayersNamespace,
  model: LayersModel,
  inputs: readonly DeviceTensor[],
  weights: OutputWeights | undefined,
): () => void {
  const outputs = model.outputNames.length;
  if (weights === undefined && outputs === 1) return () => {};
  const stock = model.evaluate.bind(model);
  const rows = inputs[0]!.shape[0];
  const factors =
    weights &&
    batchWeights(
      weights,
      Array.from({ length: rows }, (_, row) => row),
      "weights",
      "fitModel: the validation data",
    );

  function weigh(loss: LossFunction, output: number): LossFunction {
    const own = factors?.[output]?.factors;
    if (own === undefined) return loss;
    // tfjs evaluates consecutive rows from the first.
    let row = 0;
    return weighLoss(tf, loss, (count) => own.subarray(row, (row += count)));
  }

  function evaluate(...[x, y, args]: Parameters<LayersModel["evaluate"]>): ReturnType<LayersModel["evaluate"]> {
    const isOurs = inputs.length === 1 ? x === inputs[0] : Array.isArray(x) && x[0] === inputs[0];
    if (!isOurs) return stock(x, y, args);
    const { lossFunctions, metricsTensors } = model;
    model.lossFunctions = lossFunctions.map(weigh);
    if (outputs > 1) {
      // The first of them are the outputs' losses again.
      model.metricsTensors = metricsTensors.map(([metric, output], index) => [
        index < outputs ? weigh(metric, output) : metric,
        output,
      ]);
    }
    try {
      return withOwnNames(model, stock(x, y, args), outputs);
    } finally {
      Object.assign(model, { lossFunctions, metricsTensors });
    }
  }

  model.evaluate = evaluate;
  return () => {
    // The method of the class shows again.
    Reflect.deleteProperty(model, "evaluate");
  };
}

/** Leaves out the partial sums, where there are any: a tfjs that returns none is right already. */
function withOwnNames(
  model: LayersModel,
  values: ReturnType<LayersModel["evaluate"]>,
  outputs: number,
): ReturnType<LayersModel["evaluate"]> {
  const partial = outputs - 1;
  if (!Array.isArray(values) || values.length !== model.metricsNames.length + partial) return values;
  for (const value of values.slice(0, partial)) value.dispose();
  return values.slice(partial);
}
