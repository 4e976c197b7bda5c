/** Where an image's numbers go in a row of a model's input. */
export interface ImageLayout {
  readonly order: "CHW" | "HWC";
  /** 1 for grey, 3 for red, green and blue. */
  readonly channels: 1 | 3;
  readonly height: number;
  readonly width: number;
}

/**
 * The layout of a model whose rows have this shape: [C, H, W] as PyTorch has it, [H, W, C] as TensorFlow has it, or [H, W].
 * Null if rows are no images.
 */
export function imageLayout(inputShape: readonly number[]): ImageLayout | null {
  const [first = 0, second = 0, third] = inputShape;
  if (inputShape.length === 2 && first > 1 && second > 1)
    return { order: "CHW", channels: 1, height: first, width: second };
  if (inputShape.length !== 3 || third === undefined) return null;
  if (isChannels(first)) return { order: "CHW", channels: first, height: second, width: third };
  if (isChannels(third)) return { order: "HWC", channels: third, height: first, width: second };
  return null;
}

function isChannels(length: number): length is 1 | 3 {
  return length === 1 || length === 3;
}
