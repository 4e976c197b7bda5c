import { UnsupportedOptionError } from "@lockstep/core";
import { COMPOSITES } from "../compose/composites.ts";
import { knowsOperator } from "../operators/infer-outputs.ts";
import type { FileNode } from "../model-file/file-node.ts";
import type { ImportRule } from "./import-rule.ts";
import { REFUSED_OPERATORS } from "./refused-operators.ts";
import { importBatchNormalization } from "./rules/batch-normalization.ts";
import { importCast } from "./rules/cast.ts";
import { importConstantOfShape } from "./rules/constant-of-shape.ts";
import { importConv, importConvTranspose } from "./rules/convolution.ts";
import { importDropout } from "./rules/dropout.ts";
import { importGroupNormalization } from "./rules/group-normalization.ts";
import { importExpand } from "./rules/expand.ts";
import { importIdentity } from "./rules/identity.ts";
import { importAveragePool, importMaxPool } from "./rules/pool.ts";
import { importRecurrent } from "./rules/recurrent.ts";
import { importReduction } from "./rules/reduction.ts";
import { importReshape } from "./rules/reshape.ts";
import { importResize } from "./rules/resize.ts";
import { importSplit } from "./rules/split.ts";
import { importSqueeze } from "./rules/squeeze.ts";

/** Operators whose form depends on the operator set, or that become something else than themselves. */
const RULES: ReadonlyMap<string, ImportRule> = new Map([
  ["AveragePool", importAveragePool],
  ["BatchNormalization", importBatchNormalization],
  ["Cast", importCast],
  ["ConstantOfShape", importConstantOfShape],
  ["Conv", importConv],
  ["ConvTranspose", importConvTranspose],
  ["Dropout", importDropout],
  ["Expand", importExpand],
  ["GroupNormalization", importGroupNormalization],
  ["GRU", importRecurrent],
  ["Identity", importIdentity],
  ["LSTM", importRecurrent],
  ["MaxPool", importMaxPool],
  ["ReduceL1", importReduction],
  ["ReduceL2", importReduction],
  ["ReduceLogSum", importReduction],
  ["ReduceLogSumExp", importReduction],
  ["ReduceMax", importReduction],
  ["ReduceMean", importReduction],
  ["ReduceMin", importReduction],
  ["ReduceProd", importReduction],
  ["ReduceSum", importReduction],
  ["ReduceSumSquare", importReduction],
  ["Reshape", importReshape],
  ["Resize", importResize],
  ["Split", importSplit],
  ["Squeeze", importSqueeze],
  ["Upsample", importResize],
]);

/** Where a node means the same in every operator set: it is called as it stands. */
const importAsIs: ImportRule = ({ graph, node, inputs, attributes }) =>
  graph.applyAll(node.operator, inputs, attributes, node.outputs);

/**
 * How to write a node.
 *
 * @throws {UnsupportedOptionError} for an operator that cannot be trained through, with the reason.
 */
export function importRule({ operator }: FileNode): ImportRule {
  const rule = RULES.get(operator);
  if (rule !== undefined) return rule;
  const composite = COMPOSITES.get(operator);
  if (composite !== undefined) {
    return ({ graph, inputs, attributes }) => [composite(graph, inputs, attributes)];
  }
  if (knowsOperator(operator)) return importAsIs;
  const reason = REFUSED_OPERATORS.get(operator);
  throw new UnsupportedOptionError({
    subject: `operator ${operator}`,
    rule: reason === undefined ? "is not known here" : `is refused: ${reason}`,
    remedy: "Train a part of the model without it (output names where it ends), or export it in other operators.",
  });
}
