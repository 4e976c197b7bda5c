import { InvalidOptionError, ShapeMismatchError } from "@lockstep/core";
import { inferOutput } from "../operators/infer-output.ts";
import type { Attributes } from "./attribute.ts";
import type { GraphShape } from "./dimension.ts";
import { elementTypeOf, type ConstantData, type ElementType } from "./element-type.ts";
import type { Graph, GraphNode, GraphValue, Initializer } from "./graph.ts";

/** Elements of the largest constant that is looked up before it is stored: axes, shapes and scalars are smaller. */
const LARGEST_SHARED = 64;

/**
 * Builds a graph node by node. Every value gets a unique name, and its element type and shape as soon as it exists, so
 * that a call which does not fit throws where it is made.
 *
 * @example
 * const graph = new GraphBuilder("double");
 * const x = graph.input("x", "float32", ["rows", 3]);
 * const y = graph.apply("Mul", [x, graph.scalar(2)], {}, "y");
 * encodeGraph(graph.build([y]));
 */
export class GraphBuilder {
  readonly name: string;
  readonly #inputs: GraphValue[] = [];
  readonly #nodes: GraphNode[] = [];
  readonly #constants = new Map<string, Initializer>();
  readonly #names = new Set<string>();
  readonly #stopped = new Set<GraphValue>();

  constructor(name: string) {
    this.name = name;
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
    if (shape.reduce((size, length) => size * length, 1) !== data.length) {
      throw new ShapeMismatchError({
        subject: `graph ${this.name}: a constant of shape [${shape.join(", ")}]`,
        rule: "must be filled by its data",
        received: data.length,
      });
    }
    const elementType = elementTypeOf(data);
    // Comparing a large constant, such as a frozen weight, costs more than storing it twice.
    const isSmall = data.length <= LARGEST_SHARED;
    const content = isSmall ? `${elementType} [${shape.join(", ")}] ${bytesOf(data).join(" ")}` : "";
    const known = isSmall ? this.#constants.get(content) : undefined;
    if (known !== undefined) return known.value;
    const name = this.#uniqueName("constant");
    const value =
      data instanceof BigInt64Array && shape.length === 1
        ? { name, elementType, shape, contents: [...data].map(Number) }
        : { name, elementType, shape };
    this.#constants.set(isSmall ? content : name, { value, data });
    return value;
  }

  /** The f32 constant `value`, of shape []. */
  scalar(value: number): GraphValue {
    return this.constant(Float32Array.of(value), []);
  }

  /** A one-axis int64 constant: axes, or a target shape. */
  integers(values: readonly number[]): GraphValue {
    return this.constant(BigInt64Array.from(values, BigInt), [values.length]);
  }

  /**
   * Calls an operator and returns its output.
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
    const type = inferOutput({ operator, inputs, attributes });
    const output = { name: this.#uniqueName(name), ...type };
    this.#nodes.push({ name: `${output.name}:${operator}`, operator, inputs, outputs: [output], attributes });
    return output;
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

  /** The graph so far, with `outputs` as what it gives. Building may go on. */
  build(outputs: readonly GraphValue[]): Graph {
    const initializers = [...this.#constants.values()];
    return { name: this.name, inputs: [...this.#inputs], outputs, initializers, nodes: [...this.#nodes] };
  }

  #uniqueName(hint: string): string {
    let name = hint;
    for (let suffix = 2; this.#names.has(name); suffix++) name = `${hint}_${suffix}`;
    this.#names.add(name);
    return name;
  }
}

function bytesOf(data: ConstantData): Uint8Array {
  return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
}
