import type { RateSchedule } from "../../dropout/rate-schedule.ts";
import { rejectUnknownOptions, requireInteger } from "../../errors/check-option.ts";
import type { Shape } from "../../tensor/shape.ts";
import type { LayerSpec } from "../layer-spec.ts";
import { conv2d } from "../layers/conv2d.ts";
import { dense } from "../layers/dense.ts";
import { dropout } from "../layers/dropout.ts";
import { flatten } from "../layers/flatten.ts";
import { maxPool2d } from "../layers/max-pool.ts";
import { relu } from "../layers/relu.ts";
import type { ModelSpec } from "../model-spec.ts";
import { named } from "../named.ts";
import { sequential } from "../sequential.ts";

/** Options of {@link smallAlexNet}. */
export interface SmallAlexNetOptions {
  /** Shape of an image, [channels, height, width], of at least 15×15. @default [1, 28, 28] */
  readonly inputShape?: Shape;
  /** How many logits there are. @default 10 */
  readonly classes?: number;
  /** Rate of the dropout before each of the two hidden dense layers; 0 drops nothing. @default 0.5 */
  readonly rate?: number | RateSchedule;
  /** Channels of the first convolution; AlexNet has 64. @default 16 */
  readonly width?: number;
  /** Units of the hidden dense layers; AlexNet has 4096. @default 128 */
  readonly units?: number;
}

/**
 * AlexNet for small images: five convolutions with relu and three overlapping max-pools (3×3 windows, 2 apart), then
 * dropout, a dense layer, dropout, a dense layer, and the logits. The convolutions have w, 2w, 3w, 2w and 2w channels, in
 * about AlexNet's proportions; the first two kernels are 5×5, the others 3×3, all with stride 1 and padding that keeps the
 * lengths. As in torchvision's there is no local response normalisation.
 *
 * Its tensors have torchvision's names: `features.0.weight` to `features.10.bias`, `classifier.1.weight` to
 * `classifier.6.bias`. The initial weights do not depend on the rate.
 *
 * @param options.inputShape shape of an image, [channels, height, width], of at least 15×15. @default [1, 28, 28]
 * @param options.classes how many logits there are. @default 10
 * @param options.rate rate of both dropouts. @default 0.5
 * @param options.width channels of the first convolution. @default 16
 * @param options.units units of the hidden dense layers. @default 128
 * @throws {InvalidOptionError} if an option is wrong or unknown.
 * @throws {ShapeMismatchError} if an image is too small.
 * @example
 * const model = smallAlexNet({ classes: 10, rate: 0.5 });
 * summary(model).sites; // 2
 * @see Krizhevsky, Sutskever and Hinton, "ImageNet classification with deep convolutional neural networks" (2012)
 */
export function smallAlexNet(options: SmallAlexNetOptions = {}): ModelSpec {
  rejectUnknownOptions("smallAlexNet", options, ["inputShape", "classes", "rate", "width", "units"]);
  const { inputShape = [1, 28, 28], classes = 10, rate = 0.5, units = 128 } = options;
  const width = requireInteger("smallAlexNet: width", options.width ?? 16, { min: 1 });
  const convolution = (place: number, channels: number, kernelSize: number): LayerSpec[] => [
    named(`features.${place}`, conv2d(channels, { kernelSize, padding: (kernelSize - 1) / 2 })),
    relu(),
  ];
  const pool = maxPool2d(3, { stride: 2 });
  return sequential({
    inputShape,
    layers: [
      ...convolution(0, width, 5),
      pool,
      ...convolution(3, 2 * width, 5),
      pool,
      ...convolution(6, 3 * width, 3),
      ...convolution(8, 2 * width, 3),
      ...convolution(10, 2 * width, 3),
      pool,
      flatten(),
      dropout(rate),
      named("classifier.1", dense(units)),
      relu(),
      dropout(rate),
      named("classifier.4", dense(units)),
      relu(),
      named("classifier.6", dense(classes)),
    ],
  });
}
