import type { Kernels } from "../kernels/kernels.ts";
import type { WindowProducts, WindowShape } from "../kernels/window-products.ts";
import { keepWords } from "./keep-words.ts";
import type { KernelRunner } from "./kernel-runner.ts";
import { place, takeBack } from "./simd-matmul.ts";
import { windowTables } from "./window-tables.ts";

const FLOAT = Float32Array.BYTES_PER_ELEMENT;
/** Of a panel: its columns; of a block of sums: its rows, and its bytes. */
const PANEL = 8;
const BLOCK = 4;
const TILE = BLOCK * PANEL * FLOAT;
/** Channels that an item of `projectWindows` does. */
const CHANNELS = 4;

/**
 * The products of windows in vectors of four. Windows are not written out to be multiplied: their elements are found in the
 * field, with zeros put round it, by tables. What does not fit in the memory is left to `others`.
 */
export function simdWindowProducts(
  runner: KernelRunner,
  others: Pick<Kernels, "windowProducts">,
  shape: WindowShape,
): WindowProducts {
  const { arena, threads } = runner;
  const { groups, fieldChannels, responseChannels, axes } = shape;
  const [channels, depth] = [fieldChannels / groups, responseChannels / groups];
  const inScript = others.windowProducts(shape);
  const tables = windowTables(axes, channels);
  const kept = keepWords(arena, [tables.elements, tables.places, tables.lines, tables.runs]);
  if (kept === undefined) return inScript;
  const [elements, places, lines, runs, runsEnd] = kept as [number, number, number, number, number];
  const { kernel, positions } = tables;
  const inner = channels * kernel;
  const panels = Math.ceil(depth / PANEL);
  const groupSize = channels * tables.padded * FLOAT;

  return {
    respond(field, weight, rows) {
      const responses = arena.floats(rows * responseChannels * positions);
      const result = arena.borrow(() => {
        const [from, weights] = [placePadded(field), placePanels(weight, groups, inner)];
        const scratch = arena.bytes(threads * TILE);
        if (responses === undefined || from === undefined || weights === undefined || scratch === undefined) {
          return undefined;
        }
        runner.run(
          "respondWindows",
          // prettier-ignore
          [
            from, groupSize, weights, elements, inner, places, positions,
            responses.byteOffset, depth, panels, groups, scratch,
          ],
          rows * groups * panels,
          inner * positions * PANEL,
        );
        return responses;
      });
      // Outside of what is borrowed: the result stays.
      return result ?? inScript.respond(field, weight, rows);
    },
    project(responses, weight, rows) {
      const field = arena.floats(rows * fieldChannels * tables.field);
      const result = arena.borrow(() => {
        const [from, weights] = [place(runner, responses), place(runner, weight)];
        const scratchSize = CHANNELS * kernel * tables.rowSize;
        const scratch = arena.bytes(threads * scratchSize);
        if (field === undefined || from === undefined || weights === undefined || scratch === undefined) {
          return undefined;
        }
        const chunks = Math.ceil(channels / CHANNELS);
        runner.run(
          "projectWindows",
          // prettier-ignore
          [
            weights, from, depth, positions, field.byteOffset, channels, tables.field * FLOAT, kernel, chunks, groups,
            runs, runsEnd, tables.step, tables.rowSize, scratch, scratchSize,
          ],
          rows * groups * chunks,
          CHANNELS * kernel * positions * depth,
        );
        return field;
      });
      // Outside of what is borrowed: the result stays.
      return result ?? inScript.project(responses, weight, rows);
    },
    correlate(responses, field, rows, given) {
      const sums = given ?? arena.floats(responseChannels * inner) ?? new Float32Array(responseChannels * inner);
      const result = arena.borrow(() => {
        const [from, factors] = [placePadded(field), placePanels(responses, rows * groups, positions)];
        const [target, scratch] = [place(runner, sums), arena.bytes(threads * TILE)];
        if (from === undefined || factors === undefined || target === undefined || scratch === undefined) {
          return undefined;
        }
        const blocks = Math.ceil(inner / BLOCK);
        runner.run(
          "correlateWindows",
          // prettier-ignore
          [
            from, groupSize, factors, elements, inner, places, positions,
            target, depth, panels, groups, rows, blocks, scratch,
          ],
          groups * panels * blocks,
          rows * positions * BLOCK * PANEL,
        );
        takeBack(runner, sums, target);
        return sums;
      });
      // Outside of what is borrowed: the result stays.
      return result ?? inScript.correlate(responses, field, rows, sums);
    },
  };

  /** The address of a field with zeros round its channels, or of itself if windows do not see any. */
  function placePadded(field: Float32Array): number | undefined {
    const from = place(runner, field);
    if (!tables.isPadded) return from;
    const count = field.length / tables.field;
    const to = arena.bytes(count * tables.padded * FLOAT);
    if (from === undefined || to === undefined) return undefined;
    runner.run(
      "padField",
      [from, tables.field * FLOAT, to, tables.padded * FLOAT, lines, runs, tables.lineLength],
      count,
      tables.padded,
    );
    return to;
  }

  /** The address of matrices [depth, length] as panels. */
  function placePanels(matrices: Float32Array, count: number, length: number): number | undefined {
    const from = place(runner, matrices);
    const to = arena.bytes(count * panels * length * PANEL * FLOAT);
    if (from === undefined || to === undefined) return undefined;
    runner.run("packPanels", [from, to, depth, length, panels], count * panels, length * PANEL);
    return to;
  }
}
