import { rejectUnknownOptions, requireInteger, requireNumber } from "../../errors/check-option.ts";
import { InvalidOptionError } from "../../errors/lockstep-error.ts";
import type { Shape } from "../../tensor/shape.ts";
import type { LayerSpec } from "../layer-spec.ts";
import { batchNorm } from "../layers/batch-norm.ts";
import { conv2d } from "../layers/conv2d.ts";
import { dense } from "../layers/dense.ts";
import { globalAvgPool } from "../layers/global-pool.ts";
import { relu } from "../layers/relu.ts";
import { residual } from "../layers/residual.ts";
import { stochasticDepth } from "../layers/stochastic-depth.ts";
import type { ModelSpec } from "../model-spec.ts";
import { named } from "../named.ts";
import { sequential } from "../sequential.ts";

/** Options of {@link smallResNet}. */
export interface SmallResNetOptions {
  /** Shape of an image, [channels, height, width]. @default [3, 32, 32] */
  readonly inputShape?: Shape;
  /** How many logits there are. @default 10 */
  readonly classes?: number;
  /** Channels of the first stage; each further stage has twice as many. @default 16 */
  readonly width?: number;
  /** Blocks of two convolutions in each stage; the paper's ResNet-20 is [3, 3, 3]. @default [1, 1, 1], ResNet-8 */
  readonly blocks?: readonly number[];
  /** Rate at which the last block is skipped in training; it rises to this in a straight line. @default none */
  readonly depthRate?: number;
}

/** One block of the network. */
interface Block {
  readonly name: string;
  readonly channels: number;
  readonly stride: number;
  /** Whether its input has another shape than its output. */
  readonly changes: boolean;
  /** @default none */
  readonly depthRate: number | undefined;
}

/**
 * A residual network for small images, as He et al. have it for CIFAR-10: a 3×3 convolution, stages of residual blocks of
 * which all but the first halve the image and double the channels, the mean over the image, and a dense layer. A block is
 * convolution, batch norm, relu, convolution, batch norm, added to its input, then relu; where the shape changes, the
 * shortcut is a 1×1 convolution with a batch norm. With `depthRate` p, block l of L is skipped in training with probability
 * p·l/L, which is stochastic depth.
 *
 * Its tensors have torchvision's names: `conv1.weight`, `bn1.running_mean`, `layer1.0.conv1.weight`,
 * `layer2.0.downsample.0.weight`, `fc.bias`.
 *
 * @param options.inputShape shape of an image, [channels, height, width]. @default [3, 32, 32]
 * @param options.classes how many logits there are. @default 10
 * @param options.width channels of the first stage. @default 16
 * @param options.blocks blocks in each stage. @default [1, 1, 1]
 * @param options.depthRate rate at which the last block is skipped in training. @default none
 * @throws {InvalidOptionError} if an option is wrong or unknown.
 * @throws {ShapeMismatchError} if rows are no images.
 * @example
 * const model = smallResNet({ inputShape: [1, 28, 28], width: 8, depthRate: 0.2 });
 * @see He et al., "Deep residual learning for image recognition" (2015), section 4.2
 */
export function smallResNet(options: SmallResNetOptions = {}): ModelSpec {
  rejectUnknownOptions("smallResNet", options, ["inputShape", "classes", "width", "blocks", "depthRate"]);
  const { inputShape = [3, 32, 32], classes = 10, blocks = [1, 1, 1], depthRate } = options;
  const width = requireInteger("smallResNet: width", options.width ?? 16, { min: 1 });
  if (!Array.isArray(blocks) || blocks.length === 0) {
    throw new InvalidOptionError({
      subject: "smallResNet: blocks",
      rule: "must list how many blocks each stage has",
      received: blocks,
    });
  }
  const counts = blocks.map((count: unknown) => requireInteger("smallResNet: blocks", count, { min: 1 }));
  if (depthRate !== undefined) requireNumber("smallResNet: depthRate", depthRate, { min: 0, max: 1 });
  const total = counts.reduce((sum, count) => sum + count, 0);
  let number = 0;
  const stages = counts.map((count, stage) =>
    Array.from({ length: count }, (_, index) => {
      number++;
      return blockOf({
        name: `layer${stage + 1}.${index}`,
        channels: width * 2 ** stage,
        stride: stage > 0 && index === 0 ? 2 : 1,
        changes: stage > 0 && index === 0,
        depthRate: depthRate === undefined ? undefined : depthRate * (number / total),
      });
    }).flat(),
  );
  return sequential({
    inputShape,
    layers: [
      named("conv1", convolution(width, 1)),
      named("bn1", batchNorm()),
      relu(),
      ...stages.flat(),
      globalAvgPool(),
      named("fc", dense(classes)),
    ],
  });
}

function convolution(channels: number, stride: number): LayerSpec {
  return conv2d(channels, { kernelSize: 3, stride, padding: 1, bias: false });
}

function blockOf({ name, channels, stride, changes, depthRate }: Block): readonly LayerSpec[] {
  const body = [
    named("conv1", convolution(channels, stride)),
    named("bn1", batchNorm()),
    relu(),
    named("conv2", convolution(channels, 1)),
    named("bn2", batchNorm()),
    ...(depthRate === undefined ? [] : [stochasticDepth(depthRate)]),
  ];
  const shortcut = changes
    ? [
        named("downsample.0", conv2d(channels, { kernelSize: 1, stride, bias: false })),
        named("downsample.1", batchNorm()),
      ]
    : [];
  return [named(name, residual({ body, shortcut })), relu()];
}
