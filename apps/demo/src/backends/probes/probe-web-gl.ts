import { isSoftwareRenderer } from "./is-software-renderer.ts";
import { absent, type ProbeResult } from "./probe-result.ts";

/** Whether a worker can draw with WebGL 2 into textures of floats, which is how TensorFlow.js computes there. */
export function probeWebGl(): ProbeResult {
  if (globalThis.OffscreenCanvas === undefined) {
    return absent(
      "This browser has no OffscreenCanvas, by which a worker reaches WebGL: take Chrome, Edge, Firefox 105 or Safari 17, or later ones.",
    );
  }
  const context = new OffscreenCanvas(1, 1).getContext("webgl2");
  if (context === null) {
    return absent(
      "WebGL 2 does not start: switch hardware acceleration on in the browser's settings, or update the graphics driver.",
    );
  }
  const adapter = rendererOf(context);
  const renders = context.getExtension("EXT_color_buffer_float") !== null;
  // A page may hold but a few contexts at a time.
  context.getExtension("WEBGL_lose_context")?.loseContext();
  if (!renders) {
    return absent(
      "This graphics driver does not compute in 32-bit floats by WebGL (EXT_color_buffer_float): another browser or a newer driver may.",
    );
  }
  return { missing: null, adapter, software: adapter !== null && isSoftwareRenderer(adapter) };
}

function rendererOf(context: WebGL2RenderingContext): string | null {
  const names = context.getExtension("WEBGL_debug_renderer_info");
  const renderer: unknown = context.getParameter(names?.UNMASKED_RENDERER_WEBGL ?? context.RENDERER);
  return typeof renderer === "string" && renderer !== "" ? renderer : null;
}
