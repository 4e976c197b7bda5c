import { numberAttribute } from "../graph/attribute.ts";
import { graphShapesEqual, isRows, type GraphShape } from "../graph/dimension.ts";
import { misfit, requiredInput, type InferenceRule, type OperatorCall } from "./operator-call.ts";

/** `GatherND(x, indices)`: the last axis of the indices holds places on x's axes after the first `batch_dims`. */
export const inferGatherNd: InferenceRule = (call) => {
  const { elementType, shape } = requiredInput(call, 0);
  const batchAxes = numberAttribute(call.attributes, "batch_dims", 0);
  const indices = requiredInput(call, 1).shape;
  if (!graphShapesEqual(shape.slice(0, batchAxes), indices.slice(0, batchAxes))) {
    throw misfit(call, "needs batch axes that agree");
  }
  return { elementType, shape: [...indices.slice(0, -1), ...shape.slice(batchAxes + placeLength(call, batchAxes))] };
};

/** `ScatterND(x, indices, updates)`: x with updates at the places of `GatherND`. */
export const inferScatterNd: InferenceRule = (call) => {
  const { elementType, shape } = requiredInput(call, 0);
  const expected: GraphShape = [...requiredInput(call, 1).shape.slice(0, -1), ...shape.slice(placeLength(call, 0))];
  const updates = requiredInput(call, 2);
  if (!graphShapesEqual(updates.shape, expected) || updates.elementType !== elementType) {
    throw misfit(call, `needs updates of shape [${expected.join(", ")}]`);
  }
  return { elementType, shape };
};

function placeLength(call: OperatorCall, batchAxes: number): number {
  const length = requiredInput(call, 1).shape.at(-1);
  const isPlace = length !== undefined && !isRows(length) && length >= 1;
  if (!isPlace || length > requiredInput(call, 0).shape.length - batchAxes) {
    throw misfit(call, "needs indices whose last axis holds places");
  }
  return length;
}
