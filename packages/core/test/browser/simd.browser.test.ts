import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createReferenceEngine } from "../../src/reference/index.ts";
import { simdKernels } from "../../src/reference/simd/simd-kernels.ts";
import { dense, dropout, meanSquaredError, relu, sequential } from "../../src/index.ts";
import { LAWS } from "../simd/laws.ts";
import { whenAllArrived } from "../simd/when-all-arrived.ts";

interface Page {
  readonly crossOriginIsolated: boolean;
  readonly Worker: new (
    url: URL,
    options: { readonly type: "module" },
  ) => {
    addEventListener(event: string, listener: (event: { readonly data: unknown }) => void): void;
    terminate(): void;
  };
}

const page = globalThis as unknown as Page;
const isIsolated = (import.meta as unknown as { readonly env: Record<string, string> }).env["ISOLATED"] === "true";

/** Threads need shared memory. */
const threadsHere = (wanted: number): number => (isIsolated ? wanted : 1);

describe("the page", () => {
  it("is what the project says", () => expect(page.crossOriginIsolated).toBe(isIsolated));
});

describe.each([1, 2, 4])("SIMD kernels in a browser, on %i threads", (wanted) => {
  const kernels = simdKernels({ relaxed: false, threads: wanted, smallestShare: 1 })!;
  beforeAll(() => whenAllArrived(kernels));
  afterAll(() => kernels.dispose());
  it("work with as many where memory can be shared", () => expect(kernels.threads).toBe(threadsHere(wanted)));
  it.each(Object.entries(LAWS))("give the bits of TypeScript: %s", (_, law) => law(kernels));
});

describe("SIMD kernels in a worker of a browser", () => {
  it("do their work on threads, too", async () => {
    const worker = new page.Worker(new URL("serve-jobs.ts", import.meta.url), { type: "module" });
    const answer = await new Promise((resolve, reject) => {
      worker.addEventListener("message", ({ data }) => resolve(data));
      worker.addEventListener("error", reject);
    });
    worker.terminate();
    expect(answer).toEqual({ threads: threadsHere(3), wrong: 0 });
  });
});

describe("the reference engine in a browser", () => {
  it("computes with SIMD kernels", () => {
    const model = sequential({ inputShape: [4], layers: [dense(8), relu(), dropout(0.5), dense(1)] });
    using engine = createReferenceEngine(model, { loss: meanSquaredError(), seed: 1, threads: 4 });
    expect([engine.kernels, engine.threads]).toEqual(["simd", threadsHere(4)]);
  });
});
