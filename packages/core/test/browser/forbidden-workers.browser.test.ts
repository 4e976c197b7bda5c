import { expect, it } from "vitest";
import { simdKernels } from "../../src/reference/simd/simd-kernels.ts";

interface Page {
  readonly document: {
    readonly head: { append(element: object): void };
    createElement(name: string): object;
  };
  readonly Worker: new (url: string) => { addEventListener(event: "error", listener: () => void): void };
  readonly Blob: new (parts: readonly string[]) => object;
  readonly URL: { createObjectURL(blob: object): string };
}

const page = globalThis as unknown as Page;

it("does the work alone where a content security policy forbids workers from blobs", async () => {
  page.document.head.append(
    Object.assign(page.document.createElement("meta"), {
      httpEquiv: "Content-Security-Policy",
      content: "worker-src 'self'",
    }),
  );
  const refused = await new Promise((resolve) => {
    try {
      const worker = new page.Worker(page.URL.createObjectURL(new page.Blob([""])));
      worker.addEventListener("error", () => resolve("later"));
    } catch {
      resolve("at once");
    }
  });
  expect(["at once", "later"]).toContain(refused);
  const kernels = simdKernels({ relaxed: false, threads: 4, smallestShare: 1 })!;
  for (let round = 0; round < 20; round++) {
    await new Promise((resume) => setTimeout(resume, 10));
    const sums = kernels.scope(() => kernels.sumRows(kernels.floats(2000).fill(1), 100).slice(), 4000);
    expect(sums).toEqual(new Float32Array(100).fill(20));
  }
  expect(kernels.arrivedThreads()).toBe(1);
  kernels.dispose();
});
