/** As much of the platform's WebAssembly as is watched. */
interface WasmScope {
  readonly WebAssembly: {
    readonly Memory: abstract new () => { readonly buffer: ArrayBufferLike };
    /** Gives an instance, or one with its module. */
    instantiate(
      source: unknown,
      imports?: WasmImports,
    ): Promise<{ readonly instance?: Exporting } & Partial<Exporting>>;
  };
}

interface Exporting {
  readonly exports: object;
}

type WasmImports = Readonly<Record<string, object>>;

/**
 * Watches what WebAssembly is instantiated with from now on.
 *
 * @returns tells the bytes of all memories together: what a module's heap has grown to.
 */
export function watchWasmMemory(): () => number {
  const { WebAssembly } = globalThis as unknown as WasmScope;
  const memories = new Set<{ readonly buffer: ArrayBufferLike }>();
  const keep = (values: object = {}): void => {
    for (const value of Object.values(values)) if (value instanceof WebAssembly.Memory) memories.add(value);
  };
  const instantiate = WebAssembly.instantiate.bind(WebAssembly);
  WebAssembly.instantiate = async (source, imports = {}) => {
    const made = await instantiate(source, imports);
    for (const module of Object.values(imports)) keep(module);
    keep(made.instance?.exports ?? made.exports);
    return made;
  };
  return () => {
    if (memories.size === 0) throw new Error("no WebAssembly memory was seen");
    return [...memories].reduce((sum, { buffer }) => sum + buffer.byteLength, 0);
  };
}
