import type { OrtNamespace, OrtSession, OrtSessionOptions } from "./ort-namespace.ts";
import { outOfMemory } from "./out-of-memory.ts";
import { sessionFailure } from "./session-failure.ts";
import type { SessionSettings } from "./session-settings.ts";

/** A graph to be run. */
export interface SessionGraph {
  /** What errors call it. */
  readonly name: string;
  readonly bytes: Uint8Array;
  /** Names of the outputs that the next run is fed: on a GPU they stay there. */
  readonly resident: readonly string[];
}

/**
 * Creates a session.
 *
 * @throws {UnsupportedOptionError} if there is no WebGPU, or the GPU cannot run the whole graph and must.
 * @throws {OutOfMemoryError} if the graph does not fit; its runs throw it too.
 */
export async function createSession(
  ort: OrtNamespace,
  settings: SessionSettings,
  graph: SessionGraph,
): Promise<OrtSession> {
  const session = await create(ort, settings, graph);
  return {
    async run(feeds) {
      try {
        return await session.run(feeds);
      } catch (cause) {
        throw outOfMemory(graph.name, cause) ?? cause;
      }
    },
    release: () => session.release(),
  };
}

async function create(ort: OrtNamespace, settings: SessionSettings, graph: SessionGraph): Promise<OrtSession> {
  try {
    return await ort.InferenceSession.create(graph.bytes, sessionOptions(settings, graph.resident));
  } catch (cause) {
    throw outOfMemory(graph.name, cause) ?? (await sessionFailure(settings, graph.name, cause));
  }
}

function sessionOptions(
  { executionProvider, cpuFallback }: SessionSettings,
  resident: readonly string[],
): OrtSessionOptions {
  // "cpu" is what every package of ONNX Runtime calls its CPU kernels; in a browser they are the wasm ones.
  if (executionProvider === "wasm") return { executionProviders: ["cpu"] };
  return {
    // Channels first, as the graph is written: in the runtime's own layout it puts operators on the CPU to turn tensors round.
    executionProviders: [{ name: "webgpu", preferredLayout: "NCHW" }],
    preferredOutputLocation: Object.fromEntries(resident.map((name) => [name, "gpu-buffer"])),
    ...(cpuFallback === "allow" ? {} : { extra: { session: { disable_cpu_ep_fallback: "1" } } }),
  };
}
