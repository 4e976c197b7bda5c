import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { BACKEND_NAMES } from "./backend-name.ts";
import { detectBackends } from "./detect-backends.ts";

const LINUX_CHROME =
  "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0.0.0 Safari/537.36";
const FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
const SAFARI =
  "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/605.1.15";

/** A canvas on a graphics card, or none. */
function stubWebGl(
  renderer: string | null,
  extensions = ["EXT_color_buffer_float", "WEBGL_debug_renderer_info"],
): void {
  const context = {
    getExtension: (name: string) => (extensions.includes(name) ? { UNMASKED_RENDERER_WEBGL: 1 } : null),
    getParameter: () => renderer,
  };
  vi.stubGlobal(
    "OffscreenCanvas",
    class {
      getContext(): unknown {
        return renderer === null ? null : context;
      }
    },
  );
}

function stubWebGpu(userAgent: string, info?: Partial<GPUAdapterInfo> | null): void {
  const adapter = info === null ? null : { info: { vendor: "", architecture: "", description: "", ...info } };
  vi.stubGlobal("navigator", {
    userAgent,
    ...(info === undefined ? {} : { gpu: { requestAdapter: () => Promise.resolve(adapter) } }),
  });
}

async function find(name: string): Promise<object | undefined> {
  return (await detectBackends()).find((backend) => backend.name === name);
}

beforeEach(() => {
  vi.stubGlobal("isSecureContext", true);
  stubWebGl("ANGLE (NVIDIA GeForce)");
  stubWebGpu(LINUX_CHROME, { vendor: "nvidia", architecture: "ampere" });
});
afterEach(() => vi.unstubAllGlobals());

describe("detectBackends", () => {
  test("finds all of them where everything is there, in the order of the list", async () => {
    const found = await detectBackends();
    expect(found.map(({ name }) => name)).toEqual(BACKEND_NAMES);
    expect(found.filter(({ missing, software }) => missing !== null || software)).toEqual([]);
    expect(await find("tfjs-webgl")).toMatchObject({ adapter: "ANGLE (NVIDIA GeForce)" });
    expect(await find("ort-webgpu")).toMatchObject({ adapter: "nvidia ampere" });
  });

  test.each([
    "ANGLE (Google, Vulkan 1.3.0 (SwiftShader Device (Subzero) (0x0000C0DE)), SwiftShader driver)",
    "llvmpipe (LLVM 17.0.6, 256 bits)",
    "ANGLE (Microsoft, Microsoft Basic Render Driver Direct3D11 vs_5_0 ps_5_0)",
  ])("knows a renderer on the processor: %s", async (renderer) => {
    stubWebGl(renderer);
    expect(await find("tfjs-webgl")).toMatchObject({ missing: null, software: true });
  });

  test("knows an adapter on the processor, by its name or because the browser says so", async () => {
    stubWebGpu(LINUX_CHROME, { vendor: "google", architecture: "swiftshader" });
    expect(await find("tfjs-webgpu")).toMatchObject({ software: true });
    stubWebGpu(LINUX_CHROME, { isFallbackAdapter: true });
    expect(await find("tfjs-webgpu")).toMatchObject({ software: true, adapter: null });
  });

  test.each([
    ["Chrome on Linux", LINUX_CHROME, "chrome://flags"],
    ["Firefox", FIREFOX, "dom.webgpu.enabled"],
    ["Safari", SAFARI, "since version 26"],
  ])("says what brings WebGPU to %s", async (_browser, userAgent, remedy) => {
    for (const info of [undefined, null]) {
      stubWebGpu(userAgent, info);
      for (const name of ["tfjs-webgpu", "ort-webgpu"]) {
        expect(await find(name)).toMatchObject({ missing: expect.stringContaining(remedy), adapter: null });
      }
    }
  });

  test("says that WebGPU wants a secure page", async () => {
    vi.stubGlobal("isSecureContext", false);
    expect(await find("tfjs-webgpu")).toMatchObject({ missing: expect.stringContaining("https") });
  });

  test("says why there is no WebGL", async () => {
    stubWebGl(null);
    expect(await find("tfjs-webgl")).toMatchObject({ missing: expect.stringContaining("hardware acceleration") });
    stubWebGl("old card", []);
    expect(await find("tfjs-webgl")).toMatchObject({ missing: expect.stringContaining("EXT_color_buffer_float") });
    vi.stubGlobal("OffscreenCanvas", undefined);
    expect(await find("tfjs-webgl")).toMatchObject({ missing: expect.stringContaining("OffscreenCanvas") });
  });

  test("leaves only what needs no WebAssembly where there is none", async () => {
    vi.stubGlobal("WebAssembly", undefined);
    const found = (await detectBackends()).filter(({ missing }) => missing === null).map(({ name }) => name);
    expect(found).toEqual(["reference", "tfjs-cpu", "tfjs-webgl", "tfjs-webgpu"]);
  });

  test("wants vectors for ONNX Runtime only", async () => {
    vi.stubGlobal("WebAssembly", { validate: () => false });
    const missing = (await detectBackends()).filter((backend) => backend.missing !== null).map(({ name }) => name);
    expect(missing).toEqual(["ort-wasm", "ort-webgpu"]);
  });
});
