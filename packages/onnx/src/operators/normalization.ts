import { numberAttribute } from "../graph/attribute.ts";
import { graphShapesEqual, normalAxis } from "../graph/dimension.ts";
import { broadcastShape } from "./broadcast.ts";
import { misfit, requiredInput, type InferenceRule } from "./operator-call.ts";

/** `LayerNormalization(x, scale, bias?)`: the output, the mean and the inverse deviation, the last two of length 1 from `axis` on. */
export const inferLayerNormalization: InferenceRule = (call) => {
  const { elementType, shape } = requiredInput(call, 0);
  const axis = normalAxis(numberAttribute(call.attributes, "axis", -1), shape.length);
  if (axis < 0 || axis >= shape.length) throw misfit(call, "needs an axis of its input");
  for (const factor of [requiredInput(call, 1), call.inputs[2]]) {
    if (factor !== undefined && !graphShapesEqual(broadcastShape(call, [shape, factor.shape]), shape)) {
      throw misfit(call, "needs a scale and a bias that broadcast to its input");
    }
  }
  const statistic = { elementType, shape: shape.map((length, index) => (index < axis ? length : 1)) };
  return [{ elementType, shape }, statistic, statistic];
};

/** `BatchNormalization(x, scale, bias, mean, variance)`, in inference: the output. */
export const inferBatchNormalization: InferenceRule = (call) => {
  const { elementType, shape } = requiredInput(call, 0);
  const channels = shape[1];
  if (channels === undefined) throw misfit(call, "needs rows of channels");
  for (const index of [1, 2, 3, 4]) {
    if (!graphShapesEqual(requiredInput(call, index).shape, [channels])) {
      throw misfit(call, "needs a scale, a bias and statistics of one number for each channel");
    }
  }
  return { elementType, shape };
};
