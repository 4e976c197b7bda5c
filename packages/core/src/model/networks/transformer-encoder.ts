import type { RateSchedule } from "../../dropout/rate-schedule.ts";
import { rejectUnknownOptions, requireInteger, requireOneOf } from "../../errors/check-option.ts";
import type { LayerSpec } from "../layer-spec.ts";
import { dense } from "../layers/dense.ts";
import { dropout } from "../layers/dropout.ts";
import { embedding } from "../layers/embedding.ts";
import { gelu } from "../layers/gelu.ts";
import { globalAvgPool } from "../layers/global-pool.ts";
import { layerNorm } from "../layers/layer-norm.ts";
import { multiHeadAttention } from "../layers/multi-head-attention.ts";
import { permute } from "../layers/permute.ts";
import { positionalEmbedding } from "../layers/positional-embedding.ts";
import { relu } from "../layers/relu.ts";
import { residual } from "../layers/residual.ts";
import type { ModelSpec } from "../model-spec.ts";
import { named } from "../named.ts";
import { sequential } from "../sequential.ts";

/** Options of {@link transformerEncoder}. */
export interface TransformerEncoderOptions {
  /** How many ids there are; a row is a sequence of ids from 0 on. */
  readonly vocabulary: number;
  /** How many ids a row has. */
  readonly length: number;
  /** How many logits there are. */
  readonly classes: number;
  /** Length of the vector at each position. @default 32 */
  readonly features?: number;
  /** Heads of attention, which share the features. @default 4 */
  readonly heads?: number;
  /** Units between the two dense layers of a block. @default 4 · features */
  readonly hidden?: number;
  /** How many blocks there are. @default 2 */
  readonly layers?: number;
  /** Rate of every dropout: after the embedding, on attention weights, in and after the blocks' branches. @default 0.1 */
  readonly rate?: number | RateSchedule;
  /** Whether layer norm stands at the head of each branch or after each addition. @default "before" */
  readonly norm?: "before" | "after";
  /** @default "gelu" */
  readonly activation?: "gelu" | "relu";
}

const OPTIONS = [
  "vocabulary",
  "length",
  "classes",
  "features",
  "heads",
  "hidden",
  "layers",
  "rate",
  "norm",
  "activation",
];

/**
 * A transformer encoder that classifies sequences of ids: embedding plus learned positions, blocks of self-attention and of
 * two dense layers, each a residual branch with layer norm and dropout, then the mean over the positions and a dense layer.
 * With norm "before" the branches begin with their layer norm and one more follows the blocks; with "after", as in the
 * paper, layer norm follows each addition.
 *
 * Its tensors are those of a PyTorch module with `embedding` and `position` (`nn.Embedding`), `encoder`
 * (`nn.TransformerEncoder` of `nn.TransformerEncoderLayer`, with `batch_first=True`, a `norm` and `norm_first=True` for
 * "before") and `head` (`nn.Linear`): `encoder.layers.0.self_attn.in_proj_weight`, `encoder.layers.0.linear1.weight`. PyTorch's own defaults are "after" and
 * relu.
 *
 * @param options.vocabulary how many ids there are.
 * @param options.length how many ids a row has.
 * @param options.classes how many logits there are.
 * @param options.features length of the vector at each position. @default 32
 * @param options.heads heads of attention; they divide the features. @default 4
 * @param options.hidden units between the two dense layers of a block. @default 4 · features
 * @param options.layers how many blocks there are. @default 2
 * @param options.rate rate of every dropout. @default 0.1
 * @param options.norm whether layer norm stands before each branch or after each addition. @default "before"
 * @param options.activation "gelu" or "relu". @default "gelu"
 * @throws {InvalidOptionError} if an option is wrong, unknown or missing.
 * @throws {ShapeMismatchError} if the heads do not divide the features.
 * @example
 * const model = transformerEncoder({ vocabulary: 1000, length: 16, classes: 2 });
 * @see Vaswani et al., "Attention is all you need" (2017)
 */
export function transformerEncoder(options: TransformerEncoderOptions): ModelSpec {
  rejectUnknownOptions("transformerEncoder", options, OPTIONS);
  const { vocabulary, length, classes, heads = 4, rate = 0.1 } = options;
  const features = requireInteger("transformerEncoder: features", options.features ?? 32, { min: 1 });
  const hidden = requireInteger("transformerEncoder: hidden", options.hidden ?? 4 * features, { min: 1 });
  const layers = requireInteger("transformerEncoder: layers", options.layers ?? 2, { min: 1 });
  const norm = requireOneOf("transformerEncoder: norm", options.norm ?? "before", ["before", "after"]);
  const activation = requireOneOf("transformerEncoder: activation", options.activation ?? "gelu", ["gelu", "relu"]);
  requireInteger("transformerEncoder: length", length, { min: 1 });

  const normalize = (name: string): LayerSpec => named(name, layerNorm({ normalizedShape: [features] }));
  /** A residual branch. PyTorch's blocks hold both branches' layers side by side: so do the names. */
  const branch = (block: string, number: number, body: readonly LayerSpec[]): readonly LayerSpec[] =>
    norm === "before"
      ? [named(block, residual({ body: [normalize(`norm${number}`), ...body] }))]
      : [named(block, residual({ body })), normalize(`${block}.norm${number}`)];
  const blocks = Array.from({ length: layers }, (_, index) => {
    const block = `encoder.layers.${index}`;
    return [
      ...branch(block, 1, [named("self_attn", multiHeadAttention({ heads, dropout: rate })), dropout(rate)]),
      ...branch(block, 2, [
        named("linear1", dense(hidden)),
        activation === "gelu" ? gelu() : relu(),
        dropout(rate),
        named("linear2", dense(features)),
        dropout(rate),
      ]),
    ];
  });
  return sequential({
    inputShape: [length],
    layers: [
      named("embedding", embedding(vocabulary, features)),
      named("position", positionalEmbedding()),
      dropout(rate),
      ...blocks.flat(),
      ...(norm === "before" ? [normalize("encoder.norm")] : []),
      permute([1, 0]),
      globalAvgPool(),
      named("head", dense(classes)),
    ],
  });
}
