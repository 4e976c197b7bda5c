import { differentiate, GraphBuilder, type GraphTarget, type GraphValue } from "../../src/index.ts";
import { isRows, rowsFactor, type GraphShape } from "../../src/graph/dimension.ts";
import type { Feed } from "../run-graph.ts";
import type { RuleCase, RuleInput } from "./rule-case.ts";

/** Opens graph outputs for repeated runs; the results come in the order of `outputs`. */
export type OpenGraph = (graph: GraphBuilder, outputs: readonly GraphValue[]) => Promise<OpenedGraph>;

/** A graph that can be run. */
export interface OpenedGraph {
  run(feeds: Readonly<Record<string, Feed>>): Promise<readonly ArrayLike<number>[]>;
  close(): Promise<void>;
}

/** One element of a gradient that differs. */
interface Difference {
  readonly input: string;
  readonly element: number;
  readonly computed: number;
  readonly expected: number;
}

const ROWS = 2;
/** Elements of an input that are moved, evenly spread where it has more. */
const MOVED = 40;

/**
 * Compares the gradients of Σ v·y with fourth-order central differences, element by element, and returns those that differ
 * by more than `tolerance` of the largest.
 *
 * @param step by which an element is moved. @default 1/64, where f32's rounding and the quotient's own error are both small
 */
export async function checkRule(
  rule: RuleCase,
  target: GraphTarget,
  open: OpenGraph,
  { step = 1 / 64, tolerance = 2e-3 }: { readonly step?: number; readonly tolerance?: number } = {},
): Promise<readonly Difference[]> {
  const graph = new GraphBuilder("rule", target);
  const values = rule.inputs.map((input, index) =>
    graph.input(`x${index}`, input.elementType ?? "float32", input.shape),
  );
  const output = rule.build(graph, values);
  const weights = graph.input("v", "float32", output.shape);
  const wanted = values.filter((_, index) => isDifferentiable(rule.inputs[index]!));
  const gradients = differentiate(graph, output, weights, wanted);
  for (const [index, { shape }] of gradients.entries()) {
    if (JSON.stringify(shape) !== JSON.stringify(wanted[index]!.shape))
      throw new Error(`gradient of shape ${shape.join()}`);
  }
  const feeds: Record<string, Feed> = {
    v: { shape: known(output.shape), data: spread(size(output.shape), 77, [-1, 1]) },
  };
  for (const [index, input] of rule.inputs.entries()) feeds[`x${index}`] = feedOf(input, index);

  const backward = await open(graph, gradients);
  const computed = await backward.run(feeds);
  await backward.close();

  const forward = await open(graph, [output]);
  const v = feeds["v"]!.data;
  const differences: Difference[] = [];
  for (const [index, { name }] of wanted.entries()) {
    const feed = feeds[name]!;
    const gradient = computed[index]!;
    const scale = Math.max(1, ...Array.from(gradient, Math.abs));
    for (const element of moved(feed.data.length)) {
      const at = async (shift: number): Promise<number> => {
        const data = feed.data.map((value, position) => (position === element ? value + shift : value));
        const [y] = await forward.run({ ...feeds, [name]: { ...feed, data } });
        return v.reduce((sum, weight, position) => sum + weight * y![position]!, 0);
      };
      const near = (await at(step)) - (await at(-step));
      const far = (await at(2 * step)) - (await at(-2 * step));
      const expected = (8 * near - far) / (12 * step);
      if (!(Math.abs(gradient[element]! - expected) <= tolerance * scale)) {
        differences.push({ input: name, element, computed: gradient[element]!, expected });
      }
    }
  }
  await forward.close();
  return differences;
}

function isDifferentiable({ differentiable, elementType = "float32" }: RuleInput): boolean {
  return differentiable ?? elementType === "float32";
}

function feedOf({ shape, elementType = "float32", data, range = [-1, 1] }: RuleInput, index: number): Feed {
  return { elementType, shape: known(shape), data: data ?? spread(size(shape), index, range) };
}

function known(shape: GraphShape): number[] {
  return shape.map((length) => (isRows(length) ? ROWS * rowsFactor(length) : length));
}

function size(shape: GraphShape): number {
  return known(shape).reduce((product, length) => product * length, 1);
}

/** Distinct numbers, evenly spread and shuffled: no two are so near that a moved one would pass the other. */
function spread(count: number, salt: number, [least, most]: readonly [number, number]): number[] {
  const order = Array.from({ length: count }, (_, index) => index);
  const rank = (index: number): number => Math.sin(12.9898 * (index + 1) + 78.233 * (salt + 1)) * 43758.5453;
  order.sort((a, b) => rank(a) - Math.floor(rank(a)) - (rank(b) - Math.floor(rank(b))));
  return order.map((place) => Math.fround(least + ((place + 0.5) / count) * (most - least)));
}

function moved(count: number): readonly number[] {
  if (count <= MOVED) return Array.from({ length: count }, (_, index) => index);
  return Array.from({ length: MOVED }, (_, index) => Math.floor((index * count) / MOVED));
}
