import type { UnitMask } from "../../masks/unit-mask.ts";
import type { DeviceTensor, DeviceTensors, TfjsNamespace } from "../../namespace/tfjs-namespace.ts";
import { linear, linearInputGradient, linearWeightGradient } from "../linear.ts";
import { splitParts } from "../split-parts.ts";
import { sumVectors } from "../sum-vectors.ts";
import type { RecurrentCell, RecurrentState } from "./recurrent-cell.ts";
import { product } from "../product.ts";

/** One layer in one direction, with its parameters in the device's layout. */
export interface RecurrentRunForm {
  readonly cell: RecurrentCell;
  readonly hidden: number;
  /** Position after position, in the order of the run. */
  readonly order: readonly number[];
  /** [inputs, gates · hidden]. */
  readonly weightIh: DeviceTensor;
  /** [hidden, gates · hidden]. */
  readonly weightHh: DeviceTensor;
  /** Both [gates · hidden]. @default none */
  readonly biasIh?: DeviceTensor | undefined;
  readonly biasHh?: DeviceTensor | undefined;
  /** Of the input, [rows, 1, inputs]. @default none */
  readonly inputMask?: UnitMask | undefined;
  /** Of the state, [rows, 1, hidden]. @default none */
  readonly stateMask?: UnitMask | undefined;
}

/** What a run leaves behind; lists count positions. */
export interface RecurrentRunTrace {
  /** h, each [rows, hidden]. */
  readonly states: readonly DeviceTensor[];
  /** The input as the product took it, [positions · rows, inputs]. */
  readonly input: DeviceTensor;
  /** h of the position before as the product took it, each [rows, hidden]. */
  readonly taken: readonly DeviceTensor[];
  readonly cells: readonly DeviceTensors[];
}

/**
 * A run over the positions. Inside, positions come before rows, so that a position is one piece: one product takes the
 * inputs of all positions, and a position costs one product and the cell.
 *
 * @param x [rows, positions, inputs].
 */
export function recurrentForward(tf: TfjsNamespace, form: RecurrentRunForm, x: DeviceTensor): RecurrentRunTrace {
  const { cell, hidden, order, weightIh, weightHh, biasIh, biasHh, inputMask, stateMask } = form;
  const rows = x.shape[0];
  const positions = order.length;
  const input = positionsFirst(tf, inputMask === undefined ? x : inputMask.apply(x));
  // Where the cell adds both products up, so can one bias for all positions.
  const together = cell.addsProducts && biasIh !== undefined && biasHh !== undefined;
  const inputBias = together ? tf.add(biasIh, biasHh) : biasIh;
  const fromInput = splitParts(tf, linear(tf, input, weightIh, inputBias), positions);

  const zeros = tf.zeros([rows, hidden]);
  let before: RecurrentState = { h: zeros, c: zeros };
  const states: DeviceTensor[] = Array.from({ length: positions });
  const taken: DeviceTensor[] = Array.from({ length: positions });
  const cells: DeviceTensors[] = Array.from({ length: positions });
  for (const position of order) {
    const h = stateMask === undefined ? before.h : lockedMask(tf, before.h, (values) => stateMask.apply(values));
    const fromState = linear(tf, h, weightHh, together ? undefined : biasHh);
    const { state, trace } = cell.forward(tf, fromInput[position]!, fromState, before);
    states[position] = state.h;
    taken[position] = h;
    cells[position] = trace;
    before = state;
  }
  return { states, input, taken, cells };
}

/** Gradients of a run's arrays. */
export interface RecurrentRunGradients {
  /** [rows, positions, inputs]; absent if nobody wants it. */
  readonly input?: DeviceTensor;
  readonly weightIh: DeviceTensor;
  readonly weightHh: DeviceTensor;
  /** Of both biases; absent without them. */
  readonly biasIh?: DeviceTensor;
  readonly biasHh?: DeviceTensor;
}

/**
 * The way back over a run: a position costs one product and the cell, the parameters one product each for all of them.
 *
 * @param ofStates gradients with respect to h, a list that counts positions; absent where the output does not show h.
 */
export function recurrentBackward(
  tf: TfjsNamespace,
  form: RecurrentRunForm,
  { input, taken, cells }: RecurrentRunTrace,
  ofStates: readonly (DeviceTensor | undefined)[],
  needsInputGradient: boolean,
): RecurrentRunGradients {
  const { cell, order, weightIh, weightHh, biasIh, inputMask, stateMask } = form;
  const positions = order.length;
  const slopes = cell.slopes(
    tf,
    mapTensors(cells[0]!, (_, name) =>
      joined(
        tf,
        cells.map((trace) => trace[name]!),
      ),
    ),
  );
  const slopeParts = mapTensors(slopes, (whole) => splitParts(tf, whole, positions));
  const transposedHh = tf.transpose(weightHh);

  const totals: DeviceTensor[] = Array.from({ length: positions });
  const products: DeviceTensor[] = Array.from({ length: positions });
  let cameBack: DeviceTensor | undefined;
  let ofCell: DeviceTensor | undefined;
  for (const [index, position] of [...order.entries()].toReversed()) {
    const ofState = addIfAny(tf, ofStates[position], cameBack)!;
    const own = mapTensors(slopeParts, (parts) => parts[position]!);
    const gradients = cell.backward(tf, ofState, ofCell, own);
    totals[position] = ofState;
    products[position] = gradients.ofProduct;
    if (index === 0) break;
    const through = product(tf, gradients.ofProduct, transposedHh);
    const ofBefore =
      stateMask === undefined ? through : lockedMask(tf, through, (values) => stateMask.applyGradient(values));
    cameBack = addIfAny(tf, gradients.straight, ofBefore);
    ofCell = gradients.ofCell;
  }

  const ofProducts = joined(tf, products);
  const ofInputs = cell.ofInputs?.(tf, ofProducts, joined(tf, totals), slopes) ?? ofProducts;
  const parameters = {
    weightIh: linearWeightGradient(tf, input, ofInputs),
    weightHh: linearWeightGradient(tf, joined(tf, taken), ofProducts),
    ...(biasIh === undefined ? {} : biasGradients(tf, ofInputs, ofProducts)),
  };
  if (!needsInputGradient) return parameters;
  const ofTaken = rowsFirst(tf, linearInputGradient(tf, ofInputs, weightIh), positions);
  return { ...parameters, input: inputMask === undefined ? ofTaken : inputMask.applyGradient(ofTaken) };
}

/** Of one tensor where both products have the same gradient. */
function biasGradients(
  tf: TfjsNamespace,
  ofInputs: DeviceTensor,
  ofProducts: DeviceTensor,
): Pick<Required<RecurrentRunGradients>, "biasIh" | "biasHh"> {
  const biasIh = sumVectors(tf, ofInputs);
  return { biasIh, biasHh: ofInputs === ofProducts ? biasIh : sumVectors(tf, ofProducts) };
}

/** [rows, positions, n] as [positions · rows, n]. */
export function positionsFirst(tf: TfjsNamespace, values: DeviceTensor): DeviceTensor {
  return tf.reshape(tf.transpose(values, [1, 0, 2]), [-1, values.shape[2]!]);
}

/** The inverse of {@link positionsFirst}. */
function rowsFirst(tf: TfjsNamespace, values: DeviceTensor, positions: number): DeviceTensor {
  return tf.transpose(tf.reshape(values, [positions, -1, values.shape[1]!]), [1, 0, 2]);
}

/** Tensors of all positions, [rows, n] each, as [positions · rows, n]. */
function joined(tf: TfjsNamespace, parts: readonly DeviceTensor[]): DeviceTensor {
  return parts.length === 1 ? parts[0]! : tf.concat([...parts], 0);
}

/** Applies a mask of [rows, 1, n] to values of one position, [rows, n]. */
function lockedMask(
  tf: TfjsNamespace,
  values: DeviceTensor,
  apply: (values: DeviceTensor) => DeviceTensor,
): DeviceTensor {
  const [rows, length] = values.shape as [number, number];
  return tf.reshape(apply(tf.reshape(values, [rows, 1, length])), [rows, length]);
}

function addIfAny(
  tf: TfjsNamespace,
  first: DeviceTensor | undefined,
  second: DeviceTensor | undefined,
): DeviceTensor | undefined {
  if (first === undefined || second === undefined) return first ?? second;
  return tf.add(first, second);
}

function mapTensors<From, To>(
  values: Readonly<Record<string, From>>,
  change: (value: From, name: string) => To,
): Readonly<Record<string, To>> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, change(value, name)]));
}
