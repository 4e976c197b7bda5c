import { UnsupportedOptionError } from "@lockstep/core";
import { reshapeTo } from "../gradients/reshape-to.ts";
import { int, ints } from "../graph/attribute.ts";
import { multiplyDimensions } from "../graph/dimension-arithmetic.ts";
import type { Dimension } from "../graph/dimension.ts";
import type { GraphBuilder } from "../graph/graph-builder.ts";
import type { GraphValue } from "../graph/graph.ts";
import { readEquation } from "./einsum-equation.ts";

/** A value whose axes have letters. */
interface Lettered {
  readonly value: GraphValue;
  readonly letters: readonly string[];
}

/**
 * `Einsum`, by transpositions, reshapes, sums and products of matrices, two operands at a time from left to right: the
 * letters of both that stay are a batch, those that go are the inner axis.
 *
 * @throws {UnsupportedOptionError} for an equation that takes a diagonal, and for one that is none.
 */
export function emitEinsum(graph: GraphBuilder, equation: string, inputs: readonly GraphValue[]): GraphValue {
  const { operands, output } = readEquation(
    equation,
    inputs.map(({ shape }) => shape.length),
  );
  const lettered = inputs.map((value, index) => ({ value, letters: operands[index]! }));
  const result = lettered.slice(1).reduce<Lettered>((product, operand, index) => {
    const later = operands.slice(index + 2).flat();
    const kept = new Set([...output, ...later]);
    return multiplied(graph, summed(graph, product, [...kept, ...operand.letters]), operand, kept);
  }, lettered[0]!);
  return ordered(graph, summed(graph, result, output), output).value;
}

/** Without the letters that are not among `kept`. */
function summed(graph: GraphBuilder, { value, letters }: Lettered, kept: readonly string[]): Lettered {
  const gone = letters.flatMap((letter, axis) => (kept.includes(letter) ? [] : [axis]));
  if (gone.length === 0) return { value, letters };
  return {
    value: graph.apply("ReduceSum", [value, graph.integers(gone)], { keepdims: int(0) }),
    letters: letters.filter((_, axis) => !gone.includes(axis)),
  };
}

function ordered(graph: GraphBuilder, { value, letters }: Lettered, order: readonly string[]): Lettered {
  if (letters.every((letter, axis) => order[axis] === letter)) return { value, letters };
  const perm = ints(order.map((letter) => letters.indexOf(letter)));
  return { value: graph.apply("Transpose", [value], { perm }), letters: order };
}

/** The product of two, summed over the letters that both have and that are not among `kept`. */
function multiplied(graph: GraphBuilder, a: Lettered, right: Lettered, kept: ReadonlySet<string>): Lettered {
  const b = summed(graph, right, [...kept, ...a.letters]);
  const shared = a.letters.filter((letter) => b.letters.includes(letter));
  const batch = shared.filter((letter) => kept.has(letter));
  const inner = shared.filter((letter) => !kept.has(letter));
  const ofA = a.letters.filter((letter) => !shared.includes(letter));
  const ofB = b.letters.filter((letter) => !shared.includes(letter));
  const [x, y] = [ordered(graph, a, [...batch, ...ofA, ...inner]), ordered(graph, b, [...batch, ...inner, ...ofB])];
  const lengths = (of: Lettered, letters: readonly string[]): readonly Dimension[] =>
    letters.map((letter) => of.value.shape[of.letters.indexOf(letter)]!);
  const left = reshapeTo(graph, x.value, [...lengths(x, batch), sizeOf(lengths(x, ofA)), sizeOf(lengths(x, inner))]);
  const across = reshapeTo(graph, y.value, [...lengths(y, batch), sizeOf(lengths(y, inner)), sizeOf(lengths(y, ofB))]);
  const product = graph.apply("MatMul", [left, across]);
  const shape = [...product.shape.slice(0, batch.length), ...lengths(x, ofA), ...lengths(y, ofB)];
  return { value: reshapeTo(graph, product, shape), letters: [...batch, ...ofA, ...ofB] };
}

/** @throws {UnsupportedOptionError} if the rows would be multiplied by themselves */
function sizeOf(lengths: readonly Dimension[]): Dimension {
  const size = multiplyDimensions(lengths);
  if (size !== undefined) return size;
  throw new UnsupportedOptionError({ subject: "operator Einsum", rule: "would multiply the rows by themselves" });
}
