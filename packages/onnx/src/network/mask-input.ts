import { isRows, type GraphShape } from "../graph/dimension.ts";
import type { GraphBuilder } from "../graph/graph-builder.ts";
import type { GraphValue } from "../graph/graph.ts";

/** An input whose words hold a mask's bits. */
export interface PackedBits {
  /** uint32, [length of the mask's first axis, words, 1]. */
  readonly words: GraphValue;
  /** How many elements a word holds, from its lowest bit on. */
  readonly bitsPerWord: number;
}

/** Elements behind the first axis from which on packing them is worth the operators that unpack them. */
const WORTH_PACKING = 32;

/** A word that is half empty is still an eighth of its elements' bytes, and no word crosses from one row to the next. */
const FEWEST_BITS = 16;

/**
 * Makes the input for a mask: on GPUs, where it is uploaded at every step, one bit an element, otherwise a byte.
 *
 * @param shape of the mask.
 */
export function maskInput(
  graph: GraphBuilder,
  name: string,
  shape: GraphShape,
): { readonly mask: GraphValue; readonly packed?: PackedBits } {
  const bitsPerWord = graph.target === "webgpu" ? wordLength(shape) : undefined;
  if (bitsPerWord === undefined) return { mask: graph.input(name, "bool", shape) };
  const [first, ...rest] = shape as readonly [GraphShape[number], ...number[]];
  const words = graph.input(name, "uint32", [first, sizeOf(rest) / bitsPerWord, 1]);
  // Without shifts and masks of bits, which the GPU has no kernels for: bit i is (word / 2^i) % 2.
  const powers = Uint32Array.from({ length: bitsPerWord }, (_, bit) => 2 ** bit);
  const two = graph.constant(Uint32Array.of(2), [1]);
  const shifted = graph.apply("Div", [words, graph.constant(powers, [1, 1, bitsPerWord])], {}, `${name}.shifted`);
  const even = graph.apply("Mul", [graph.apply("Div", [shifted, two]), two]);
  const target = [isRows(first) ? -1 : first, ...rest];
  const bits = graph.apply(
    "Reshape",
    [graph.apply("Sub", [shifted, even]), graph.integers(target)],
    {},
    `${name}.bits`,
  );
  const one = graph.constant(Uint32Array.of(1), [1]);
  return { mask: graph.apply("Equal", [bits, one], {}, `${name}.keep`), packed: { words, bitsPerWord } };
}

/** The most elements that a word can hold so that a row fills its words; `undefined` where packing is not worth it. */
function wordLength([first, ...rest]: GraphShape): number | undefined {
  if (first === undefined || rest.some(isRows)) return undefined;
  const size = sizeOf(rest as readonly number[]);
  if (size < WORTH_PACKING) return undefined;
  let bits = 32;
  while (size % bits !== 0) bits--;
  return bits < FEWEST_BITS ? undefined : bits;
}

function sizeOf(lengths: readonly number[]): number {
  return lengths.reduce((size, length) => size * length, 1);
}
