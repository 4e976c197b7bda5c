import loadWabt from "wabt";

/** The binary of a module in the text format, checked. */
export async function assemble(text: string): Promise<Uint8Array> {
  const wabt = await loadWabt();
  const features = { threads: true, simd: true, relaxed_simd: true, bulk_memory: true };
  const parsed = wabt.parseWat("kernels.wat", text, features);
  try {
    parsed.validate();
    return parsed.toBinary({}).buffer;
  } finally {
    parsed.destroy();
  }
}
