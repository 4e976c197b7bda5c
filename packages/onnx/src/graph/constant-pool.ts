import { ShapeMismatchError } from "@lockstep/core";
import { elementTypeOf, type ConstantData } from "./element-type.ts";
import type { GraphValue, Initializer } from "./graph.ts";

/** Elements of the largest constant that is looked up before it is stored: axes, shapes and scalars are smaller. */
const LARGEST_SHARED = 64;

/** Elements of the largest constant of one axis that arithmetic on shapes may read. */
const LARGEST_FOLLOWED = 1024;

/** The constants of a graph; equal small ones are stored once. */
export class ConstantPool {
  readonly #graph: string;
  readonly #byContent = new Map<string, GraphValue>();
  readonly #data = new Map<GraphValue, ConstantData>();

  /** @param graph the graph's name, for errors. */
  constructor(graph: string) {
    this.#graph = graph;
  }

  /**
   * @param nameOf makes the name of a new one.
   * @throws {ShapeMismatchError} if the data do not fill the shape.
   */
  add(data: ConstantData, shape: readonly number[], nameOf: () => string): GraphValue {
    if (shape.reduce((size, length) => size * length, 1) !== data.length) {
      throw new ShapeMismatchError({
        subject: `graph ${this.#graph}: a constant of shape [${shape.join(", ")}]`,
        rule: "must be filled by its data",
        received: data.length,
      });
    }
    const elementType = elementTypeOf(data);
    // Comparing a large constant, such as a frozen weight, costs more than storing it twice.
    const isSmall = data.length <= LARGEST_SHARED;
    const content = isSmall ? `${elementType} [${shape.join(", ")}] ${bytesOf(data).join(" ")}` : "";
    const known = isSmall ? this.#byContent.get(content) : undefined;
    if (known !== undefined) return known;
    const value = { name: nameOf(), elementType, shape, ...contentsOf(data, shape) };
    if (isSmall) this.#byContent.set(content, value);
    this.#data.set(value, data);
    return value;
  }

  /** The elements of `value`, if it is one of the constants. */
  dataOf(value: GraphValue): ConstantData | undefined {
    return this.#data.get(value);
  }

  /** The constants among `values`, in the order in which they were made. */
  among(values: ReadonlySet<GraphValue | undefined>): readonly Initializer[] {
    return [...this.#data].flatMap(([value, data]) => (values.has(value) ? [{ value, data }] : []));
  }
}

function contentsOf(data: ConstantData, shape: readonly number[]): { readonly contents?: readonly number[] } {
  const isShort = shape.length <= 1 && data.length <= LARGEST_FOLLOWED;
  return isShort ? { contents: Array.from(data as ArrayLike<number | bigint>, Number) } : {};
}

function bytesOf(data: ConstantData): Uint8Array {
  return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
}
