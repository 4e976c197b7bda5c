/** Where a browser finds the runtime's binaries; Node reads them from the package. */
export const ORT_WASM_FILES = "/node_modules/onnxruntime-web/dist/";
