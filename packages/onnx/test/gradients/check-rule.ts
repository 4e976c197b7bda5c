import type { GraphBuilder, GraphTarget, GraphValue } from "../../src/index.ts";
import type { Feed } from "../to-tensor.ts";
import type { RuleCase } from "./rule-case.ts";
import { ruleGraph } from "./rule-graph.ts";

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
  const { graph, output, gradients, wanted, feeds } = ruleGraph(rule, target);
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

function moved(count: number): readonly number[] {
  if (count <= MOVED) return Array.from({ length: count }, (_, index) => index);
  return Array.from({ length: MOVED }, (_, index) => Math.floor((index * count) / MOVED));
}
