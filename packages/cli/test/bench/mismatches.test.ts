import { describe, expect, it } from "vitest";
import { ContestantMismatchError } from "../../src/bench/workloads/contestant-mismatch-error.ts";
import { gatheringWorkload } from "../../src/bench/workloads/batch-assembly/gathering-workload.ts";
import { dropoutWorkload } from "../../src/bench/workloads/dropout/dropout-workload.ts";
import { maskWorkload } from "../../src/bench/workloads/masks/mask-workload.ts";
import { plainBits } from "../../src/bench/workloads/masks/plain-bits.ts";
import { requireClose } from "../../src/bench/workloads/require-close.ts";
import { requireLosses } from "../../src/bench/workloads/require-losses.ts";
import { requireDistinct } from "../../src/bench/workloads/shuffling/require-distinct.ts";

const ELEMENTS = 1000;
const refuses = async (work: () => unknown): Promise<void> => {
  await expect(async () => work()).rejects.toBeInstanceOf(ContestantMismatchError);
};
const drawing = (draw: () => ArrayLike<number>) => ({ draw, read: (drawn: ArrayLike<number>) => drawn });

describe("numbers that are not those of the plain loops", () => {
  it.each([2.3 * 1.001, 2.3 * 0.999, Number.NaN, Number.POSITIVE_INFINITY])("%d is not 2.3", async (received) => {
    await refuses(() => requireClose("one", "the loss", received, 2.3));
  });

  it("allows rounding", () => {
    requireClose("one", "the loss", 2.3 * (1 + 1e-6), 2.3);
  });

  it("holds both steps against it", async () => {
    await refuses(() => requireLosses("one", [2.4, 2.3], [2.3, 2.3]));
    await refuses(() => requireLosses("one", [2.3, 2.4], [2.3, 2.3]));
  });
});

describe("draws that are none", () => {
  it("takes a fair coin", async () => {
    await expect(
      maskWorkload(
        "one",
        ELEMENTS,
        drawing(() => plainBits(ELEMENTS)),
      ),
    ).resolves.toMatchObject({ units: 1000 });
  });

  it("refuses the same draw twice, another share, other values and another count", async () => {
    const once = plainBits(ELEMENTS);
    await refuses(() =>
      maskWorkload(
        "one",
        ELEMENTS,
        drawing(() => once),
      ),
    );
    await refuses(() =>
      maskWorkload(
        "one",
        ELEMENTS,
        drawing(() => Uint8Array.from(once, () => (Math.random() < 0.75 ? 1 : 0))),
      ),
    );
    await refuses(() =>
      maskWorkload(
        "one",
        ELEMENTS,
        drawing(() => plainBits(ELEMENTS).map((bit) => 2 * bit)),
      ),
    );
    await refuses(() =>
      maskWorkload(
        "one",
        ELEMENTS,
        drawing(() => plainBits(ELEMENTS - 1)),
      ),
    );
  });

  it("refuses dropout whose survivors are not doubled", async () => {
    const values = new Float32Array(ELEMENTS).fill(1);
    const dropped = (scale: number) => drawing(() => Float32Array.from(plainBits(ELEMENTS), (bit) => bit * scale));
    await expect(dropoutWorkload("one", values, dropped(2))).resolves.toMatchObject({ units: 1000 });
    await refuses(() => dropoutWorkload("one", values, dropped(1)));
  });
});

describe("indices that are no shuffle", () => {
  const shuffled = [3, 1, 4, 0, 5, 9, 2, 6, 8, 7];

  it("takes one, and a part of one", () => {
    requireDistinct("one", shuffled, 10);
    requireDistinct("one", shuffled.slice(0, 9), 10);
  });

  it("refuses one out of range, one twice, a fraction, and rows in order", async () => {
    await refuses(() => requireDistinct("one", shuffled, 9));
    await refuses(() => requireDistinct("one", [-1, ...shuffled], 10));
    await refuses(() => requireDistinct("one", [3, ...shuffled], 10));
    await refuses(() => requireDistinct("one", [0.5, ...shuffled], 10));
    await refuses(() =>
      requireDistinct(
        "one",
        shuffled.toSorted((a, b) => a - b),
        10,
      ),
    );
  });
});

describe("batches of other rows", () => {
  it("refuses them", async () => {
    const data = Float32Array.from({ length: 2 * 784 }, (_, index) => index);
    const source = { inputs: { shape: [2, 784], data }, batches: [[1, 0]] };
    const swapped = Float32Array.from([...data.subarray(784), ...data.subarray(0, 784)]);
    const gathering = (result: Float32Array) => ({ gather: () => result, read: () => result });
    await expect(gatheringWorkload("one", source, gathering(swapped))).resolves.toMatchObject({ units: 32 });
    await refuses(() => gatheringWorkload("one", source, gathering(data)));
    await refuses(() => gatheringWorkload("one", source, gathering(swapped.subarray(784))));
  });
});
