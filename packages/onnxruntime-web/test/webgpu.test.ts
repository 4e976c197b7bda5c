import { InvalidOptionError, softmaxCrossEntropy, UnsupportedOptionError } from "@lockstep/core";
import * as ort from "onnxruntime-web";
import { afterEach, describe, expect, it, vi } from "vitest";
import { createOrtEngine, type OrtNamespace } from "../src/index.ts";
import { PLAIN_STEP, SMALL_MODEL, smallBatch } from "./small-run.ts";

const OPTIONS = { loss: softmaxCrossEntropy(), seed: 1, executionProvider: "webgpu" } as const;
const NO_FALLBACK =
  "Can't create a session. ERROR_CODE: 1, ERROR_MESSAGE: This session contains graph nodes that are assigned to the default CPU EP, but fallback to CPU EP has been explicitly disabled by the user.";

type Create = OrtNamespace["InferenceSession"]["create"];

/** A runtime that asks for the GPU's sessions and computes on the CPU. */
function pretendingOrt(): { ort: OrtNamespace; create: ReturnType<typeof vi.fn<Create>>; underWay: () => number } {
  let running = 0;
  let most = 0;
  const alone = async <Result>(call: () => Promise<Result>): Promise<Result> => {
    most = Math.max(most, ++running);
    // A call that waits in the middle.
    await new Promise((resolve) => setTimeout(resolve));
    try {
      return await call();
    } finally {
      running--;
    }
  };
  const create = vi.fn<Create>(async (model) => {
    const session = await alone(() => ort.InferenceSession.create(model));
    return {
      run: (feeds) => alone(() => session.run(feeds as Record<string, ort.Tensor>)),
      release: () => alone(() => session.release()),
    };
  });
  return { ort: { InferenceSession: { create }, Tensor: ort.Tensor }, create, underWay: () => most };
}

describe("executionProvider webgpu", () => {
  afterEach(() => void vi.unstubAllGlobals());

  it("asks for the GPU alone, and leaves what the next step is fed there", async () => {
    const { ort: runtime, create } = pretendingOrt();
    using engine = await createOrtEngine(runtime, SMALL_MODEL, OPTIONS);
    await engine.trainBatch([smallBatch(engine, 0)], PLAIN_STEP).read();
    expect(engine.name).toBe("ort-webgpu");
    const [evaluation, training] = create.mock.calls.map(([, options]) => options!);
    const alone = {
      executionProviders: [{ name: "webgpu", preferredLayout: "NCHW" }],
      extra: { session: { disable_cpu_ep_fallback: "1" } },
    };
    expect(evaluation).toEqual({ ...alone, preferredOutputLocation: {} });
    expect(training).toMatchObject(alone);
    const names = ["0.weight.next", "0.bias.next", "3.weight.next", "3.bias.next"];
    expect(training!.preferredOutputLocation).toEqual(Object.fromEntries(names.map((name) => [name, "gpu-buffer"])));
  });

  it("allows the CPU where that is asked for", async () => {
    const { ort: runtime, create } = pretendingOrt();
    using _ = await createOrtEngine(runtime, SMALL_MODEL, { ...OPTIONS, cpuFallback: "allow" });
    expect(create.mock.calls[0]![1]).not.toHaveProperty("extra");
  });

  it("never calls a runtime that is under way, whichever engine calls", async () => {
    const { ort: runtime, underWay } = pretendingOrt();
    const engines = await Promise.all(
      [1, 2, 3].map((seed) => createOrtEngine(runtime, SMALL_MODEL, { ...OPTIONS, seed })),
    );
    const losses = engines.map((engine) => engine.trainBatch([smallBatch(engine, 0)], PLAIN_STEP).read());
    await Promise.all(losses);
    for (const engine of engines) engine.dispose();
    expect(underWay()).toBe(1);
  });

  it("says which graph the GPU cannot run whole, and what to do", async () => {
    const { ort: runtime, create } = pretendingOrt();
    create.mockRejectedValueOnce(new Error(NO_FALLBACK));
    const attempt = createOrtEngine(runtime, SMALL_MODEL, OPTIONS);
    await expect(attempt).rejects.toThrow(UnsupportedOptionError);
    await expect(attempt).rejects.toThrow(/the evaluation graph has operators .* no GPU kernel.*cpuFallback: "allow"/);
    await expect(attempt).rejects.toMatchObject({ cause: { message: NO_FALLBACK } });
  });

  it("says the same of a step's graph when the step is read", async () => {
    const { ort: runtime, create } = pretendingOrt();
    using engine = await createOrtEngine(runtime, SMALL_MODEL, OPTIONS);
    create.mockRejectedValueOnce(new Error(NO_FALLBACK));
    await expect(engine.trainBatch([smallBatch(engine, 0)], PLAIN_STEP).read()).rejects.toThrow("the training graph");
  });

  it.each([
    ["no WebGPU", {}],
    ["no adapter", { gpu: { requestAdapter: async () => null } }],
    ["a WebGPU that fails", { gpu: { requestAdapter: () => Promise.reject(new Error("lost")) } }],
  ])("says that there is no adapter: %s", async (_, navigator) => {
    vi.stubGlobal("navigator", navigator);
    const attempt = createOrtEngine(ort, SMALL_MODEL, OPTIONS);
    await expect(attempt).rejects.toThrow(UnsupportedOptionError);
    await expect(attempt).rejects.toThrow(/needs a WebGPU adapter, and none was found/);
  });

  it("says that the runtime's package has no WebGPU", async () => {
    vi.stubGlobal("navigator", { gpu: { requestAdapter: async () => ({}) } });
    const attempt = createOrtEngine(ort, SMALL_MODEL, OPTIONS);
    await expect(attempt).rejects.toThrow(UnsupportedOptionError);
    await expect(attempt).rejects.toThrow('import * as ort from "onnxruntime-web/webgpu"');
  });

  it("hands on any other failure as it is", async () => {
    vi.stubGlobal("navigator", { gpu: { requestAdapter: async () => ({}) } });
    const { ort: runtime, create } = pretendingOrt();
    const failure = new Error("no such operator");
    create.mockRejectedValueOnce(failure);
    await expect(createOrtEngine(runtime, SMALL_MODEL, OPTIONS)).rejects.toBe(failure);
  });

  it("refuses a fallback that does not exist", async () => {
    const { ort: runtime, create } = pretendingOrt();
    const attempt = createOrtEngine(runtime, SMALL_MODEL, { ...OPTIONS, cpuFallback: "never" as never });
    await expect(attempt).rejects.toThrow(InvalidOptionError);
    expect(create).not.toHaveBeenCalled();
  });
});
