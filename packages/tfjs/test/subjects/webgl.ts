import type { ConformanceSubject } from "@lockstep/conformance";
import "@tensorflow/tfjs-backend-webgl";
import { tfjsSubject } from "./tfjs-subject.ts";

/** As much of a page as tells who draws. */
interface Page {
  readonly OffscreenCanvas: new (
    width: number,
    height: number,
  ) => {
    getContext(kind: "webgl2"): {
      getExtension(name: string): { readonly UNMASKED_RENDERER_WEBGL: number } | null;
      getParameter(parameter: number): unknown;
    } | null;
  };
}

const context = new (globalThis as unknown as Page).OffscreenCanvas(1, 1).getContext("webgl2");
const names = context?.getExtension("WEBGL_debug_renderer_info");

export const subject: ConformanceSubject = await tfjsSubject("webgl", {
  "WebGL renderer": String(names && context?.getParameter(names.UNMASKED_RENDERER_WEBGL)),
});
