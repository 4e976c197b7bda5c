import { describe, expect, it, vi } from "vitest";
import { dense, meanSquaredError, relu, sequential, sgd, sgdStep, tensor } from "../../src/index.ts";
import { createReferenceEngine } from "../../src/reference/index.ts";
import { webAssembly } from "../../src/web-assembly/web-assembly.ts";

const step = sgdStep(sgd({ learningRate: 0.1, momentum: 0.5 }), 0);

describe.each(["typescript", "simd"] as const)("the reference engine with %s kernels", (kernels) => {
  it("refuses a batch for which there is no memory, and loses nothing", async () => {
    const model = sequential({ inputShape: [1], layers: [dense(2 ** 14), relu(), dense(1)] });
    const engine = createReferenceEngine(model, { loss: meanSquaredError(), seed: 1, kernels });
    const rowsOf = (count: number) => ({
      inputs: tensor([count, 1], new Float32Array(count).fill(0.5)),
      targets: tensor([count, 1], new Float32Array(count)),
      masks: [],
    });
    engine.trainBatch([rowsOf(1)], step);
    const before = await engine.readState();
    const outOfMemory = { code: "OUT_OF_MEMORY", subject: "reference" };
    // Outputs of 2^34 numbers.
    const large = rowsOf(2 ** 20);
    await expect(engine.evaluateBatch(large)).rejects.toMatchObject(outOfMemory);
    await expect(engine.predict(large.inputs)).rejects.toMatchObject(outOfMemory);
    expect(() => engine.trainBatch([rowsOf(1), large], step)).toThrow(/ran out of memory.*Nothing was lost/);
    expect(await engine.readState()).toEqual(before);
    const again = createReferenceEngine(model, { loss: meanSquaredError(), seed: 1, kernels });
    await again.writeState(before);
    for (const one of [engine, again]) one.trainBatch([rowsOf(2)], step);
    expect(await engine.readState()).toEqual(await again.readState());
    engine.dispose();
    again.dispose();
  });
  it("goes on after a batch that it refused", async () => {
    const model = sequential({ inputShape: [3], layers: [dense(4), dense(1)] });
    const engine = createReferenceEngine(model, { loss: meanSquaredError(), seed: 1, kernels });
    const wrong = {
      inputs: tensor([2, 2], new Float32Array(4)),
      targets: tensor([2, 1], new Float32Array(2)),
      masks: [],
    };
    expect(() => engine.trainBatch([wrong], step)).toThrow(/shape|inputs/i);
    const right = tensor([2, 3], new Float32Array(6).fill(1));
    expect((await engine.predict(right)).data).toHaveLength(2);
    engine.dispose();
  });
});

describe("the reference engine where there is no room for another memory", () => {
  it('computes in TypeScript with "auto", and says so with "simd"', async () => {
    const model = sequential({ inputShape: [2], layers: [dense(1)] });
    const create = (kernels: "auto" | "simd") =>
      createReferenceEngine(model, { loss: meanSquaredError(), seed: 1, kernels });
    expect(create("auto").kernels).toBe("simd");
    const hoard: object[] = [];
    // V8 has room for some 16,000.
    for (let isFull = false; !isFull && hoard.length < 100_000;) {
      try {
        hoard.push(new webAssembly!.Memory({ initial: 1 }));
      } catch {
        isFull = true;
      }
    }
    expect(create("auto").kernels).toBe("typescript");
    expect(() => create("simd")).toThrow(expect.objectContaining({ code: "OUT_OF_MEMORY" }) as Error);
    expect(hoard.length).toBeGreaterThan(100);
  });
  it("does not take a failure of another kind for it", () => {
    const failing = vi.spyOn(webAssembly!, "Instance").mockImplementation(function () {
      throw new TypeError("on purpose");
    });
    const model = sequential({ inputShape: [2], layers: [dense(1)] });
    expect(() => createReferenceEngine(model, { loss: meanSquaredError(), seed: 1 })).toThrow("on purpose");
    failing.mockRestore();
  });
});
