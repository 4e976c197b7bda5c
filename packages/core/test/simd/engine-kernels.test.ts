import { afterEach, describe, expect, it, vi } from "vitest";
import { arrayDataset, dense, fit, meanSquaredError, relu, sequential, sgd, tensor } from "../../src/index.ts";
import { createReferenceEngine, type ReferenceOptions } from "../../src/reference/index.ts";
import { simdKernels } from "../../src/reference/simd/simd-kernels.ts";
import { webAssembly } from "../../src/web-assembly/web-assembly.ts";
import { drawsOf } from "./random-network.ts";

const model = sequential({ inputShape: [20], layers: [dense(40), relu(), dense(1)] });
const engineWith = (options: Partial<ReferenceOptions>) =>
  createReferenceEngine(model, { loss: meanSquaredError(), seed: 3, ...options });

afterEach(() => {
  vi.restoreAllMocks();
  vi.resetModules();
});

describe("options of the reference engine", () => {
  it.each([
    [{}, ["simd", 1, "reference"]],
    [{ kernels: "auto", threads: 3 }, ["simd", 3, "reference"]],
    [{ kernels: "simd" }, ["simd", 1, "reference"]],
    [{ kernels: "typescript" }, ["typescript", 1, "reference"]],
    [{ kernels: "typescript", threads: 1 }, ["typescript", 1, "reference"]],
  ] as const)("%o choose what computes", (options, expected) => {
    using engine = engineWith(options);
    expect([engine.kernels, engine.threads, engine.name]).toEqual(expected);
  });
  it.each([
    [
      { kernels: "simdd" },
      'kernels must be one of "auto", "typescript", "simd", "relaxed", got "simdd". Did you mean "simd"?',
    ],
    [{ kernels: "Typescript" }, 'Did you mean "typescript"?'],
    [{ kernels: null }, "kernels must be one of"],
    [{ threads: 0 }, "threads must be an integer in [1, 64], got 0"],
    [{ threads: 65 }, "threads must be an integer in [1, 64], got 65"],
    [{ threads: 1.5 }, "threads must be an integer in [1, 64], got 1.5"],
    [{ threads: "2" }, "threads must be an integer in [1, 64]"],
    [{ threads: NaN }, "threads must be an integer in [1, 64]"],
    [{ kernels: "typescript", threads: 2 }, 'threads must be 1 with kernels: "typescript", got 2'],
    [{ thread: 2 }, 'Did you mean "threads"?'],
    [{ kernel: "simd" }, 'Did you mean "kernels"?'],
  ])("%o are refused", (options, message) => {
    expect(() => engineWith(options as never)).toThrow(message);
  });
});

describe("kernels that are not to be had", () => {
  /** The modules anew, where WebAssembly does not compile what the kernels need. */
  async function withoutVectors(): Promise<typeof engineWith> {
    vi.resetModules();
    vi.spyOn(webAssembly!, "Module").mockImplementation(function () {
      throw new Error("invalid numeric opcode");
    });
    const own = await import("../../src/index.ts");
    const { createReferenceEngine: create } = await import("../../src/reference/index.ts");
    return (options) =>
      create(own.modelFrom(JSON.parse(JSON.stringify(model))), { loss: own.meanSquaredError(), seed: 3, ...options });
  }

  it.each(["simd", "relaxed"] as const)("are refused by name: %s", async (kernels) => {
    const create = await withoutVectors();
    expect(() => create({ kernels })).toThrow(
      expect.objectContaining({ code: "UNSUPPORTED_OPTION", subject: `kernels: "${kernels}"` }) as Error,
    );
  });
  it('are done without by "auto", with the same bits', async () => {
    const create = await withoutVectors();
    const engine = create({ threads: 2 });
    expect([engine.kernels, engine.threads]).toEqual(["typescript", 1]);
    vi.restoreAllMocks();
    const inputs = tensor([5, 20], drawsOf(1).values(100));
    expect(await engine.predict(inputs)).toEqual(await engineWith({ kernels: "simd" }).predict(inputs));
  });
});

// Node 20 has no relaxed SIMD: there the refusal is all that can be tested.
describe.runIf(simdKernels({ relaxed: true, threads: 1 }) !== undefined)("relaxed kernels", () => {
  it.each([1, 2])("train to nearly the same loss on %i threads", async (threads) => {
    const draws = drawsOf(9);
    const values = draws.values(300 * 20);
    const data = arrayDataset({
      inputs: tensor([300, 20], values),
      targets: tensor(
        [300, 1],
        Float32Array.from({ length: 300 }, (_, row) => values[20 * row]! - values[20 * row + 1]!),
      ),
    });
    const train = async (options: Partial<ReferenceOptions>): Promise<number> => {
      using engine = engineWith(options);
      const settings = { epochs: 10, batchSize: 30, seed: 1, optimizer: sgd({ learningRate: 0.01, momentum: 0.9 }) };
      const report = await fit(engine, data, settings);
      expect(engine.name).toBe(options.kernels === "relaxed" ? "reference-relaxed" : "reference");
      return report.history.at(-1)!.trainingLoss;
    };
    const [strict, relaxed] = [await train({}), await train({ kernels: "relaxed", threads })];
    expect(Math.abs(relaxed - strict)).toBeLessThan(1e-4 * strict);
  });
});
