import { InvalidOptionError } from "@lockstep/core";
import { inferOutputs } from "../operators/infer-outputs.ts";
import type { Attributes } from "./attribute.ts";
import { ConstantPool } from "./constant-pool.ts";
import type { CustomGradient } from "./custom-gradient.ts";
import type { GraphShape } from "./dimension.ts";
import type { ConstantData, ElementType } from "./element-type.ts";
import { foldedData } from "./folded-data.ts";
import type { Graph, GraphNode, GraphValue } from "./graph.ts";
import type { GraphTarget } from "./graph-target.ts";
import { liveNodes } from "./live-nodes.ts";

/**
 * Builds a graph node by node. Every value gets a unique name, and its element type and shape as soon as it exists, so
 * that a call which does not fit throws where it is made. Integers that are known beforehand, such as the arithmetic on
 * shapes that exporters write, become constants.
 *
 * @example
 * const graph = new GraphBuilder("double");
 * const x = graph.input("x", "float32", ["rows", 3]);
 * const y = graph.apply("Mul", [x, graph.scalar(2)], {}, "y");
 * encodeGraph(graph.build([y]));
 */
export class GraphBuilder {
  readonly name: string;
  /** Whose kernels the graph is written for. */
  readonly target: GraphTarget;
  readonly #inputs: GraphValue[] = [];
  readonly #nodes: GraphNode[] = [];
  readonly #constants: ConstantPool;
  readonly #names = new Set<string>();
  readonly #stopped = new Set<GraphValue>();
  readonly #customGradients = new Map<GraphValue, CustomGradient>();

  /** @param target whose kernels will compute. @default "wasm" */
  constructor(name: string, target: GraphTarget = "wasm") {
    this.name = name;
    this.target = target;
    this.#constants = new ConstantPool(name);
  }

  /** The nodes so far, in the order in which they run. */
  get nodes(): readonly GraphNode[] {
    return this.#nodes;
  }

  /** A value that the caller feeds. @throws {InvalidOptionError} if the name is taken */
  input(name: string, elementType: ElementType, shape: GraphShape): GraphValue {
    if (this.#names.has(name)) {
      throw new InvalidOptionError({ subject: `graph ${this.name}: input`, rule: "needs a new name", received: name });
    }
    this.#names.add(name);
    const value = { name, elementType, shape };
    this.#inputs.push(value);
    return value;
  }

  /** A value stored in the model; equal small constants are stored once. @throws {ShapeMismatchError} if data do not fill it */
  constant(data: ConstantData, shape: readonly number[]): GraphValue {
    return this.#constants.add(data, shape, () => this.#uniqueName("constant"));
  }

  /** The f32 constant `value`, of shape []. */
  scalar(value: number): GraphValue {
    return this.constant(Float32Array.of(value), []);
  }

  /** A one-axis int64 constant: axes, or a target shape. */
  integers(values: readonly number[]): GraphValue {
    return this.constant(BigInt64Array.from(values, BigInt), [values.length]);
  }

  /** The elements of a constant; `undefined` for any other value. */
  dataOf(value: GraphValue): ConstantData | undefined {
    return this.#constants.dataOf(value);
  }

  /**
   * Calls an operator and returns its (first) output.
   *
   * @param name of the output; a number is appended where it is taken. @default the operator's name
   * @throws {ShapeMismatchError} if the inputs do not fit the operator.
   * @throws {UnsupportedOptionError} if the operator is not known here.
   */
  apply(
    operator: string,
    inputs: readonly (GraphValue | undefined)[],
    attributes: Attributes = {},
    name: string = operator.toLowerCase(),
  ): GraphValue {
    return this.applyAll(operator, inputs, attributes, [name])[0]!;
  }

  /**
   * Calls an operator of several outputs.
   *
   * @param names of the outputs that are wanted, from the first on.
   * @throws as {@link apply}
   */
  applyAll(
    operator: string,
    inputs: readonly (GraphValue | undefined)[],
    attributes: Attributes,
    names: readonly string[],
  ): readonly GraphValue[] {
    const types = inferOutputs({ operator, inputs, attributes, outputCount: names.length });
    const folded = types.map(foldedData);
    if (folded.every((data) => data !== undefined)) {
      return folded.map((data, index) => this.constant(data, types[index]!.shape as readonly number[]));
    }
    const outputs = types.map((type, index) => ({ name: this.#uniqueName(names[index]!), ...type }));
    this.#nodes.push({ name: `${outputs[0]!.name}:${operator}`, operator, inputs, outputs, attributes });
    return outputs;
  }

  /**
   * Makes a node give more of its outputs than it was called for: a gradient may need one that the forward pass leaves
   * out, such as the places of the maxima.
   *
   * @param count how many outputs it has from then on.
   * @throws {UnsupportedOptionError} if the operator does not give so many.
   */
  moreOutputs(node: GraphNode, count: number): readonly GraphValue[] {
    const index = this.#nodes.findIndex(({ outputs }) => outputs[0] === node.outputs[0]);
    const { operator, inputs, attributes, outputs: given } = this.#nodes[index]!;
    const types = inferOutputs({ operator, inputs, attributes, outputCount: count });
    const outputs = types.map(
      (type, output) => given[output] ?? { name: this.#uniqueName(`${given[0]!.name}.${output}`), ...type },
    );
    this.#nodes[index] = { ...this.#nodes[index]!, outputs };
    return outputs;
  }

  /** Marks `value` as constant for differentiation, and returns it: no gradient passes through. */
  stopGradient(value: GraphValue): GraphValue {
    this.#stopped.add(value);
    return value;
  }

  /** Whether {@link stopGradient} marked the value. */
  stopsGradient(value: GraphValue): boolean {
    return this.#stopped.has(value);
  }

  /**
   * Gives `value` a derivative of its own, and returns it: that of its formula as a whole, where the derivatives of the
   * nodes that make it would round more, cost more, or be NaN.
   *
   * @param value the only output of its node.
   * @example
   * const graph = new GraphBuilder("straight-through");
   * const x = graph.input("x", "float32", [2]);
   * // Rounded forwards; backwards as if it were not.
   * const y = graph.withGradient(graph.apply("Floor", [x]), [x], (gradient) => [() => gradient]);
   */
  withGradient(value: GraphValue, inputs: CustomGradient["inputs"], emitters: CustomGradient["emitters"]): GraphValue {
    this.#customGradients.set(value, { inputs, emitters });
    return value;
  }

  /** What {@link withGradient} gave the value. */
  customGradient(value: GraphValue): CustomGradient | undefined {
    return this.#customGradients.get(value);
  }

  /** The graph so far, with `outputs` as what it gives; what they do not depend on is left out. Building may go on. */
  build(outputs: readonly GraphValue[]): Graph {
    const nodes = liveNodes(this.#nodes, outputs);
    const read = new Set([...outputs, ...nodes.flatMap(({ inputs }) => inputs)]);
    return { name: this.name, inputs: [...this.#inputs], outputs, initializers: this.#constants.among(read), nodes };
  }

  #uniqueName(hint: string): string {
    let name = hint;
    for (let suffix = 2; this.#names.has(name); suffix++) name = `${hint}_${suffix}`;
    this.#names.add(name);
    return name;
  }
}
