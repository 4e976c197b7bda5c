import { drawMask, type DrawnBits } from "../../dropout/apply-dropout.ts";
import { keepBits, type AddressedMask, type ExplicitMask } from "../../dropout/dropout-mask.ts";
import { BLOCK, drawParameters, lawParameters, NOWHERE } from "../../masks/draw-parameters.ts";
import { requireDraw } from "../../random/random-words.ts";
import { shapeSize } from "../../tensor/shape.ts";
import type { Kernels, MaskedValues } from "../kernels/kernels.ts";
import type { KernelRunner } from "./kernel-runner.ts";
import { place } from "./simd-matmul.ts";

type Masks = Pick<Kernels, "drawMask" | "applyMask" | "applyMaskGradient" | "drawAndApplyMask">;

/** What a block costs, about, in multiplications of a matrix product. */
const DRAW_COST = 256;
const APPLY_COST = 64;

/** Masks of bits in vectors: sixteen elements at a time. Noise is left to `others`. */
export function simdMasks(runner: KernelRunner, others: Masks): Masks {
  const { arena } = runner;

  /** Draws bits and, if there are values, applies them at once; undefined if there is no room. */
  function draw(mask: AddressedMask, values: Float32Array | undefined): DrawnValues | undefined {
    const size = shapeSize(mask.shape);
    requireDraw(mask.key, size, mask.start);
    const blocks = Math.ceil(size / BLOCK);
    const keep = arena.bytes(blocks * BLOCK);
    const output = values && arena.floats(size);
    if (keep === undefined || (values !== undefined && output === undefined)) return undefined;
    return arena.borrow(() => {
      const from = values === undefined ? NOWHERE : place(runner, values);
      if (from === undefined) return undefined;
      const places = { keep, values: from, result: output?.byteOffset ?? NOWHERE };
      runner.run("drawMask", drawParameters(mask, places, 0, size), blocks, DRAW_COST);
      return { keep: new Uint8Array(arena.memory.buffer, keep, size), output };
    });
  }

  function bitsOf(mask: AddressedMask | ExplicitMask): Uint8Array {
    const drawn = mask.source === "addressed" ? draw(mask, undefined) : undefined;
    return drawn === undefined ? keepBits(mask) : drawn.keep;
  }

  /** Applies drawn bits; undefined if there is no room. */
  function apply(values: Float32Array, bits: DrawnBits): Float32Array | undefined {
    const result = arena.floats(values.length);
    if (result === undefined) return undefined;
    return arena.borrow(() => {
      const [keep, from] = [placeBytes(bits.keep), place(runner, values)];
      if (keep === undefined || from === undefined) return undefined;
      runner.run(
        "applyMask",
        [keep, from, result.byteOffset, values.length, ...lawParameters(bits)],
        Math.ceil(values.length / BLOCK),
        APPLY_COST,
      );
      return result;
    });
  }

  /** The address of bytes, or of a copy, with as many behind them as fill a block. */
  function placeBytes(bytes: Uint8Array): number | undefined {
    const own = arena.addressOf(bytes);
    if (own !== undefined) return own;
    const address = arena.bytes(Math.ceil(bytes.length / BLOCK) * BLOCK);
    if (address !== undefined) new Uint8Array(arena.memory.buffer).set(bytes, address);
    return address;
  }

  const masks: Masks = {
    drawMask: (mask, shape) => drawMask(mask, shape, bitsOf),
    applyMask(values, mask) {
      if ("noise" in mask) return others.applyMask(values, mask);
      return apply(values, mask) ?? others.applyMask(values, mask);
    },
    applyMaskGradient(gradient, mask) {
      if ("noise" in mask) return others.applyMaskGradient(gradient, mask);
      return apply(gradient, { ...mask, offset: 0, fill: 0 }) ?? others.applyMaskGradient(gradient, mask);
    },
    drawAndApplyMask(values, mask, shape): MaskedValues {
      if (mask.source === "addressed" && shapeSize(mask.shape) === values.length) {
        const drawn = draw(mask, values);
        if (drawn?.output !== undefined) {
          return { output: drawn.output, mask: drawMask(mask, shape, () => drawn.keep) };
        }
      }
      const drawn = masks.drawMask(mask, shape);
      return { output: masks.applyMask(values, drawn), mask: drawn };
    },
  };
  return masks;
}

interface DrawnValues {
  readonly keep: Uint8Array;
  readonly output: Float32Array | undefined;
}
