import { differenceBounds } from "../graph/compare-dimensions.ts";
import {
  addDimensions,
  divideDimensions,
  multiplyDimensions,
  subtractDimensions,
} from "../graph/dimension-arithmetic.ts";
import { isRows, rowsFactor, type Dimension } from "../graph/dimension.ts";
import type { ElementType } from "../graph/element-type.ts";

/** An element of the result, from those of the inputs, which have the type `elementType`; `undefined` if it is not known. */
export type ElementFunction = (elements: readonly Dimension[], elementType: ElementType) => Dimension | undefined;

type Pair = readonly [Dimension, Dimension];

/** Elementwise operators on lengths, as exporters compute shapes. */
export const ELEMENT_FUNCTIONS: ReadonlyMap<string, ElementFunction> = new Map<string, ElementFunction>([
  ["Abs", onNumber(Math.abs)],
  ["Add", arithmetic(addDimensions, (a, b) => a + b)],
  ["And", ([a, b]) => (a === 0 || b === 0 ? 0 : 1)],
  ["Ceil", onNumber(Math.ceil)],
  ["Div", arithmetic(divideDimensions, (a, b) => a / b)],
  [
    "Equal",
    comparison((least, most) => (least === 0 && most === 0 ? true : least > 0 || most < 0 ? false : undefined)),
  ],
  ["Floor", onNumber(Math.floor)],
  ["Greater", comparison((least, most) => (least > 0 ? true : most <= 0 ? false : undefined))],
  ["GreaterOrEqual", comparison((least, most) => (least >= 0 ? true : most < 0 ? false : undefined))],
  ["Less", comparison((least, most) => (most < 0 ? true : least >= 0 ? false : undefined))],
  ["LessOrEqual", comparison((least, most) => (most <= 0 ? true : least > 0 ? false : undefined))],
  ["Max", (elements) => elements.reduce<Dimension | undefined>((a, b) => largerOf(a, b), elements[0])],
  ["Min", (elements) => elements.reduce<Dimension | undefined>((a, b) => smallerOf(a, b), elements[0])],
  ["Mod", ([a, b], elementType) => (elementType === "float32" ? undefined : remainder([a!, b!]))],
  [
    "Mul",
    arithmetic(
      (a, b) => multiplyDimensions([a, b]),
      (a, b) => a * b,
    ),
  ],
  ["Neg", ([a]) => (isRows(a!) ? subtractDimensions(0, a) : -a!)],
  ["Not", ([a]) => (a === 0 ? 1 : 0)],
  ["Or", ([a, b]) => (a === 0 && b === 0 ? 0 : 1)],
  ["Sqrt", onNumber(Math.sqrt)],
  ["Sub", arithmetic(subtractDimensions, (a, b) => a - b)],
  ["Where", ([condition, a, b]) => (condition === 0 ? b : a)],
  ["Xor", ([a, b]) => (a === b ? 0 : 1)],
]);

/** `Mod` with `fmod = 1`: the rest has the sign of the dividend, as in C. */
export const truncatedRemainder: ElementFunction = ([a, b], elementType) => {
  if (elementType === "float32") return undefined;
  const rest = remainder([a!, b!]);
  return rest === undefined || rest === 0 || isRows(a!) ? rest : a! % (b as number) || 0;
};

function onNumber(compute: (element: number) => number): ElementFunction {
  return ([element]) => (isRows(element!) ? undefined : compute(element!));
}

/** Floats are rounded once more where they are stored, which gives what arithmetic in f32 gives. */
function arithmetic(
  onIntegers: (a: Dimension, b: Dimension) => Dimension | undefined,
  onFloats: (a: number, b: number) => number,
): ElementFunction {
  return ([a, b], elementType) => {
    if (elementType !== "float32") return exact(onIntegers(a!, b!));
    return isRows(a!) || isRows(b!) ? undefined : onFloats(a!, b!);
  };
}

/** A comparison that bounds of the difference may decide. */
function comparison(decide: (least: number, most: number) => boolean | undefined): ElementFunction {
  return ([a, b]) => {
    const { least, most } = differenceBounds(a!, b!);
    const answer = decide(least, most);
    return answer === undefined ? undefined : Number(answer);
  };
}

function largerOf(a: Dimension | undefined, b: Dimension): Dimension | undefined {
  if (a === undefined) return undefined;
  const { least, most } = differenceBounds(a, b);
  return least >= 0 ? a : most <= 0 ? b : undefined;
}

function smallerOf(a: Dimension | undefined, b: Dimension): Dimension | undefined {
  if (a === undefined) return undefined;
  const { least, most } = differenceBounds(a, b);
  return least >= 0 ? b : most <= 0 ? a : undefined;
}

/** The rest has the sign of the divisor, as in Python. */
function remainder([a, b]: Pair): Dimension | undefined {
  if (b === 0 || isRows(b)) return undefined;
  if (isRows(a)) return rowsFactor(a) % b === 0 ? 0 : undefined;
  return a - Math.floor(a / b) * b;
}

/** A sum or product of integers is not trusted beyond 2^53, where a double skips some. */
function exact(value: Dimension | undefined): Dimension | undefined {
  return value === undefined || isRows(value) || !Number.isInteger(value) || Number.isSafeInteger(value)
    ? value
    : undefined;
}
