/** Names of renderers that are programs on the processor: Chromium's, Mesa's, Windows's, Apple's. */
const SOFTWARE = /swiftshader|llvmpipe|softpipe|lavapipe|software|basic render|microsoft basic|\bwarp\b/i;

/** Whether a renderer or adapter of this name computes on the processor. */
export function isSoftwareRenderer(name: string): boolean {
  return SOFTWARE.test(name);
}
